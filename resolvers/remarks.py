"""What a caller should know beside an answer: `extensions.remarks`."""

from collections.abc import Sequence
from datetime import date

from graph.caller import Role
from graph.codes import meant
from graph.compiler.select import Selected
from graph.declare import NodeType
from graph.known import KnownSince
from graph.messages import Either, msg, sentences
from graph.words import spelled, words_of
from resolvers.asking import Asking


async def before_all(known: KnownSince, asked: Sequence[date], today: date) -> list[str]:
    """That a day is asked for before anything is known. asked: the days named."""
    if not asked or min(asked) >= today:
        return []
    since = await known.day()
    if since is None or min(asked) >= since:
        return []
    return [
        msg(
            "The graph knows of nothing that begins before {since}: for {asked} it shows only "
            "what has no known beginning.",
            since=since,
            asked=min(asked),
        )
    ]


async def of_nothing(asking: Asking, selected: Selected, node: NodeType) -> list[str]:
    """What a code that a look-up of a type found nothing for may have meant.

    Nothing for a caller with a scope, whose sight ends there, and of people for administrators
    alone.
    """
    person = any(item.personal is not None for item in node.properties)
    if asking.scope or (person and asking.caller.role is not Role.ADMIN):
        return []
    code = str(asking.argument(selected, node.key))
    near = await meant(asking.source, node.label, code, names=not person)
    if not near:
        return []
    label = Either(words_of(node.doc).name, spelled(node.name).lower())
    told = msg("There is no {label} with the code {code!r}.", label=label, code=code)
    return [sentences(told, near)]
