"""The small random graph of tests/compiler."""

from tests.compiler.conftest import small

__all__ = ["small"]
