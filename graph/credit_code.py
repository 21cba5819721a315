"""The check of the unified social credit code (统一社会信用代码, GB 32100-2015)."""

_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_VALUES = {character: value for value, character in enumerate(_ALPHABET)}
_WEIGHTS = [pow(3, place, 31) for place in range(17)]
_LENGTH = 18


def is_credit_code(text: str) -> bool:
    """Whether a text is a code whose last character checks the seventeen before it."""
    if len(text) != _LENGTH or any(c not in _VALUES for c in text):
        return False
    return text[-1] == check_character(text[:-1])


def check_character(first: str) -> str:
    """The eighteenth character for the first seventeen, all of the code's alphabet."""
    total = sum(_VALUES[c] * weight for c, weight in zip(first, _WEIGHTS, strict=True))
    return _ALPHABET[-total % 31]
