"""Reads the settings and says in a sentence which one is wrong; lists them for people."""

import difflib
import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

from pydantic import SecretStr, ValidationError
from pydantic.fields import FieldInfo

from graph.messages import msg, plain, sentences
from service.settings import PREFIX, Settings

_NEAR = 0.85  # of difflib, prefix included: a letter or two mistyped


class SettingsError(Exception):
    """A setting is wrong; the text is a sentence a line that names the variable."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A setting as `server.py settings` lists it; secrets are masked."""

    variable: str
    value: str
    default: str
    is_set: bool
    meaning: str
    allowed: str | None


def load_settings(**overrides: Any) -> Settings:
    """The settings of the environment; `overrides` that are not None win over it.

    Raises SettingsError.
    """
    try:
        return Settings(**{name: value for name, value in overrides.items() if value is not None})
    except ValidationError as error:
        sentences = [_sentence(dict(item)) for item in error.errors(include_url=False)]
        raise SettingsError("\n".join(sentences)) from None


def unknown_variables(environment: Mapping[str, str] = os.environ) -> list[str]:
    """A sentence for every variable with the prefix that is not a setting."""
    known = {PREFIX + name.upper() for name in Settings.model_fields}
    return [_unknown(name, known) for name in sorted(environment) if _is_stray(name, known)]


def shown(settings: Settings) -> list[Shown]:
    """Every setting with its value, default and meaning, in the order of declaration."""
    return [
        _shown(name, field, getattr(settings, name), name in settings.model_fields_set)
        for name, field in Settings.model_fields.items()
    ]


def _shown(name: str, field: FieldInfo, value: Any, is_set: bool) -> Shown:
    return Shown(
        variable=PREFIX + name.upper(),
        value=_text(value),
        default=_text(field.get_default(call_default_factory=True, validated_data={})),
        is_set=is_set,
        meaning=field.description or "",
        allowed=_allowed(name),
    )


def _text(value: Any) -> str:
    if value is None or value == ():
        return ""
    if isinstance(value, SecretStr):
        return "********"
    if isinstance(value, bool):
        return "on" if value else "off"
    if isinstance(value, tuple):
        return ",".join(cast("tuple[str, ...]", value))
    return str(value)


def _allowed(name: str) -> str | None:
    extra: Any = Settings.model_fields[name].json_schema_extra
    return None if extra is None else str(extra["allowed"])


def _sentence(item: dict[str, Any]) -> str:
    location: tuple[str | int, ...] = item["loc"]
    if not location:
        # A rule about several settings, which brings its own sentence.
        return str(item["ctx"]["error"])
    name = str(location[0])
    allowed = plain(_allowed(name) or "text")
    variable = PREFIX + name.upper()
    if _is_secret(name):
        return msg(
            "{variable} is not allowed: it must be {allowed}.", variable=variable, allowed=allowed
        )
    return msg(
        "{variable} is {given!r}, which is not allowed: it must be {allowed}.",
        variable=variable,
        given=str(item["input"]),
        allowed=allowed,
    )


def _is_secret(name: str) -> bool:
    return "SecretStr" in str(Settings.model_fields[name].annotation)


def _is_stray(name: str, known: set[str]) -> bool:
    return name.startswith(PREFIX) and name not in known


def _unknown(name: str, known: set[str]) -> str:
    near = difflib.get_close_matches(name, known, n=1, cutoff=_NEAR)
    told = msg("{name} is not a setting and is ignored.", name=name)
    return sentences(told, msg("Did you mean {name}?", name=near[0]) if near else "")
