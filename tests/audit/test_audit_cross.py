"""Rules about cross-appointments: a community and a company for each case."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from graph.bolt import Graph
from tests.audit.town import Town

ROLE = "PART_TIME_COMMITTEE_MEMBER"


@dataclass(frozen=True)
class Pair:
    """A community with its committee, a company with its branch."""

    town: Town
    community: str
    committee: str
    company: str
    branch: str

    def neighbour(self, **cells: Any) -> str:
        """Somebody formally with the committee."""
        who = self.town.person()
        self.town.affiliate(who, self.committee, **cells)
        return who

    def employee(self) -> str:
        """Somebody employed by the company."""
        return self.town.person(employer_code=self.company)

    def send(self, who: str, **cells: Any) -> None:
        """Appoint somebody in the company's branch."""
        self.town.post(who, ROLE, self.branch, **cells)

    def take(self, who: str, **cells: Any) -> None:
        """Appoint somebody in the community's committee."""
        self.town.post(who, ROLE, self.committee, **cells)


def pair(town: Town, text: str, branch: bool = True, **management: Any) -> Pair:
    """A pair whose community and organizations bear the case's name."""
    community = town.place(town.code("C"), "COMMUNITY", "S1", text)
    compound = town.place(town.code("X"), "COMPOUND", community)
    committee = town.organization(town.code("K"), "COMMITTEE", covers=community, name=text)
    company = town.company()
    town.manage(company, compound, **management)
    hosted = town.code("H")
    if branch:
        town.organization(hosted, host_code=company, name=text)
    return Pair(town, community, committee, company, hosted)


async def test_one_way_and_missing(blank: Graph) -> None:
    town = Town()
    one_way: set[str] = set()
    missing: set[str] = set()

    def case(text: str, fails: str, branch: bool = True, **management: Any) -> Pair:
        if "one-way" in fails:
            one_way.add(text)
        if "missing" in fails:
            missing.add(text)
        return pair(town, text, branch, **management)

    case("none", "missing")
    case("none, no branch", "", branch=False)
    case("none, managed until the day", "", until="2026-11-01")
    both = case("both ways", "")
    both.send(both.neighbour())
    both.take(both.employee())
    sent = case("sent by affiliation", "one-way")
    sent.send(sent.neighbour())
    posted = case("sent by a committee post", "one-way")
    who = town.person()
    town.post(who, "DEPUTY_SECRETARY", posted.committee)
    posted.send(who)
    taken = case("taken in, an employee", "one-way", branch=False)
    taken.take(taken.employee())
    formal = case("taken in, a member of the branch", "one-way")
    formal.take(town.person(of=formal.branch))
    manager = case("one person who belongs to both sides", "")
    own = manager.employee()
    manager.send(own)
    manager.take(own)
    stranger = case("a stranger in the branch", "missing")
    stranger.send(town.person())
    for holds, text, since, until in (
        (True, "from the day on", "2026-11-01", None),
        (False, "from the day after on", "2026-11-02", None),
        (False, "until the day", "2020-01-01", "2026-11-01"),
        (True, "until the day after", "2020-01-01", "2026-11-02"),
    ):
        found = case(f"sent {text}", "one-way" if holds else "missing")
        found.send(found.neighbour(), since=since, until=until)
    other = case("the neighbour's committee sent somebody", "missing")
    other.send(sent.neighbour())
    await town.load(blank)
    assert await town.found(blank, "cross-appointment-one-way") == one_way
    assert await town.found(blank, "cross-appointment-missing") == missing


async def test_expired(blank: Graph) -> None:
    town = Town()

    def case(found: bool, text: str, arrange: Callable[[Pair], None], **management: Any) -> None:
        arrange(pair(town, town.case(found, text), **management))

    def ended(until: str) -> Callable[[Pair], None]:
        return lambda p: p.send(p.neighbour(), since="2020-01-01", until=until)

    case(True, "sent until the day", ended("2026-11-01"))
    case(False, "sent until the day after", ended("2026-11-02"))
    case(False, "the company no longer manages here", ended("2026-01-01"), until="2026-10-01")

    def followed(p: Pair) -> None:
        ended("2026-01-01")(p)
        p.send(p.neighbour(), since="2026-01-01")

    case(False, "a successor of the same side", followed)

    def unrelated(p: Pair) -> None:
        ended("2026-01-01")(p)
        p.send(town.person(), since="2026-01-01")

    case(True, "the same role, held by a stranger", unrelated)

    def never(p: Pair) -> None:
        p.send(town.person(), since="2020-01-01", until="2026-01-01")

    case(False, "ended, and was no cross-appointment", never)

    def took(p: Pair) -> None:
        p.take(p.employee(), since="2020-01-01", until="2026-01-01")

    case(True, "an employee's ended", took)

    def moved(until: str) -> Callable[[Pair], None]:
        def arrange(p: Pair) -> None:
            who = p.neighbour(until=until)
            town.affiliate(who, town.organization(town.code("O")), since=until)
            p.send(who, since="2020-01-01")

        return arrange

    case(True, "left the committee on the day", moved("2026-11-01"))
    case(False, "leaves the committee the day after", moved("2026-11-02"))

    def left(p: Pair) -> None:
        who = town.person()
        town.affiliate(who, p.branch, until="2026-01-01")
        p.take(who, since="2020-01-01")

    case(True, "left the company's branch", left)

    def joined(p: Pair) -> None:
        who = town.person(of=p.committee)
        town.affiliate(who, p.branch, until="2026-01-01")
        p.take(who, since="2020-01-01")

    case(False, "left the company's branch for the committee", joined)
    await town.judge(blank, "cross-appointment-expired")
