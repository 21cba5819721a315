"""Why a change cannot be made: typed problems, all of an input's at once, in both languages."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import Enum

from graph.codes import is_known, meant
from graph.messages import Either, in_language, sentences
from graph.validity import between
from graph.writing import Writing


class ProblemKind(Enum):
    """The kinds of problems; the value is the name of the type in GraphQL."""

    INVALID = "InvalidInput"
    NOT_FOUND = "NotFound"
    CONFLICT = "Conflict"
    RULE = "RuleViolation"
    FORBIDDEN = "Forbidden"


@dataclass(frozen=True, slots=True)
class Problem:
    """One reason why a change cannot be made.

    zh, en: a sentence each. path: the input that is wrong. rule: of the audit, that it would break.
    """

    kind: ProblemKind
    zh: str
    en: str
    path: tuple[str, ...] = ()
    rule: str | None = None

    @property
    def said(self) -> str:
        """The sentence, in the language of whoever is told."""
        return Either(self.zh, self.en)

    def below(self, *path: str) -> "Problem":
        """The same problem of an input that stands deeper."""
        return replace(self, path=(*path, *self.path))


class ChangeError(ValueError):
    """A change that cannot be made; its problems say why, the first one's path is its own."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(sentences(*(problem.said for problem in problems)))
        self.problems = tuple(problems)
        self.path = self.problems[0].path

    def below(self, *path: str) -> "ChangeError":
        """The same of an input that stands deeper."""
        return ChangeError([problem.below(*path) for problem in self.problems])


_OF_INPUT = frozenset({ProblemKind.INVALID, ProblemKind.NOT_FOUND})


def out_of_scope() -> Problem:
    """That a change is one of something outside the caller's scope."""
    return Problem(
        ProblemKind.FORBIDDEN,
        "此变更超出令牌的范围。",
        "This changes something outside the token's scope.",
    )


WHAT = {
    "Person": ("人员", "person"),
    "Place": ("地点", "place"),
    "PartyOrganization": ("党组织", "organization"),
    "Institution": ("单位或企业", "institution"),
    "Community": ("社区", "community"),
    "Compound": ("小区", "compound"),
    "LiaisonUnit": ("单位", "liaison unit"),
    "PropertyCompany": ("物业企业", "property company"),
    "VolunteerTeam": ("志愿服务队", "volunteer team"),
    "Activity": ("活动", "activity"),
    "Facility": ("阵地", "facility"),
    "ServiceItem": ("服务事项", "service item"),
}
"""What the nodes of a label are called in sentences, in Chinese and English."""


def _article(word: str) -> str:
    return "an" if word[0] in "aeiou" else "a"


@dataclass(slots=True)
class Problems:
    """The problems found so far with one change; checks add to them."""

    source: Writing
    found: list[Problem] = field(default_factory=list[Problem])

    def add(self, kind: ProblemKind, zh: str, en: str, *path: str, rule: str | None = None) -> None:
        """One more."""
        self.found.append(Problem(kind, zh, en, path, rule))

    def invalid(self, zh: str, en: str, *path: str) -> None:
        """Input that makes no sense by itself."""
        self.add(ProblemKind.INVALID, zh, en, *path)

    def conflict(self, zh: str, en: str, *path: str) -> None:
        """Input that what is in the graph speaks against."""
        self.add(ProblemKind.CONFLICT, zh, en, *path)

    def refuse(self) -> None:
        """Raises ChangeError where there are any.

        Where something is not seen that the input names, the caller is not told what the graph has
        to say of it: that would be of what lies outside the scope.
        """
        missing = any(problem.kind is ProblemKind.NOT_FOUND for problem in self.found)
        if missing and self.source.scope:
            self.found = [p for p in self.found if p.kind in _OF_INPUT]
        if self.found:
            raise ChangeError(self.found)

    async def own(self, label: str, code: str) -> None:
        """That what is to be changed lies in the scope, if it is there: asked before all else.

        Raises ChangeError, so that nothing is said of it, and UnseenError.
        """
        self.source.check(label)
        if not self.source.scope or await self.source.holds(label, code):
            return
        if await is_known(self.source, label, code):
            raise ChangeError([out_of_scope()])

    async def into(self, label: str, code: str | None) -> None:
        """That where something is put lies in the scope, if it is seen: asked before all else.

        Of what lies above the scope the caller sees the name, and is told nothing of what is there.
        Raises ChangeError, and UnseenError.
        """
        if code is None or not self.source.scope:
            return
        self.source.check(label)
        if await self.source.above(label, code):
            raise ChangeError([out_of_scope()])

    async def code(self, label: str, code: str | None, *path: str) -> bool:
        """Whether a code is of a node of the label that the caller sees; None is.

        A problem where it is not. Raises UnseenError, whatever the code.
        """
        if code is None:
            return True
        self.source.check(label)
        known = await is_known(self.source, label, code) and await self.source.sees(label, code)
        if not known:
            await self._missing(label, code, path)
        return known

    async def in_office(self, code: str | None, on: date, *path: str) -> None:
        """That a code is of an organization in office on a day; None is."""
        if code is None:
            return
        rows = await self.source.rows(
            "MATCH (o:PartyOrganization {code: $code}) RETURN "
            + between("o.establishedOn", "o.dissolvedOn", "$on"),
            {"code": code, "on": on},
        )
        if not rows or not await self.source.sees("PartyOrganization", code):
            await self._missing("PartyOrganization", code, path)
        elif not rows[0][0]:
            self.conflict(
                f"党组织 {code} 在 {on} 不在任。",
                f"The organization {code!r} is not in office on {on}.",
                *path,
            )

    async def named(self, label: str, code: str) -> tuple[str, str]:
        """What something is called in sentences, Chinese and English: its code where it is seen."""
        if await self.source.sees(label, code):
            return code, code
        zh, en = WHAT[label]
        return f"范围外的一个{zh}", f"{_article(en)} {en} outside the token's scope"

    async def listed(self, ids: Sequence[str]) -> tuple[str, str]:
        """Ids in sentences, Chinese and English: those that are seen, and how many are not."""
        shown = [i for i in ids if await self.source.sees(*i.split(":", 1))]
        hidden = len(ids) - len(shown)
        words = (
            ("无权查看的", "that this token does not show")
            if self.source.unseen
            else ("范围外", "outside the token's scope")
        )
        zh = [*shown, *([f"{words[0]} {hidden} 项"] if hidden else [])]
        en = [*shown, *([f"{hidden} {words[1]}"] if hidden else [])]
        return "、".join(zh), ", ".join(en)

    def ordered(self, since: date | None, until: date | None, *path: str) -> None:
        """That an interval ends after it begins."""
        if since is not None and until is not None and until <= since:
            self.invalid(
                f"“止”是不再有效的第一天，须晚于 {since}。",
                f"'until' is the first day no longer: after {since}.",
                *path,
            )

    def one_of(self, given: Sequence[str | None], zh: str, en: str, *path: str) -> None:
        """That exactly one of several inputs is given."""
        if sum(value is not None for value in given) != 1:
            self.invalid(zh, en, *path)

    async def _missing(self, label: str, code: str, path: tuple[str, ...]) -> None:
        zh, en = WHAT[label]
        near = ""
        # What comes near may lie outside.
        if not self.source.scope:
            near = await meant(self.source, label, code, names=label != "Person")
        self.add(
            ProblemKind.NOT_FOUND,
            f"没有编码为“{code}”的{zh}。{in_language(near, 'zh')}",
            f"There is no {en} with the code {code!r}. {in_language(near, 'en')}".strip(),
            *path,
        )
