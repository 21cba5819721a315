"""What a caller should know beside an answer: `extensions.remarks`."""

from collections.abc import Sequence
from datetime import date

from graph.caller import Role
from graph.codes import is_known, meant
from graph.columns import field_name, key_columns
from graph.compiler.select import Selected
from graph.declare import NodeType
from graph.known import KnownSince
from graph.messages import Either, listed, msg, sentences
from graph.model import MODEL
from graph.tables import Reference
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
    """What the codes that a look-up of a type found nothing for may have meant.

    Nothing for a caller with a scope, whose sight ends there, and of people for administrators
    alone.
    """
    columns = key_columns(MODEL, node)
    if not columns:
        code = str(asking.argument(selected, node.key))
        return await _of_code(asking, node, code, alone=False)
    found: list[str] = []
    left_out: list[str] = []
    for column in columns:
        name = field_name(column)
        given = asking.argument(selected, name)
        if given is None and column.default is None:
            left_out.append(name)
        elif isinstance(column.type, Reference) and given is not None:
            target = MODEL.type(column.type.target)
            if not await is_known(asking.source, target.label, str(given)):
                found += await _of_code(asking, target, str(given), alone=True)
    if left_out and not found:
        found.append(
            msg(
                "'{field}' found nothing; what was left out ({names}) is asked to be empty there.",
                field=selected.name,
                names=listed(left_out),
            )
        )
    return found


async def _of_code(asking: Asking, node: NodeType, code: str, *, alone: bool) -> list[str]:
    """That a type has no such code, with the nearest. alone: also where none comes near."""
    person = any(item.personal is not None for item in node.properties)
    if asking.scope or (person and asking.caller.role is not Role.ADMIN):
        return []
    near = await meant(asking.source, node.label, code, names=not person)
    if not near and not alone:
        return []
    label = Either(words_of(node.doc).name, spelled(node.name).lower())
    told = msg("There is no {label} with the code {code!r}.", label=label, code=code)
    return [sentences(told, near) if near else told]
