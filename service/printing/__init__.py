"""What is printed: pages made of an answer and a template, as HTML or, by Chromium, as PDF."""
