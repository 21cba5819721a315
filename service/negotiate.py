"""Content negotiation: which type of answer a request accepts, what its body is."""

from service.errors import GRAPHQL, JSON

_CACHED = 256
_RANK = {
    # Most specific first, as RFC 9110 has it; a more specific range overrides a wider one.
    b"application/graphql-response+json": 3,
    b"application/json": 3,
    b"application/*": 2,
    b"*/*": 1,
}


class Negotiation:
    """Chooses between the two media types, remembering the headers it has seen."""

    def __init__(self) -> None:
        self._chosen: dict[bytes | None, bytes | None] = {
            # Without a wish, the type that every client reads.
            None: JSON
        }

    def choose(self, accept: bytes | None) -> bytes | None:
        """The content type of the answer; None when neither is accepted."""
        try:
            return self._chosen[accept]
        except KeyError:
            chosen = _choose(accept or b"")
        if len(self._chosen) < _CACHED:
            self._chosen[accept] = chosen
        return chosen


def quality_of(accept: bytes, wanted: bytes) -> float:
    """How much a header `Accept` wants a media type that it names, 0 to 1; ranges do not count."""
    ranges = [_range(part) for part in accept.lower().split(b",") if part.strip()]
    return max((quality for name, quality in ranges if name == wanted), default=0.0)


def _choose(accept: bytes) -> bytes | None:
    ranges = [_range(part) for part in accept.lower().split(b",") if part.strip()]
    if not ranges:
        return JSON
    graphql = _quality(ranges, b"application/graphql-response+json")
    plain = _quality(ranges, b"application/json")
    if graphql == plain == 0:
        return None
    if graphql == plain:
        return _first(ranges)
    return GRAPHQL if graphql > plain else JSON


def _range(text: bytes) -> tuple[bytes, float]:
    name, *parameters = [part.strip() for part in text.split(b";")]
    for parameter in parameters:
        key, _, value = parameter.partition(b"=")
        if key.strip() == b"q":
            try:
                return name, min(1.0, max(0.0, float(value)))
            except ValueError:
                return name, 0.0
    return name, 1.0


def _quality(ranges: list[tuple[bytes, float]], wanted: bytes) -> float:
    fitting = [(_RANK[name], q) for name, q in ranges if name in _RANK and _fits(name, wanted)]
    return max(fitting)[1] if fitting else 0.0


def _fits(name: bytes, wanted: bytes) -> bool:
    return name in (wanted, b"application/*", b"*/*")


def _first(ranges: list[tuple[bytes, float]]) -> bytes:
    # Equal wishes: the one named first, as clients mean it.
    names = [name for name, _ in ranges]
    if b"application/graphql-response+json" not in names:
        return JSON
    if b"application/json" not in names:
        return GRAPHQL
    json_first = names.index(b"application/json") < names.index(
        b"application/graphql-response+json"
    )
    return JSON if json_first else GRAPHQL


def is_json(content_type: bytes) -> bool:
    """Whether a request body of this type can be read: JSON in UTF-8."""
    name, *parameters = [part.strip() for part in content_type.lower().split(b";")]
    if name != b"application/json":
        return False
    charsets = [p[8:].strip(b'"') for p in parameters if p.startswith(b"charset=")]
    return all(charset in (b"utf-8", b"utf8") for charset in charsets)
