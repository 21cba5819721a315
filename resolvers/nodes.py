"""`node` and `nodes` where an id is of a type that no statement looks up, such as a finding."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from graph.compiler.given import id_type
from graph.compiler.select import Selected
from resolvers.asking import Asking
from resolvers.root_field import FindNodes, Live


def node_fields(find: Mapping[str, FindNodes]) -> Mapping[str, Live]:
    """How `node` and `nodes` are answered for such ids. find: how each type's nodes are found."""

    async def by_ids(asking: Asking, ids: list[str], selected: Selected) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for name in sorted({id_type(i) for i in ids} & set(find)):
            wanted = [i for i in dict.fromkeys(ids) if id_type(i) == name]
            one_type = replace(selected, children={name: selected.children[name]})
            found |= await find[name](asking, wanted, one_type)
        others = [i for i in ids if id_type(i) not in find]
        return found | (await asking.nodes(others, selected) if others else {})

    async def node(asking: Asking, selected: Selected) -> Any:
        wanted = str(asking.argument(selected, "id"))
        return (await by_ids(asking, [wanted], selected)).get(wanted)

    async def nodes(asking: Asking, selected: Selected) -> Any:
        wanted = [str(i) for i in asking.argument(selected, "ids")]
        found = await by_ids(asking, wanted, selected)
        return [found.get(i) for i in wanted]

    return {"node": node, "nodes": nodes}
