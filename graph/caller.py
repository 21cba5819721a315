"""Who asks: the role and the part of the map that a request may see."""

from dataclasses import dataclass
from enum import Enum


class Role(Enum):
    """What a caller may see and write; the value is the token's `role` claim."""

    FRONTEND = "frontend"
    ANALYST = "analyst"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True)
class Caller:
    """A request's caller.

    scope: the codes of the places at or below which the caller may see, one or more, each
    once; None is everything.
    """

    subject: str
    role: Role
    scope: tuple[str, ...] | None = None
