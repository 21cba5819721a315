"""Whom to appoint, from when on, and who held the post before."""

from collections.abc import Iterable
from datetime import date, timedelta
from random import Random

from .state import HORIZON, REFERENCE_DAY, Organization, Person, day_between

MOST_POSTS = 3
"""Nobody is given more, except by those who mean to."""

SELECTIONS = ("COMMUNITY_SELECTED", "SELF_NOMINATED", "MASS_RECOMMENDED")


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
