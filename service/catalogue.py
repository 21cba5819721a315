"""What people are told, gathered for the catalogue: `python -m service.catalogue` renews its keys.

Sentences are found in the source by Babel, where `msg`, `nmsg` and `saying` mark them; the help of
the commands, the meanings of settings and the descriptions of audit rules in what declares them.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po

from graph.audit.registry import RULES
from graph.messages import CATALOGUES
from service.settings import Settings
from service.speech import texts_of

ROOT = Path(__file__).parents[1]
FOLDERS = ("graph", "resolvers", "schema", "seeds", "service")
_MARKS: dict[str, Any] = {"msg": None, "saying": None, "nmsg": (1, 2)}

_HEADER = """msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"

"""

Text = str | tuple[str, ...]
"""A sentence, or the two of one with a number."""


def in_the_source() -> Iterator[Text]:
    """What the source marks as said to people."""
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).rglob("*.py")):
            with path.open("rb") as file:
                for _, found, _, _ in extract("python", file, keywords=_MARKS):
                    yield found


def declared(command: Any) -> Iterator[str]:
    """What declarations say. command: the command line, as Typer makes it."""
    yield from texts_of(command)
    for field in Settings.model_fields.values():
        extra: Any = field.json_schema_extra
        yield field.description or ""
        if extra is not None:
            yield str(extra["allowed"])
    for rule in RULES:
        yield rule.description


def texts(command: Any) -> list[Text]:
    """Everything that is said to people, each once."""
    return list(dict.fromkeys(text for text in (*in_the_source(), *declared(command)) if text))


def read(language: str = "zh") -> Catalog:
    """The catalogue of a language as it is written."""
    with (CATALOGUES / f"{language}.po").open("rb") as file:
        return read_po(file, locale=language)


def renewed(command: Any, old: Catalog) -> Catalog:
    """A catalogue with the keys of now: new ones without a translation, others as they were."""
    made = Catalog(locale=old.locale, project="orggraph", charset="utf-8", fuzzy=False)
    for text in texts(command):
        known = old.get(text if isinstance(text, str) else text[0])
        made.add(text, known.string if known is not None else "")
    return made


def write(catalogue: Catalog) -> None:
    """Write a catalogue in its place, in the order of its keys."""
    with (CATALOGUES / f"{catalogue.locale}.po").open("wb") as file:
        # Of the header only what decides how the file is read: no dates, no names.
        file.write(_HEADER.encode())
        write_po(file, catalogue, width=100, sort_output=True, omit_header=True, no_location=True)


def main() -> None:
    """Renew the catalogue's keys, and name those that lack their Chinese."""
    import typer

    from server import create_app
    from service.cli import command_line

    made = renewed(typer.main.get_command(command_line(create_app)), read())
    write(made)
    for message in made:
        if message.id and not message.string:
            print(message.id)


if __name__ == "__main__":
    main()
