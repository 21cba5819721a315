"""The commands of `server.py`, a module for each noun."""
