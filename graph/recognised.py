"""Sentences of libraries, which are English, said in the language of whoever is told them.

A sentence is recognised by its template and said anew by the catalogue. What is inside of it, such
as the error of a scalar, is recognised in turn. One that is not known stays as it is.
"""

import re
from collections.abc import Sequence
from functools import cached_property

from graph.messages import Language, any_of, in_language, listed, msg, saying, template_in

_HINT = re.compile(
    r" Did you mean (?:to use an inline fragment on |the enum value )?(?P<names>'[^?]*)\?"
)
saying(" Did you mean {names}?")
_NAMES = re.compile(r"'[^']*'(?:, '[^']*')+")
_NAME = re.compile(r"'[^']*'")
_INSIDE = frozenset({"error", "reason", "token", "found_token"})
_LONGEST = 2_000
_DEEPEST = 4
_CONVERSION = re.compile(r"\{(\w+)(?:![rs])?\}")


class Recognised:
    """What a library says. templates: its sentences, marked by `saying`, most particular first."""

    def __init__(self, templates: Sequence[str]) -> None:
        self.templates = templates

    def said(self, text: str, language: Language) -> str:
        """A sentence in a language: one of the library's, or one that can say itself."""
        own = in_language(text, language)
        if own is not text or language == "en":
            return own
        return self._anew(text, language, 0)

    def _anew(self, text: str, language: Language, depth: int) -> str:
        # The templates are tried one after the other: not on what a caller could make long.
        if depth > _DEEPEST or len(text) > _LONGEST:
            return text
        hint = _HINT.search(text)
        if hint is not None:
            rest = text[: hint.start()] + text[hint.end() :]
            meant = msg(" Did you mean {names}?", names=any_of(_NAME.findall(hint["names"])))
            return self._anew(rest, language, depth + 1) + in_language(meant, language)
        for template, pattern in self._patterns:
            found = pattern.fullmatch(text)
            if found is not None:
                values = {
                    name: self._inside(value, language, depth)
                    if name in _INSIDE
                    else _bare(value, language)
                    for name, value in found.groupdict().items()
                }
                chosen = template_in(language, template)
                return _CONVERSION.sub(r"{\1}", chosen).format(**values)
        return text

    def _inside(self, text: str, language: Language, depth: int) -> str:
        told = self._anew(text, language, depth + 1)
        return _bare(text, language) if told is text else told

    @cached_property
    def _patterns(self) -> tuple[tuple[str, re.Pattern[str]], ...]:
        return tuple((template, _pattern(template)) for template in self.templates)


def _bare(value: str, language: Language) -> str:
    """What a library has put between quotation marks: a word, or several."""
    if _NAMES.fullmatch(value):
        return in_language(listed(name.strip("'") for name in _NAME.findall(value)), language)
    return value[1:-1] if len(value) > 1 and value[0] in "'\"" and value[-1] == value[0] else value


def _pattern(template: str) -> re.Pattern[str]:
    parts = _CONVERSION.split(template)
    # Every second part is a name.
    made = (
        f"(?P<{part}>.*?)" if index % 2 else re.escape(part) for index, part in enumerate(parts)
    )
    return re.compile("".join(made), re.DOTALL)
