"""Documents whose size of one kind is exactly a number, plainly and through fragments."""

from collections.abc import Callable

Maker = Callable[[int], str]


def _deep(number: int) -> str:
    """Fields below each other: `places`, `nodes`, then parents, then a leaf."""
    parents = number - 3
    return "{ places { nodes { " + "parent { " * parents + "code" + " }" * (parents + 3)


def _deep_in_fragments(number: int) -> str:
    """The same with each parent in a fragment of its own."""
    parents = number - 3
    text = "{ places { nodes { ...F0 } } }"
    for level in range(parents):
        text += f" fragment F{level} on Place {{ parent {{ ...F{level + 1} }} }}"
    return text + f" fragment F{parents} on Place {{ code }}"


def _wide(number: int) -> str:
    """Fields: `places` and different aliases below it."""
    return "{ places { " + " ".join(f"a{n}: totalCount" for n in range(number - 1)) + " } }"


def _wide_in_fragments(number: int) -> str:
    """Fields of a fragment that is spread twice, and what is left over."""
    inside = number - 2
    half, rest = divmod(inside, 2)
    fields = " ".join(f"a{n}: totalCount" for n in range(half))
    more = " ".join(f"b{n}: totalCount" for n in range(rest))
    return (
        f"{{ places {{ ...F {more} }} b: places {{ ...F }} }} "
        f"fragment F on PlaceConnection {{ {fields} }}"
    )


def _roots(number: int) -> str:
    return "{ " + " ".join(f"r{n}: places {{ totalCount }}" for n in range(number)) + " }"


def _roots_in_fragments(number: int) -> str:
    fields = " ".join(f"r{n}: places {{ totalCount }}" for n in range(number - 1))
    return f"{{ places {{ totalCount }} ...F }} fragment F on Query {{ {fields} }}"


def _aliases(number: int) -> str:
    fields = " ".join(f"a{n}: totalCount" for n in range(number))
    return f"{{ places {{ {fields} }} }}"


def _aliases_in_fragments(number: int) -> str:
    half, rest = divmod(number, 2)
    fields = " ".join(f"a{n}: totalCount" for n in range(half))
    more = " ".join(f"b{n}: totalCount" for n in range(rest))
    return (
        f"{{ places {{ ...F {more} }} buildings {{ ...G }} }} "
        f"fragment F on PlaceConnection {{ {fields} }} "
        f"fragment G on BuildingConnection {{ {fields} }}"
    )


def _directives(number: int) -> str:
    return "{ places { totalCount" + _each(number) + " } }"


def _each(number: int) -> str:
    return "".join(f" a{n}: totalCount @include(if: true)" for n in range(number))


def _directives_in_fragments(number: int) -> str:
    half, rest = divmod(number, 2)
    return (
        f"{{ places {{ ...F {_each(rest)} }} b: places {{ ...F }} }} "
        f"fragment F on PlaceConnection {{ totalCount {_each(half).replace(' a', ' c')} }}"
    )


def _spreads(number: int) -> str:
    return "{ places { " + "... { totalCount } " * number + "} }"


def _spreads_in_fragments(number: int) -> str:
    # The fragment itself counts once, wherever it is spread.
    return (
        "{ places { " + "...F " * (number - 1) + "} } fragment F on PlaceConnection { totalCount }"
    )


def _repeats(number: int) -> str:
    """Pairs: places with two fields of one name each."""
    return "{ " + " ".join(
        f"r{n}: places {{ totalCount totalCount }}" for n in range(number)
    ) + " }"  # fmt: skip


def _repeats_in_fragments(number: int) -> str:
    fields = " ".join(f"r{n}: places {{ totalCount ...F }}" for n in range(number))
    return f"{{ {fields} }} fragment F on PlaceConnection {{ totalCount }}"


def _tokens(number: int) -> str:
    return "{ places { " + "totalCount " * (number - 5) + "} }"


def _tokens_in_fragments(number: int) -> str:
    rest = number - 14
    return (
        "{ places { ...F } } fragment F on PlaceConnection { totalCount "
        + "totalCount " * rest
        + "}"
    )


PLAIN: dict[str, Maker] = {
    "depth": _deep,
    "fields": _wide,
    "root_fields": _roots,
    "aliases": _aliases,
    "directives": _directives,
    "spreads": _spreads,
    "repeats": _repeats,
    "tokens": _tokens,
}
IN_FRAGMENTS: dict[str, Maker] = {
    "depth": _deep_in_fragments,
    "fields": _wide_in_fragments,
    "root_fields": _roots_in_fragments,
    "aliases": _aliases_in_fragments,
    "directives": _directives_in_fragments,
    "spreads": _spreads_in_fragments,
    "repeats": _repeats_in_fragments,
    "tokens": _tokens_in_fragments,
}
