"""`searchMatches`: what a text finds, page by page, and why."""

from graph.compiler.search import MATCH, SearchReason, search_matches_root
from graph.surface import PAGE_ARGUMENTS, Argument, Field, ObjectType
from resolvers.root_field import RootField

_MATCH = ObjectType(
    MATCH,
    (
        Field("node", "Node!", "节点：找到的。 — What was found."),
        Field("reason", "SearchReason!", "相符之处 — Why it was found."),
        Field(
            "text",
            "String!",
            "相符的文字：其编码或名称。 — Its code or its name, whichever it was found by.",
        ),
    ),
    "搜索结果：一个节点及其相符之处。 — A node that a text finds, and why.",
    total="总数：找到的全部，不论哪页。 — Of all that is found, on any page.",
)

ROOT = RootField(
    order=15,
    field=Field(
        "searchMatches",
        f"{MATCH}Connection",
        "搜索：如 `search`，可限类型和地点，给出总数、分页和相符之处；没有词语的文字什么也不找到；"
        "参数有误则为空。 "
        "— As `search` does, of some types or within a place, with totals, pages and why each was "
        "found. A text without a word finds nothing. Null where an argument is wrong.",
        (
            Argument("text", "String!", "文字：要找的词语或编码。 — Words or a code to look for."),
            Argument(
                "types",
                "[SearchType!]",
                "类型：只要这些；不写则为全部。 — Only nodes of these; of all when left out.",
            ),
            Argument(
                "within",
                "String",
                "范围：地点的编码；不写则为各处。 — A place's code; everywhere when left out.",
            ),
            *PAGE_ARGUMENTS,
        ),
    ),
    types=(SearchReason, _MATCH),
    searches=True,
    planner=search_matches_root,
)
