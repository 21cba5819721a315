"""The codes of errors: a closed list, each with what it means, in Chinese and English.

`extensions.code` of every error is one of these. Whoever refuses something new adds a line here;
a test finds codes that lack one.
"""

from graph.words import Words

CODES = {
    "SYNTAX": Words("文档有语法错误。", "The document does not parse."),
    "VALIDATION": Words("文档与架构不符。", "The document asks for what the schema does not have."),
    "OPERATION": Words("没有指明要执行的操作。", "The operation to run is not told, or not there."),
    "VARIABLES": Words("变量的值不正确。", "A variable's value is wrong or missing."),
    "BAD_INPUT": Words("参数的值不正确。", "An argument's value is wrong."),
    "BAD_CURSOR": Words("游标不属于此列表。", "A cursor is not one of this list."),
    "UNKNOWN_CODE": Words("没有这个编码。", "A code that was given is of nothing."),
    "BAD_DATA": Words(
        "图中的数据不合规定。", "The graph holds a value without a word in the schema."
    ),
    "FORBIDDEN": Words("无权查看或执行。", "The token's role or scope does not allow it."),
    "OUTSIDE_SCOPE": Words("超出令牌的范围。", "It lies outside the token's scope."),
    "UNKNOWN_PLACE": Words("没有这个地点。", "There is no place with this code."),
    "UNKNOWN_IMPORT": Words("没有这次导入。", "There is no such import."),
    "UNKNOWN_LINK": Words("链接已失效。", "The link has ended."),
    "STATE": Words("此刻不能这样做。", "It is not in the state for that."),
    "UNKNOWN_SCOPE": Words("令牌的范围不存在。", "The token's scope is of no place."),
    "NOT_READ_ONLY": Words("GET 只能查询。", "Only queries may be asked here."),
    "LIMIT_EXCEEDED": Words("超出限额。", "It is more than may be asked for at once."),
    "TIMEOUT": Words("查询用时过长。", "The operation takes longer than it may."),
    "TOO_MUCH_MEMORY": Words("查询所需内存过多。", "The database lacks the memory for it."),
    "TOO_DEEP": Words("查询嵌套过深。", "The operation is nested too deeply for the database."),
    "BUSY": Words("数据库繁忙，请稍后再试。", "The database is busy: try again in a moment."),
    "BAD_JSON": Words("请求正文不是所需的 JSON。", "The body is not the JSON that is wanted."),
    "BAD_ENCODING": Words("请求正文的压缩无法读取。", "The body's encoding cannot be read."),
    "BAD_PARAMETERS": Words("请求参数不正确。", "The members of the request are wrong."),
    "BAD_URL": Words("网址无法读取。", "The address cannot be read."),
    "PARAMETER": Words("网址参数不正确。", "A parameter of the address is wrong."),
    "NOT_STORED": Words("只接受已存储的操作。", "Only stored operations are run."),
    "UNKNOWN_EVENT": Words(
        "没有这个事件，或已不在日志中。", "An event's id is not, or no longer, in the log."
    ),
    "UNKNOWN_OPERATION": Words("没有这个已存储的操作。", "No stored operation has that name."),
    "MEDIA_TYPE": Words("请求正文的类型不正确。", "The body has the wrong media type."),
    "NOT_ACCEPTABLE": Words("无法以所要的类型回答。", "No accepted media type can be given."),
    "METHOD": Words("不接受这个方法。", "This HTTP method is not answered here."),
    "TOO_LONG": Words("请求过长。", "The request is too long."),
    "UNAUTHENTICATED": Words("没有有效的令牌。", "There is no valid token."),
    "NOT_READY": Words("服务尚未就绪。", "The service is still starting."),
    "UNAVAILABLE": Words("数据库没有应答。", "The database does not answer."),
    "DISCONNECTED": Words("请求中断。", "The request ended too early."),
    "INTERNAL": Words("内部错误。", "Something failed that should not."),
}
"""Every code with its meaning."""
