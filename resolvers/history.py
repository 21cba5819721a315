"""`history` of every node: what changed it, by whom, newest first; for administrators."""

from graph.log.history import MOST_SUBJECTS, history
from graph.surface import PAGE_ARGUMENTS, Field, ObjectType
from resolvers.root_field import AddedField

_VALUE = ObjectType(
    "ValueChange",
    (
        Field(
            "name",
            "String!",
            "名称：图中的属性名或关系类型。 — What the graph calls it: a property, or a type.",
        ),
        Field(
            "before",
            "String",
            "变更前：没有则为空；关系写作所指的标识及起止。 — What it was, null for nothing; of a "
            "relationship the id it leads to, from when until when.",
        ),
        Field("after", "String", "变更后：没有则为空。 — What it became; null for nothing."),
        Field(
            "erased",
            "Boolean!",
            "已抹去：其中的个人信息已抹去。 — Whether a personal value was there that was erased.",
        ),
    ),
    "值的变更：一个属性或一种关系。 — A property or relationship, before and after.",
)

_CHANGE = ObjectType(
    "NodeChange",
    (
        Field("entry", "ID!", "条目：日志条目的标识 LogEntry:序号。 — The log entry's id."),
        Field("at", "DateTime!", "时间：写入日志的时刻，UTC。 — When it was written, UTC."),
        Field("by", "String!", "何人：令牌的主体。 — Who: the token's subject."),
        Field("role", "String!", "角色：令牌的角色。 — The token's role."),
        Field("operation", "String!", "操作：变更的名称。 — The mutation's name."),
        Field(
            "effectiveOn",
            "Date",
            "生效日期：与日期无关的为空。 — When it takes effect; null for what has no day.",
        ),
        Field("undone", "Boolean!", "已撤销：该条目已被撤销。 — Whether the entry was taken back."),
        Field(
            "changed",
            "[String!]!",
            "所变更的：属性名和关系类型。 — The properties and relationship types that it changed.",
        ),
        Field(
            "values",
            "[ValueChange!]",
            f"值的变更：逐项列出；条目涉及的节点多于 {MOST_SUBJECTS} 个，或涉及令牌范围以外，"
            "则为空。"
            f" — One by one; null of entries about more than {MOST_SUBJECTS} nodes, and of those "
            "about places outside the token's scope as well.",
        ),
    ),
    "节点的变更：一次变更中与此节点有关的。 — What a change did to the node.",
    total="总数：此节点的全部变更，不论哪页。 — All changes of the node, on any page.",
)

HISTORY_TYPES = (_VALUE, _CHANGE)
"""The types that come with the field."""

HISTORY = AddedField(
    "Node",
    Field(
        "history",
        "NodeChangeConnection!",
        "变更历史：何人何时更改了它，新的在前；仅限管理员，在其范围内。 — Who changed it, when and "
        "what, newest first; for administrators, within their scope.",
        PAGE_ARGUMENTS,
    ),
    history,
)
"""The field, on every declared type that has ids."""
