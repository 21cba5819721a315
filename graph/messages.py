"""Sentences for people, in the language of whoever is told them.

A sentence is written once, in English, where it is said: `msg("{name} is no date.", name=name)`.
Its Chinese stands in `graph/catalogues/zh.po`, by the English template; Babel makes of it the
catalogue that gettext looks sentences up in. What is said stays a text that knows its template, so
that it can be said in the other language later: errors of documents are kept and told to all.
"""

from collections.abc import Generator, Iterable, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from functools import cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path
from string import Formatter
from typing import Any, Literal, TypeAlias

Language: TypeAlias = Literal["en", "zh"]

CATALOGUES = Path(__file__).parent / "catalogues"
"""Where the catalogues are."""

LANGUAGE: ContextVar[Language] = ContextVar("language", default="en")
"""The language of what is being done now: of a request, or of a command."""

_FORMATTER = Formatter()


class Message(str):
    """A sentence in the language in which it was made, which can be said in the other."""

    __slots__ = ("many", "number", "template", "values")

    template: str
    many: str | None
    number: int
    values: Mapping[str, Any] | None

    def __new__(
        cls,
        template: str,
        values: Mapping[str, Any] | None,
        many: str | None = None,
        number: int = 0,
    ) -> "Message":
        """many: the template for numbers but one, by `number`."""
        made = super().__new__(cls, _said(LANGUAGE.get(), template, values, many, number))
        made.template, made.values, made.many, made.number = template, values, many, number
        return made

    def __reduce__(self) -> tuple[Any, ...]:
        return (Message, (self.template, self.values, self.many, self.number))


class Series(str):
    """Texts after each other: sentences, or what is listed.

    between: what stands between two of them in each language.
    """

    __slots__ = ("between", "parts")

    parts: tuple[str, ...]
    between: Mapping[Language, str]

    def __new__(cls, parts: Iterable[str], between: Mapping[Language, str]) -> "Series":
        """between: what stands between two parts; empty parts are left out."""
        kept = tuple(part for part in parts if part)
        made = super().__new__(cls, _joined(kept, between, LANGUAGE.get()))
        made.parts, made.between = kept, between
        return made

    def __reduce__(self) -> tuple[Any, ...]:
        return (Series, (self.parts, self.between))


def sentences(*parts: str) -> Series:
    """Sentences after each other, in Chinese without a space between; empty ones are left out."""
    return Series(parts, {"en": " ", "zh": ""})


def listed(parts: Iterable[str]) -> Series:
    """`a, b`, in Chinese `a、b`."""
    return Series(parts, {"en": ", ", "zh": "、"})


def clauses(parts: Iterable[str]) -> Series:
    """Clauses of a sentence: `a, b`, in Chinese `a，b`."""
    return Series(parts, {"en": ", ", "zh": "，"})


def any_of(parts: Iterable[str]) -> Series:
    """`a or b`, in Chinese `a或b`."""
    return Series(parts, {"en": " or ", "zh": "或"})


class Either(str):
    """A text that is written in both languages where it is made."""

    __slots__ = ("en", "zh")

    en: str
    zh: str

    def __new__(cls, zh: str, en: str) -> "Either":
        """A text in both languages."""
        made = super().__new__(cls, en if LANGUAGE.get() == "en" else zh)
        made.zh, made.en = zh, en
        return made

    def __reduce__(self) -> tuple[Any, ...]:
        return (Either, (self.zh, self.en))


def saying(text: str) -> str:
    """A text of a table, for `plain` to say: the catalogue knows it by this mark."""
    return text


def plain(text: str) -> Message:
    """A text of a table, which has no values: braces in it are braces."""
    return Message(text, None)


def msg(template: str, /, **values: Any) -> Message:
    """A sentence. template: of `str.format`, in English; the catalogue's key."""
    return Message(template, values)


def nmsg(one: str, many: str, /, n: int, **values: Any) -> Message:
    """A sentence with a number `n` that decides between `one` and `many`."""
    return Message(one, {"n": n, **values}, many, n)


def in_language(text: str, language: Language) -> str:
    """A text in a language, where it can be said in it; any other as it is."""
    if isinstance(text, Message):
        return _said(language, text.template, text.values, text.many, text.number)
    if isinstance(text, Series):
        return _joined(text.parts, text.between, language)
    if isinstance(text, Either):
        return text.en if language == "en" else text.zh
    return text


@contextmanager
def speaking(language: Language) -> Generator[None]:
    """While a language is the one in which sentences are made."""
    token = LANGUAGE.set(language)
    try:
        yield
    finally:
        LANGUAGE.reset(token)


@cache
def catalogue(language: Language) -> NullTranslations:
    """The sentences of a language; of English there is none, for they are written in it."""
    if language == "en":
        return NullTranslations()
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    packed = BytesIO()
    with (CATALOGUES / f"{language}.po").open("rb") as file:
        write_mo(packed, read_po(file, locale=language))
    packed.seek(0)
    return GNUTranslations(packed)


def template_in(language: Language, template: str) -> str:
    """A template of a language; the English one where there is no other."""
    return catalogue(language).gettext(template)


def _said(
    language: Language,
    template: str,
    values: Mapping[str, Any] | None,
    many: str | None,
    number: int,
) -> str:
    found = catalogue(language)
    chosen = found.gettext(template) if many is None else found.ngettext(template, many, number)
    if values is None:
        return chosen
    told = {name: _value(value, language) for name, value in values.items()}
    return _FORMATTER.vformat(chosen, (), told)


def _value(value: Any, language: Language) -> Any:
    if isinstance(value, str):
        return in_language(value, language)
    if isinstance(value, date) and language == "zh":
        from babel.dates import format_date

        return format_date(value, "long", language)
    if isinstance(value, Exception):
        return in_language(value.args[0], language) if _speaks(value) else str(value)
    return value


def _speaks(error: Exception) -> bool:
    """Whether an exception's text is a sentence that can be said in both languages."""
    return len(error.args) == 1 and isinstance(error.args[0], Message | Series | Either)


def _joined(parts: Iterable[str], between: Mapping[Language, str], language: Language) -> str:
    return between[language].join(in_language(part, language) for part in parts)
