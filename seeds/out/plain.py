"""Texts that a spreadsheet program would take for formulas, written so that it does not.

In a workbook a text is a text. In a CSV file a cell that begins with `=` would be calculated: it
gets an apostrophe in front, which the reader of the dataset takes away again.
"""

import re

_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_QUOTED = re.compile(r"'+[=+\-@\t\r]")


def quoted(text: str) -> str:
    """A text as a cell of a CSV file that no spreadsheet program calculates."""
    return f"'{text}" if _FORMULA.match(text) else text


def unquoted(text: str) -> str:
    """The text that `quoted` made a cell of; any other as it is."""
    return text[1:] if _QUOTED.match(text) else text
