"""The rules, one a file, named after its id.

A file put into this folder is a rule of the catalogue; there is no list to add it to.
"""
