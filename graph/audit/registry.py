"""All rules, in the order of the catalogue."""

from collections.abc import Collection

from graph.audit import rules
from graph.audit.nearest import nearest
from graph.audit.rule import Rule
from graph.folder import declared
from graph.messages import msg
from graph.model.enums import Severity

RULES = declared(rules.__name__, Rule)
"""The rules of the folder's files, each named after its file."""

_BY_ID = {rule.id: rule for rule in RULES}


class UnknownRuleError(ValueError):
    """A rule id that does not exist; the text names the nearest that do."""

    def __init__(self, rule_id: str) -> None:
        super().__init__(
            msg(
                "{rule_id!r} is not an audit rule: {nearest}.",
                rule_id=rule_id,
                nearest=nearest(rule_id, _BY_ID),
            )
        )
        self.rule_id = rule_id


def rule(rule_id: str) -> Rule:
    """The rule of that id. Raises UnknownRuleError."""
    found = _BY_ID.get(rule_id)
    if found is None:
        raise UnknownRuleError(rule_id)
    return found


def chosen(
    rules: Collection[str] | None, severities: Collection[Severity] | None
) -> tuple[Rule, ...]:
    """The rules that both arguments leave, each once, in the catalogue's order; None is all.

    Raises UnknownRuleError.
    """
    ids = set(_BY_ID) if rules is None else {rule(rule_id).id for rule_id in rules}
    return tuple(
        r for r in RULES if r.id in ids and (severities is None or r.severity in severities)
    )
