"""Columns and fields: the same words, with underscores or in camelCase."""


def camel(column: str) -> str:
    """`residence_code` → `residenceCode`."""
    first, *rest = column.split("_")
    return first + "".join(part.title() for part in rest)


def snake(field: str) -> str:
    """`residenceCode` → `residence_code`."""
    return "".join(f"_{c.lower()}" if c.isupper() else c for c in field)
