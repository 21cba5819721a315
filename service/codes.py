"""The codes of errors: a closed list, each with what it means, in Chinese and English.

`extensions.code` of every error is one of these. Whoever refuses something new adds a line here;
a test finds codes that lack one.
"""

from dataclasses import dataclass
from typing import Literal

DOCUMENT: Literal["document"] = "document"
FIELD: Literal["field"] = "field"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of error: what it means, and what an error of an operation points at.

    place: "document": it has `locations`; "field": a `path`, too; "request": neither, for what is
    wrong is not in the document.
    """

    zh: str
    en: str
    place: Literal["request", "document", "field"] = "request"


CODES = {
    "SYNTAX": Kind("文档有语法错误。", "The document does not parse.", DOCUMENT),
    "VALIDATION": Kind(
        "文档与架构不符。", "The document asks for what the schema does not have.", DOCUMENT
    ),
    "OPERATION": Kind("没有指明要执行的操作。", "The operation to run is not told, or not there."),
    "VARIABLES": Kind("变量的值不正确。", "A variable's value is wrong or missing.", DOCUMENT),
    "BAD_INPUT": Kind("参数的值不正确。", "An argument's value is wrong.", FIELD),
    "BAD_CURSOR": Kind("游标不属于此列表。", "A cursor is not one of this list.", FIELD),
    "UNKNOWN_CODE": Kind("没有这个编码。", "A code that was given is of nothing.", FIELD),
    "BAD_DATA": Kind(
        "图中的数据不合规定。", "The graph holds a value without a word in the schema.", FIELD
    ),
    "FORBIDDEN": Kind("无权查看或执行。", "The token's role or scope does not allow it.", FIELD),
    "OUTSIDE_SCOPE": Kind("超出令牌的范围。", "It lies outside the token's scope."),
    "UNKNOWN_PLACE": Kind("没有这个地点。", "There is no place with this code."),
    "UNKNOWN_IMPORT": Kind("没有这次导入。", "There is no such import."),
    "UNKNOWN_LINK": Kind("链接已失效。", "The link has ended."),
    "STATE": Kind("此刻不能这样做。", "It is not in the state for that."),
    "UNKNOWN_SCOPE": Kind("令牌的范围不存在。", "The token's scope is of no place."),
    "NOT_READ_ONLY": Kind("GET 只能查询。", "Only queries may be asked here.", DOCUMENT),
    "LIMIT_EXCEEDED": Kind("超出限额。", "It is more than may be asked for at once."),
    "TIMEOUT": Kind("查询用时过长。", "The operation takes longer than it may.", DOCUMENT),
    "TOO_MUCH_MEMORY": Kind(
        "查询所需内存过多。", "The database lacks the memory for it.", DOCUMENT
    ),
    "TOO_DEEP": Kind(
        "查询嵌套过深。", "The operation is nested too deeply for the database.", DOCUMENT
    ),
    "BUSY": Kind(
        "数据库繁忙，请稍后再试。", "The database is busy: try again in a moment.", DOCUMENT
    ),
    "BAD_BOOKMARK": Kind("书签不属于此数据库。", "A bookmark is not one of this database."),
    "BOOKMARK_NOT_REACHED": Kind(
        "数据库尚未到达书签。", "The database has not come to a bookmark in time."
    ),
    "BAD_JSON": Kind("请求正文不是所需的 JSON。", "The body is not the JSON that is wanted."),
    "BAD_ENCODING": Kind("请求正文的压缩无法读取。", "The body's encoding cannot be read."),
    "BAD_PARAMETERS": Kind("请求参数不正确。", "The members of the request are wrong."),
    "BAD_URL": Kind("网址无法读取。", "The address cannot be read."),
    "PARAMETER": Kind("网址参数不正确。", "A parameter of the address is wrong."),
    "NOT_STORED": Kind("只接受已存储的操作。", "Only stored operations are run."),
    "UNKNOWN_EVENT": Kind(
        "没有这个事件，或已不在日志中。", "An event's id is not, or no longer, in the log."
    ),
    "UNKNOWN_OPERATION": Kind("没有这个已存储的操作。", "No stored operation has that name."),
    "MEDIA_TYPE": Kind("请求正文的类型不正确。", "The body has the wrong media type."),
    "NOT_ACCEPTABLE": Kind("无法以所要的类型回答。", "No accepted media type can be given."),
    "METHOD": Kind("不接受这个方法。", "This HTTP method is not answered here."),
    "TOO_LONG": Kind("请求过长。", "The request is too long."),
    "UNAUTHENTICATED": Kind("没有有效的令牌。", "There is no valid token."),
    "NOT_READY": Kind("服务尚未就绪。", "The service is still starting."),
    "UNAVAILABLE": Kind("数据库没有应答。", "The database does not answer."),
    "DISCONNECTED": Kind("请求中断。", "The request ended too early."),
    "INTERNAL": Kind("内部错误。", "Something failed that should not."),
}
"""Every code with its meaning."""
