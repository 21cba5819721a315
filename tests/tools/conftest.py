"""One workshop for all tests of the tools."""

import pytest

from tests.tools.workshop import Workshop, set_up


@pytest.fixture(scope="session")
async def workshop(tmp_path_factory: pytest.TempPathFactory) -> Workshop:
    """The tools, installed once for the whole run."""
    return await set_up(tmp_path_factory.mktemp("tools"))
