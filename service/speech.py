"""The language of the command line: what it says, its help, and what Typer says of wrong usage.

The language is that of `server.py --language zh …`, else that of the terminal as its variables
LANGUAGE, LC_ALL, LC_MESSAGES and LANG name it, else English.
"""

import inspect
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from graph.messages import LANGUAGE, Language, msg, plain, saying
from graph.recognised import Recognised
from service.help import print_help

_OPTION = "--language"
_VARIABLES = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")

_TYPER = Recognised(
    (
        saying("No such option: {option} (Possible options: {options})"),
        saying("No such option: {option}"),
        saying("No such command {name!r}."),
        saying("Missing command."),
        saying("Missing option {option}. Choose from: {words}"),
        saying("Missing option {option}."),
        saying("Missing argument {argument}."),
        saying("Option {option!r} requires an argument."),
        saying("Option {option!r} does not take a value."),
        saying("Got unexpected extra argument(s) ({arguments})"),
        saying("Invalid value for {option}: {error}"),
        saying("it must be a whole number."),
        saying("it must be a number."),
        saying("it must be yes or no."),
        saying("{value!r} is not one of {words}."),
        saying("{value} is not in the range {range}."),
    )
)
# What Typer says of values is written for programmers.
_PLAINLY = (
    ("Value error, ", ""),
    (
        "Input should be a valid integer, unable to parse string as an integer",
        "it must be a whole number.",
    ),
    ("Input should be a valid number, unable to parse string as a number", "it must be a number."),
    ("Input should be a valid boolean, unable to interpret input", "it must be yes or no."),
)
_LANGUAGES: Mapping[str, Language] = {"zh": "zh", "中文": "zh", "en": "en", "英文": "en"}
_HELP = saying("Show this message and exit.")


class LanguageError(ValueError):
    """The option names a language that nothing is said in; the text is a sentence."""


def language_of(arguments: Sequence[str], environment: Mapping[str, str]) -> Language:
    """The language of a command line. arguments: without the program's name.

    Raises LanguageError.
    """
    for index, word in enumerate(arguments):
        if not word.startswith("-"):
            break
        name, _, value = word.partition("=")
        if name == _OPTION:
            given = value or "".join(arguments[index + 1 : index + 2])
            # Without one Typer says that it lacks.
            return _named(given) if given else terminals(environment)
    return terminals(environment)


def terminals(environment: Mapping[str, str]) -> Language:
    """The language of the terminal, as its variables say."""
    for name in _VARIABLES:
        if environment.get(name):
            return _language(environment[name])
    return "en"


def speak(language: Language, command: Any) -> None:
    """From now on say everything in a language. command: Typer's, whose help is put into it."""
    LANGUAGE.set(language)
    _prepare(command)


def told(error: str) -> str:
    """What Typer says of a wrong usage, in the language of the command line."""
    for written, plainly in _PLAINLY:
        error = error.replace(written, plainly)
    return _TYPER.said(error, LANGUAGE.get())


def texts_of(command: Any) -> Iterator[str]:
    """Every paragraph of the help of a command, of its options and of its commands, in English."""
    yield from _paragraphs(command.help or "")
    for option in command.params:
        yield from filter(None, [getattr(option, "help", None)])
    for inner in getattr(command, "commands", {}).values():
        yield from texts_of(inner)


def _named(name: str) -> Language:
    """The language that the option names: `zh`, or as a browser writes it, `zh-CN`."""
    found = _LANGUAGES.get(name.lower().replace("_", "-").partition("-")[0])
    if found is None:
        raise LanguageError(
            msg("--language {name!r}: choose zh (中文) or en (English).", name=name)
        )
    return found


def _language(name: str) -> Language:
    return "zh" if name.lower().startswith("zh") else "en"


def _paragraphs(text: str) -> list[str]:
    # Lines are broken in the source, where they end in a terminal is its matter.
    return [" ".join(part.split()) for part in inspect.cleandoc(text).split("\n\n") if part.strip()]


def _prepare(command: Any) -> None:
    """Put the help of a command and of those in it into the language, printed by `print_help`."""
    command.help = "\n\n".join(str(plain(part)) for part in _paragraphs(command.help or ""))
    for option in command.params:
        if getattr(option, "help", None):
            option.help = str(plain(option.help))
    own = command.get_help_option

    def help_option(context: Any) -> Any:
        found = own(context)
        if found is not None:
            found.help = str(plain(_HELP))
        return found

    def format_help(context: Any, _: Any) -> None:
        print_help(command, context)

    command.get_help_option = help_option
    command.format_help = format_help
    for inner in getattr(command, "commands", {}).values():
        _prepare(inner)
