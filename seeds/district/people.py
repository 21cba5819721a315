"""Making up people. Their numbers and phones say at a glance that they are invented."""

from datetime import date, timedelta
from random import Random

from .state import DISTRICT, District, Person, day_between
from .vocabulary.persons import person_name

PHONE_BLOCK = "102"
"""No mobile number begins with 10: all numbers of this block are invented.

Then three digits for the district (000 at scale 1) and five for the person.
"""

YEAR = timedelta(days=365)

_JOINED = {
    "RETIRED": (date(1972, 5, 1), date(2008, 6, 30), "OLD"),
    "RESIDENT": (date(1986, 5, 1), date(2025, 8, 31), "MIDDLE"),
    "IN_SERVICE": (date(1997, 5, 1), date(2025, 8, 31), "YOUNG"),
    "MOBILE": (date(2004, 5, 1), date(2024, 8, 31), "YOUNG"),
}


class Census:
    """Adds people to the district, numbering them in the order they are made up."""

    def __init__(self, district: District, rng: Random) -> None:
        self._district = district
        self._rng = rng

    def _add(self, age: str) -> Person:
        number = len(self._district.people) + 1
        phone = f"{PHONE_BLOCK}000{(number * 7919 + 4231) % 100_000:05}"
        name = person_name(self._rng, age)
        person = Person(f"{DISTRICT}-P{number:05}", name, phone)
        self._district.people.append(person)
        return person

    def resident(self) -> Person:
        """Somebody who is not a Party member."""
        return self._add("ANY")

    def member(self, category: str, probationary: bool = False) -> Person:
        """A full member, or one admitted this year and still on probation."""
        rng = self._rng
        first, last, age = _JOINED[category]
        person = self._add(age)
        person.category = category
        if probationary:
            person.joined = day_between(rng, date(2026, 1, 5), date(2026, 9, 28))
        else:
            person.joined = day_between(rng, first, last)
            person.full = person.joined + YEAR + timedelta(days=rng.randrange(0, 40))
        person.veteran = category in ("RETIRED", "RESIDENT") and rng.random() < 0.06
        return person

    def neighbour(self, probationary: bool = False) -> Person:
        """A member as they live in a compound: retired, resident, now and then mobile."""
        draw = self._rng.random()
        if probationary or draw < 0.56:
            return self.member("RESIDENT", probationary)
        if draw < 0.93:
            return self.member("RETIRED")
        return self.member("MOBILE" if draw < 0.975 else "IN_SERVICE")
