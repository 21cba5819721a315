"""A dataset of some hundred rows in two states, the second with new, changed and moved rows."""

from tests.dataset.small import Rows, small

_COMPOUNDS = 8
_BUILDINGS = 5


def town(state: int) -> dict[str, Rows]:
    """The tables in the first state or the second."""
    tables = small()
    places, people = tables["places"], tables["people"]
    for c in range(_COMPOUNDS):
        community = "C1" if (c + state) % 2 else "C2"
        places.add([f"X-{c}", f"Compound {c}", "COMPOUND", community, None, None, state == 2, None])
        for b in range(_BUILDINGS * state):
            code = f"{c}-{b}"
            places.add([f"B-{code}", f"Building {b}", "BUILDING", f"X-{c}", None, None, None, b])
            residence = f"B-{code}" if (b + state) % 3 else "B1"
            people.add([f"P-{code}", f"某{c}{b}", None, None, residence, None, "RESIDENT", None])
            tables["affiliations"].add([f"P-{code}", "O2", "FORMAL", "2020-01-01", None])
            until = "2026-01-01" if state == 2 and b % 2 else None
            tables["posts"].add([f"P-{code}", "UNIT_LEADER", None, f"B-{code}", None, until])
    return tables
