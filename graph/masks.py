"""How personal data is shown to callers without the right to it."""


def mask_name(name: str | None) -> str | None:
    """A name with the surname kept: `王小明` → `王**`."""
    return None if name is None else name[:1] + "*" * max(len(name) - 1, 1)
