"""What the running service knows of itself: how far it has come, and what it answers with."""

import asyncio
from typing import TYPE_CHECKING

from resolvers.imported import ImportsOf, no_imports
from resolvers.noting import Reads, unnoted
from service.usage import Usage

if TYPE_CHECKING:
    from graph.bolt import Graph
    from service.operations import Operations


class Service:
    """Written by the start (`service.boot`), read by the endpoints.

    activity: what the service is doing while it is not ready, for people.
    ending: set when the service is about to stop, so that what would not end by itself does.
    engine: None until it is ready. usage: what it was asked. imports: what was
    handed to it. reads: takes what the log of reads is told.
    """

    def __init__(self) -> None:
        self.activity = "starting"
        self.ending = asyncio.Event()
        self.graph: Graph | None = None
        self.engine: Operations | None = None
        self.usage = Usage()
        self.imports: ImportsOf = no_imports
        self.reads: Reads = unnoted
