"""The benchmark's figures: percentiles, ratios and the comparison of answers."""

import pytest

from bench.case import Data
from bench.contenders import HAND, OURS, PEERS, UNDATED
from bench.equal import difference, fields, plain, size
from bench.report import FIGURES, Comparison
from bench.results import Measured, percentile, ratios


@pytest.mark.parametrize(
    ("share", "expected"), [(0.0, 1.0), (0.5, 50.0), (0.99, 99.0), (0.991, 100.0), (1.0, 100.0)]
)
def test_percentiles_are_values_that_were_measured(share: float, expected: float) -> None:
    assert percentile([float(x) for x in range(100, 0, -1)], share) == expected


def test_a_percentile_of_one_value_is_that_value() -> None:
    assert percentile([3.0], 0.5) == percentile([3.0], 0.99) == 3.0


def test_no_values_have_no_percentile() -> None:
    with pytest.raises(ValueError, match="no values"):
        percentile([], 0.5)


def test_rates_count_requests_over_all_rounds() -> None:
    found = Measured([0.002, 0.004, 0.003], answered=300, elapsed=1.5)
    assert found.rate == 200
    assert found.as_json()["p50_ms"] == 3
    assert Measured([1.0]).rate is None


def test_the_worst_ratio_depends_on_which_way_is_better() -> None:
    values = [("a", 2.0), ("b", 8.0)]
    faster, cost = ratios(values, higher_is_better=True), ratios(values, higher_is_better=False)
    assert (faster.mean, faster.worst, faster.case) == (pytest.approx(4), 2.0, "a")
    assert (cost.mean, cost.worst, cost.case) == (pytest.approx(4), 8.0, "b")
    with pytest.raises(ValueError, match="no cases"):
        ratios([], higher_is_better=True)


def test_answers_are_equal_whatever_form_lists_and_single_nodes_have() -> None:
    ours = {"a": {"nodes": [{"code": "1", "up": {"code": "x"}}, {"code": "2", "up": None}]}}
    peers: Data = {
        "a": [{"code": "2", "up": []}, {"code": "1", "up": {"edges": [{"node": {"code": "x"}}]}}]
    }
    assert difference(plain(ours), plain(peers)) is None


@pytest.mark.parametrize(
    ("other", "where"),
    [
        ([{"code": "1"}], "data.a: 2 against 1 items"),
        ([{"code": "1"}, {"code": "3"}], "data.a[1].code"),
        ([{"code": "1"}, {"code": "2", "name": "王"}], "data.a[1].name"),
    ],
)
def test_answers_differ_where_anything_in_them_does(other: object, where: str) -> None:
    ours = {"a": {"nodes": [{"code": "1"}, {"code": "2"}]}}
    found = difference(plain(ours), plain({"a": other}))
    assert found is not None
    assert found.startswith(where)
    assert "王" not in found


def test_fields_are_named_whatever_list_they_stand_in_and_single_values_counted() -> None:
    ours = plain({"a": {"nodes": [{"code": "1", "up": {"code": "x"}}, {"code": "2"}]}})
    theirs = plain({"a": [{"code": "1"}, {"code": "2", "up": [{"code": "x"}, {"code": "y"}]}]})
    assert fields(ours) == fields(theirs) == {"a", "a.code", "a.up", "a.up.code"}
    assert (size(ours), size(theirs)) == (3, 4)
    assert fields(plain({"a": [{"code": "1", "name": "n"}]})) ^ fields(ours) == {
        "a.name",
        "a.up",
        "a.up.code",
    }


def _case(ours: float, peer: float, undated: float, hand: float) -> dict[str, Measured]:
    seconds = {OURS: ours, PEERS: peer, UNDATED: undated, HAND: hand}
    return {who: Measured([x], answered=int(1 / x), elapsed=1.0) for who, x in seconds.items()}


def test_each_figure_is_summed_up_over_the_cases_against_its_goals() -> None:
    run = Comparison(1, {})
    assert run.sums() == {}
    run.cases["fast"] = _case(ours=0.001, peer=0.02, undated=0.008, hand=0.001)
    run.cases["slow"] = _case(ours=0.01, peer=0.05, undated=0.015, hand=0.005)
    sums, goals = run.sums(), {figure.name: figure for figure in FIGURES}
    dated, undated = "faster than the peer, one client", "faster than the peer undated, one client"
    assert (sums[dated].mean, sums[dated].worst) == (pytest.approx(10), pytest.approx(5))
    assert (sums[undated].worst, sums[undated].case) == (pytest.approx(1.5), "slow")
    assert goals[dated].met(sums[dated])
    assert not goals[undated].met(sums[undated])
    for name in (
        "p99 against hand-written Cypher",
        "requests against hand-written Cypher, 8 clients",
    ):
        assert sums[name].case == "slow"
        assert not goals[name].met(sums[name])
