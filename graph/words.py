"""What something is called and what it is, in Chinese and English, in one text.

A declaration says it once, `名称：说明。 — What it is.`: Chinese first, up to the colon the
name, then English. The very text is the description in the schema; whoever needs one language or
the name alone takes its part.
"""

import re
from dataclasses import dataclass

BETWEEN = " — "
"""Stands between the two languages."""


@dataclass(frozen=True, slots=True)
class Words:
    """A text in both languages."""

    zh: str
    en: str

    def __str__(self) -> str:
        return f"{self.zh}{BETWEEN}{self.en}"

    @property
    def name(self) -> str:
        """What it is called in Chinese: the text up to the colon."""
        return re.split("[：。]", self.zh, maxsplit=1)[0]


def words_of(doc: str) -> Words:
    """The two languages of a description. Raises ValueError where one of them is missing."""
    zh, between, en = doc.partition(BETWEEN)
    if not between or not zh.strip() or not en.strip() or zh.isascii():
        raise ValueError(f"{doc!r} is not of the form '名称：说明。{BETWEEN}What it is.'")
    return Words(zh.strip(), en.strip())


def spelled(name: str) -> str:
    """A GraphQL name in English words: `fullMemberOn`, `FULL_MEMBER_ON` → `Full member on`."""
    parts = (
        name.split("_")
        if name.isupper()
        else re.findall(r"[A-Z]+(?![a-z])|[A-Za-z][a-z0-9]*", name)
    )
    return " ".join(parts).lower().capitalize()
