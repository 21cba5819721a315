"""What goes on beside the service does not end unseen, nor takes the service with it."""

import asyncio

from service.beside import going_on
from tests.embedded.waiting import until
from tests.service.test_warm_up import Lines


async def test_what_ends_of_an_error_is_told_at_once_and_without_what_it_says() -> None:
    async def failing() -> None:
        raise ValueError("王一 13800000000")

    lines = Lines()
    async with going_on(failing(), "checkpoints", lines):
        await until(lambda: bool(lines.events))
    ((event, fields),) = lines.events
    assert (event, fields["what"]) == ("ended unexpectedly", "checkpoints")
    assert fields["exception"][0]["type"] == "builtins.ValueError"
    assert "王一" not in str(fields)


async def test_what_is_ended_or_done_is_not_told_of() -> None:
    ended: list[str] = []

    async def lasting() -> None:
        try:
            await asyncio.sleep(60)
        finally:
            ended.append("lasting")

    async def short() -> None:
        ended.append("short")

    lines = Lines()
    async with going_on(lasting(), "heap", lines), going_on(short(), "warm up", lines):
        await until(lambda: bool(ended))
    assert ended == ["short", "lasting"]
    assert lines.events == []
