"""The small random graph of tests/compiler, and the endpoints of tests/service."""

from tests.compiler.conftest import small
from tests.service.conftest import web

__all__ = ["small", "web"]
