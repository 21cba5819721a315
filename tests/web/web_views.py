"""Every view of the page, once: what holds for views is tested for all of these.

A run of all tests goes through a share of them in each test, drawn by its seed (`some_views`).
"""

from collections.abc import Mapping

Views = Mapping[str, str]
"""Views, each with what is there once it has been answered."""
# Each with what is there once it has been answered; the orders in them stand in their addresses.
VIEWS: Views = {
    "/": ".icicle rect",
    "/coverage?by=GROUP&sort=name&gapSort=full.desc": ".matrix tbody tr",
    "/elevation/140902001002-X01": ".house",
    "/audit?severity=ERROR&sort=subject.desc": ".findings tbody tr",
    "/audit?terms=coming": "table, .panel .nothing",
    "/audit?grouped=list&sort=community": ".findings tbody tr",
    "/change?kind=dissolve": ".change-form input",
    "/cross-appointments": ".band-line",
    "/explorer": ".doors a",
    "/explorer/list/buildings?sort=floors.desc": "tbody tr",
    "/explorer/BuildingUnit:140902001002-X01-01-1": ".notice dd",
    "/data": ".drop",
}
FOR_ADMINISTRATORS = ("/data",)
# What the lowest role has in a view's place, where it is not the view: why there is nothing.
REFUSED_TO_FRONTENDS = ("/change", "/data")


def with_more(view: str, **more: str) -> str:
    """The view's address with more said in it."""
    said = "&".join(f"{name}={value}" for name, value in more.items())
    return f"{view}{'&' if '?' in view else '?'}{said}"
