"""What a case of the comparison is: one question, said to each contender in its own words."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

Data: TypeAlias = dict[str, Any]
Variables: TypeAlias = Mapping[str, Any]

# The peer has no validity of its own: its queries say in every filter what this service
# adds by itself. `day` is the variable that all contenders are given.
_VALID = (
    "AND: [{OR: [{since: {eq: null}}, {since: {lte: $day}}]}, "
    "{OR: [{until: {eq: null}}, {until: {gt: $day}}]}]"
)
_IN_OFFICE = (
    "AND: [{OR: [{establishedOn: {eq: null}}, {establishedOn: {lte: $day}}]}, "
    "{OR: [{dissolvedOn: {eq: null}}, {dissolvedOn: {gt: $day}}]}]"
)


def peer(text: str) -> str:
    """A query for the peer in which `@VALID` and `@IN_OFFICE` stand for the day's conditions."""
    return text.replace("@VALID", _VALID).replace("@IN_OFFICE", _IN_OFFICE)


def valid(variable: str) -> str:
    """The same in Cypher: a dated relationship or tenure holds on `$day`."""
    return (
        f"({variable}.since IS NULL OR {variable}.since <= $day) "
        f"AND ({variable}.until IS NULL OR $day < {variable}.until)"
    )


def in_office(variable: str) -> str:
    """The same in Cypher: an organization is in office on `$day`."""
    return (
        f"({variable}.establishedOn IS NULL OR {variable}.establishedOn <= $day) "
        f"AND ({variable}.dissolvedOn IS NULL OR $day < {variable}.dissolvedOn)"
    )


def same(data: Data) -> Data:
    """The answer as it is."""
    return data


@dataclass(frozen=True, slots=True)
class Case:
    """One question.

    name: names the case on the command line, in results and in routes.
    title: what is asked.
    ours, peer: GraphQL.
    cypher: the best statement written by hand; returns one value.
    shape: makes of that value the same `data` as `ours` is answered with.
    variables: the same for every contender.
    undated: the peer's query without any dates, as its users would ask it; None where `peer`
    has none.
    cursor: (pages) a query for this service whose answer holds the cursor for `$after`.
    ours_view, peer_view: bring the two answers to one form before they are compared.
    first_page: a point or first-page query, whose time should not grow with the graph.
    note: how the peer's question differs, where it does.
    """

    name: str
    title: str
    ours: str
    peer: str
    cypher: str
    shape: Callable[[Any], Data]
    variables: Variables = field(default_factory=dict[str, Any])
    cursor: str | None = None
    ours_view: Callable[[Data], Data] = same
    peer_view: Callable[[Data], Data] = same
    first_page: bool = False
    note: str = ""
    undated: str | None = None
