"""Larger scales: more districts, all with the district's figures, in the same memory."""

import tracemalloc
from collections import Counter

import pytest

from seeds.district import tables
from seeds.district.scale import LARGEST_SCALE, copies, numeral
from tests.seeds.district_rows import text


def test_memory_does_not_grow_with_the_scale() -> None:
    """At scale 10 the rows of a table take no more memory than a few rows do."""
    streamed = 0
    for table in tables(scale=10):
        if table.name == "posts":
            tracemalloc.start()
            for _ in table.rows:
                streamed += 1
            peak = tracemalloc.get_traced_memory()[1]
            tracemalloc.stop()
            assert peak < 1_000_000, (table.name, peak)
    assert streamed > 180_000


def test_keys_stay_unique_and_references_resolve_at_a_larger_scale() -> None:
    codes: dict[str, set[str]] = {}
    pending: list[tuple[str, set[str]]] = []
    for table in tables(scale=12):
        rows = list(table.rows)
        if table.columns[0] == "code":
            codes[table.name] = {text(row[0]) for row in rows}
            assert len(codes[table.name]) == len(rows), table.name
        for column, target in (
            ("person_code", "people"),
            ("organization_code", "organizations"),
            ("company_code", "companies"),
            ("place_code", "places"),
            ("residence_code", "places"),
            ("service_code", "service_items"),
        ):
            if column in table.columns:
                i = table.columns.index(column)
                pending.append((target, {text(row[i]) for row in rows if row[i] is not None}))
    for target, found in pending:
        assert found <= codes[target], target


def test_figures_hold_in_every_district() -> None:
    found = {table.name: table for table in tables(scale=3)}
    groups = Counter(
        text(row[0])[4:10]
        for row in found["organizations"].rows
        if row[2] == "GROUP" and row[9] is None
    )
    assert groups == {"140902": 2559, "140951": 2559, "140952": 2559}
    people = list(found["people"].rows)
    phones = {row[2] for row in people}
    assert len(phones) == len(people)
    size = len(people) // 3
    same = sum(people[i][1] == people[i + size][1] for i in range(size))
    assert same < size / 20


def test_districts_stand_under_cities_and_a_province() -> None:
    places = [row for row in next(tables(scale=21)).rows if row[2] in _UPPER]
    by_code = {row[0]: row for row in places}
    assert Counter(row[2] for row in places) == {"PROVINCE": 1, "CITY": 3, "DISTRICT": 21}
    for row in places:
        if row[2] != "PROVINCE":
            assert by_code[row[3]][2] == {"CITY": "PROVINCE", "DISTRICT": "CITY"}[text(row[2])]
    assert len({row[1] for row in places}) == len(places)
    assert Counter(row[3] for row in places if row[2] == "DISTRICT").most_common(1)[0][1] == 10


_UPPER = {"PROVINCE", "CITY", "DISTRICT"}


def test_alone_the_district_stands_under_nothing() -> None:
    first = next(iter(next(tables()).rows))
    assert first[:4] == ("140902", "忻府区", "DISTRICT", None)


@pytest.mark.parametrize("scale", [0, -1, LARGEST_SCALE + 1])
def test_a_scale_out_of_range_is_refused(scale: int) -> None:
    with pytest.raises(ValueError, match=f"from 1 to {LARGEST_SCALE}"):
        next(tables(scale=scale))


def test_the_largest_scale_still_has_codes_of_its_own() -> None:
    found = copies(LARGEST_SCALE)
    assert len({copy.code for copy in found}) == LARGEST_SCALE
    assert {len(copy.code) for copy in found} == {6}
    assert len({copy.name for copy in found}) == LARGEST_SCALE


@pytest.mark.parametrize(
    ("number", "word"), [(1, "一"), (10, "十"), (12, "十二"), (20, "二十"), (37, "三十七")]
)
def test_numerals(number: int, word: str) -> None:
    assert numeral(number) == word
