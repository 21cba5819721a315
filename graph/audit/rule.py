"""What a rule is: a frozen declaration of a question, its words and its source."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any, TypeAlias

from graph.messages import Either
from graph.model.enums import Severity

Facts: TypeAlias = Mapping[str, Any]
"""What a message may cite: the row's facts, and the rule's thresholds, by name."""

Message: TypeAlias = Callable[[Facts], str]


class Mark(Enum):
    """How sure the source is; the value says what the mark means."""

    CHECKED = ("✔", "wording checked in a stored text", "原文已核对")
    NUMBER_OPEN = ("◇", "wording known, article number to be confirmed", "内容已知,条号待核")
    ARTICLE = ("§", "the district's article on its practice", "出自忻府区做法一文")
    MEMORY = ("○", "from memory", "凭记忆,未核对")

    @property
    def sign(self) -> str:
        """The mark itself."""
        return self.value[0]

    @property
    def meaning(self) -> str:
        """What it means, in English."""
        return self.value[1]


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a rule comes from, and how sure that is."""

    text: str
    mark: Mark

    def __str__(self) -> str:
        return f"{self.text} {self.mark.sign} ({self.mark.meaning})"

    @property
    def said(self) -> str:
        """The same in the language of whoever is told."""
        return Either(f"{self.text} {self.mark.sign}（{self.mark.value[2]}）", str(self))


@dataclass(frozen=True, slots=True)
class Threshold:
    """A number that a rule compares with; its value stands in `thresholds.toml`.

    name: the Cypher parameter and the key in the file.
    unit: what is counted, in English and Chinese: days, members, ...
    doc: how it is compared.
    """

    name: str
    unit: str
    unit_zh: str
    doc: str


@dataclass(frozen=True, slots=True)
class Query:
    """The beginning and body of a rule's statement, up to its rows.

    everywhere: for the whole graph; within: only what lies at or below the place with the
    path `$within`, found through the index on paths.
    subject: its variable for what its rows are about, with the type, where that stays the same
    from the first `MATCH` on: in a caller's scope the statement then begins there.
    """

    everywhere: str
    within: str
    subject: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """What is found out once about each subject, for every rule that asks for it.

    name: the variable that holds it. expression: over the subject and the facts of `needs`;
    it may use `$day` and, where one rule alone asks for it, that rule's thresholds.
    """

    name: str
    expression: str
    needs: tuple["Fact", ...] = ()


@dataclass(frozen=True, slots=True)
class Subjects:
    """Nodes that rules look at, all of those rules in one statement.

    variables: their names, such as `o` or `c, company`; what rows are about comes first.
    label: its type. everywhere, within: the clauses that bind them, as in `Query`.
    """

    variables: str
    label: str
    everywhere: str
    within: str

    @property
    def subject(self) -> tuple[str, str]:
        """The variable of what rows are about, and its type."""
        return self.variables.partition(",")[0], self.label


@dataclass(frozen=True, slots=True)
class Check:
    """A condition on subjects and on what is known of them.

    facts: those that `where`, `each` or the rule's row use, without what they need in turn.
    each: for several findings about one subject: a variable and the list it goes through.
    """

    subjects: Subjects
    where: str
    facts: tuple[Fact, ...] = ()
    each: tuple[str, str] | None = None


class Lies(Enum):
    """What the `place` column of a row holds the code of."""

    PLACE = "the place itself"
    ORGANIZATION = "an organization, whose area says where it lies"
    PERSON = "a person, whose residence says where they lie"


@dataclass(frozen=True, slots=True)
class Row:
    """The columns of a finding, each a Cypher expression over the query's variables.

    subject: the id of the subject, such as `Building:140902…`.
    name: how the subject is called.
    place: the code of the place that orders the findings, or, as `lies` says, of what lies
        there; null where there is none.
    evidence: a list of ids.
    facts: what the messages cite, by name.
    second: the code or key of the other party where a subject has one finding for each.
    """

    subject: str
    name: str
    place: str
    evidence: str
    facts: tuple[tuple[str, str], ...]
    second: str = "null"
    lies: Lies = Lies.PLACE


@dataclass(frozen=True, slots=True)
class Rule:
    """An audit rule, as `docs/audit-rules.md` and `auditRules` show it.

    order: where it stands in the catalogue; tens apart, to put others between.
    query: a `Check` where other rules look at the same subjects, so that they share a
    statement and what it finds out; else a `Query` of its own.
    """

    id: str
    order: int
    title: str
    title_zh: str
    severity: Severity
    source: Citation
    description: str
    query: Query | Check
    row: Row
    message: Message
    message_zh: Message
    thresholds: tuple[Threshold, ...] = ()

    @property
    def cells(self) -> str:
        """The columns of its row as a list, the facts in a list of their own."""
        row = self.row
        facts = ", ".join(expression for _, expression in row.facts)
        return f"[{row.subject}, {row.name}, {row.place}, {row.second}, {row.evidence}, [{facts}]]"

    def facts(self, values: list[Any]) -> dict[str, Any]:
        """The facts of one row by name."""
        names = [name for name, _ in self.row.facts]
        return dict(zip(names, values, strict=True))
