"""The entry: `create_app` gives the service; run as a program it is the command line."""

from typing import TYPE_CHECKING

from service.cli import main

if TYPE_CHECKING:
    from starlette.applications import Starlette

    from service.boot import Host, Parts
    from service.settings import Settings


def create_app(settings: "Settings", host: "Host", parts: "Parts | None" = None) -> "Starlette":
    """The service as an ASGI application; its lifespan starts and stops Neo4j.

    host: the process around it, told how the start goes. parts: what it is made of; None for
    all of it. Raises TokenError when there is no secret to check tokens with.
    """
    # What serving needs takes seconds to import, which other commands need not wait for.
    from service.app import app_of

    return app_of(settings, host, parts)


if __name__ == "__main__":
    main(create_app)
