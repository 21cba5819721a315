"""`search`: nodes by the words of their names."""

from graph.compiler.search import search_root
from graph.surface import Argument, Field
from resolvers.root_field import RootField

ROOT = RootField(
    order=10,
    field=Field(
        "search",
        "[Node!]!",
        "Nodes whose name has all words of a text, whatever their case and width, best matches "
        "first. Names shown masked are not searched.",
        (
            Argument("text", "String!"),
            Argument("first", "Int", "The first so many; 20 when left out."),
        ),
    ),
    planner=search_root,
)
