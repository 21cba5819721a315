"""`search`: nodes by the words of their names, and by their codes."""

from graph.compiler.search import search_root
from graph.surface import Argument, Field
from resolvers.root_field import RootField

ROOT = RootField(
    order=10,
    field=Field(
        "search",
        "[Node!]!",
        "搜索：名称含有全部词语、或编码以此开头的节点，不论大小写和全半角，最相符的在前；只见姓的"
        "姓名不搜。分页、总数和相符之处见 `searchMatches`。 — Nodes whose name has all words of a "
        "text, whatever their case and width, or whose code begins with it, best matches first. "
        "Names shown masked are not searched. For pages, totals and why: `searchMatches`.",
        (
            Argument(
                "text",
                "String!",
                "文字：要找的词语。 — The words to look for.",
            ),
            Argument(
                "first", "Int", "前几个：不写则为 20。 — The first so many; 20 when left out."
            ),
        ),
    ),
    searches=True,
    planner=search_root,
)
