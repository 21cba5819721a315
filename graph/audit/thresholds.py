"""Thresholds: versioned data, the defaults beside this file, changed by a district's own file."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, cast

from graph.audit.nearest import nearest
from graph.audit.rule import Rule
from graph.messages import Either, msg
from graph.reasons import reason

DEFAULTS = Path(__file__).with_name("thresholds.toml")
_LARGEST = 1_000_000


class ThresholdsError(ValueError):
    """A thresholds file is wrong; the text says what and where."""


@dataclass(frozen=True, slots=True)
class Limit:
    """A threshold's value and the version of the set it comes from."""

    value: int
    version: str


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The values in use, by rule id and name; `version` is the latest set's."""

    version: str
    limits: Mapping[str, Mapping[str, Limit]]

    def of(self, rule: Rule) -> dict[str, int]:
        """A rule's values by name."""
        return {t.name: self.limits[rule.id][t.name].value for t in rule.thresholds}

    def text(self, rule: Rule) -> str | None:
        """A rule's values with units and version, for people; None without thresholds."""
        if not rule.thresholds:
            return None
        zh: list[str] = []
        en: list[str] = []
        for item in rule.thresholds:
            limit = self.limits[rule.id][item.name]
            zh.append(f"{item.name} {limit.value} {item.unit_zh}（{limit.version}）")
            en.append(f"{item.name} {limit.value} {item.unit} ({limit.version})")
        return Either("；".join(zh), "; ".join(en))


def load_thresholds(path: Path, rules: Iterable[Rule], base: Thresholds | None) -> Thresholds:
    """The thresholds of a TOML file, over those of `base`.

    Without `base` the file has to name them all. Raises ThresholdsError for a file that
    cannot be read, lacks a version, names what does not exist or has a value that is no
    whole number from 0 on.
    """
    known = {rule.id: {t.name for t in rule.thresholds} for rule in rules}
    content = _read(path)
    version = content.pop("version", None)
    if not isinstance(version, str) or not version.strip():
        raise ThresholdsError(
            msg('{path} needs a line such as version = "2026-11" at its top.', path=path)
        )
    limits = {} if base is None else {rule: dict(found) for rule, found in base.limits.items()}
    for rule, values in content.items():
        for name, value in _named(path, rule, values, known).items():
            limits.setdefault(rule, {})[name] = Limit(value, version)
    missing = [f"{r}.{n}" for r, names in known.items() for n in names - set(limits.get(r, {}))]
    if missing:
        raise ThresholdsError(
            msg("{path} lacks {missing}.", path=path, missing=", ".join(sorted(missing)))
        )
    return Thresholds(version, limits)


def _named(path: Path, rule: str, values: Any, known: Mapping[str, set[str]]) -> Mapping[str, int]:
    """The thresholds of one rule's table. Raises ThresholdsError."""
    if rule not in known:
        raise ThresholdsError(
            msg(
                "{path} names the rule {rule!r}: {nearest}.",
                path=path,
                rule=rule,
                nearest=nearest(rule, known),
            )
        )
    if not isinstance(values, dict):
        raise ThresholdsError(
            msg(
                "{path}: {rule} must be a table such as [{rule}] with a line for each threshold.",
                path=path,
                rule=rule,
            )
        )
    for name, value in cast("dict[str, Any]", values).items():
        if name not in known[rule]:
            why = nearest(name, known[rule]) if known[rule] else msg("the rule has no thresholds")
            raise ThresholdsError(
                msg(
                    "{path} names the threshold {rule}.{name}: {why}.",
                    path=path,
                    rule=rule,
                    name=name,
                    why=why,
                )
            )
        # A bool is an int to Python, and no threshold.
        if type(value) is not int or not 0 <= value <= _LARGEST:
            raise ThresholdsError(
                msg(
                    "{path}: {rule}.{name} must be a whole number from 0 to {largest:,}, "
                    "not {value!r}.",
                    path=path,
                    rule=rule,
                    name=name,
                    largest=_LARGEST,
                    value=value,
                )
            )
    return cast("dict[str, int]", values)


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ThresholdsError(
            msg("{path} cannot be read: {strerror}.", path=path, strerror=reason(error))
        ) from error
    except UnicodeDecodeError as error:
        raise ThresholdsError(msg("{path} cannot be read: it is not UTF-8.", path=path)) from error
    except tomllib.TOMLDecodeError as error:
        raise ThresholdsError(
            msg("{path} is not TOML: {error}.", path=path, error=error)
        ) from error


@cache
def default_thresholds() -> Thresholds:
    """The thresholds of the file beside this one."""
    from graph.audit.registry import RULES

    return load_thresholds(DEFAULTS, RULES, None)


def limits_of(thresholds: Thresholds | None) -> dict[str, dict[str, int]]:
    """All values by rule id and name; those of the defaults when None."""
    return {
        rule: {name: limit.value for name, limit in limits.items()}
        for rule, limits in (thresholds or default_thresholds()).limits.items()
    }
