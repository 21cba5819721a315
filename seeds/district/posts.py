"""Appointing people: one row of `posts` each, and who held the post before."""

from collections.abc import Iterable
from datetime import date, timedelta
from random import Random
from typing import TypedDict, Unpack

from .state import HORIZON, REFERENCE_DAY, District, Organization, Person, day_between

MOST_POSTS = 3
"""Nobody is given more, except by those who mean to."""

SELECTIONS = ("COMMUNITY_SELECTED", "SELF_NOMINATED", "MASS_RECOMMENDED")


class How(TypedDict, total=False):
    """How somebody came to a post, and what was said of them."""

    selected_by: str | None
    background: str | None


def appoint(
    district: District,
    person: Person,
    role: str,
    target: Organization | str,
    since: date,
    until: date | None = None,
    **how: Unpack[How],
) -> None:
    """`target` is an organization or a place's code."""
    organization = target.code if isinstance(target, Organization) else None
    place = target if isinstance(target, str) else None
    more = how.get("selected_by"), how.get("background")
    district.add("posts", person.code, role, organization, place, since, until, *more)
    if until is None:
        person.load += 1


def available(people: Iterable[Person], most: int = MOST_POSTS) -> list[Person]:
    """Full members who can take one more post."""
    return [person for person in people if person.is_full and person.load < most]


def seniority(person: Person, first: date) -> date:
    """The first day from `first` on that the person was a full member."""
    return max(first, person.full or first)


def tenure(rng: Random, organization: Organization, person: Person) -> tuple[date, date | None]:
    """When the holder began; and, when another held the post before, when that one began."""
    first = organization.established
    start = seniority(person, first)
    term = organization.term_started
    if term and term > start and rng.random() < 0.45:
        start = term
    elif start < HORIZON and rng.random() < 0.2:
        start = day_between(rng, HORIZON, REFERENCE_DAY - timedelta(days=60))
    return start, first if start > first and start > HORIZON else None
