"""The catalogue of what can be wrong with a row, each kind with its two sentences.

The sentences take `{value}`, the cell as given (masked when it is personal data), and the
details named in them; none ever holds a person's name or phone.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ErrorKind:
    """A way for a row to be wrong: its name in reports, and a sentence in each language."""

    name: str
    zh: str
    en: str


MISSING_COLUMN = ErrorKind(
    "missing-column",
    "缺少必需的列“{heading}”，本表所有行均未导入。",
    "The required column “{heading}” is missing; no row of the table was loaded.",
)
MISSING_VALUE = ErrorKind(
    "missing-value",
    "“{heading}”不能为空。",
    "“{heading}” must not be empty.",
)
UNKNOWN_WORD = ErrorKind(
    "unknown-word",
    "“{value}”不在可选值之内：{words}。",
    "“{value}” is not one of the words known here: {names}.",
)
MALFORMED_DATE = ErrorKind(
    "malformed-date",
    "“{value}”不是日期，请写成 YYYY-MM-DD 或使用 Excel 日期。",
    "“{value}” is not a date: write YYYY-MM-DD or use an Excel date.",
)
MALFORMED_NUMBER = ErrorKind(
    "malformed-number",
    "“{value}”不是 0 至 2147483647 的整数。",
    "“{value}” is not a whole number from 0 to 2147483647.",
)
MALFORMED_BOOLEAN = ErrorKind(
    "malformed-boolean",
    "“{value}”不是“是”或“否”（也可写 true/false、1/0）。",
    "“{value}” is neither true nor false (also 是/否, 1/0).",
)
MALFORMED_CODE = ErrorKind(
    "malformed-code",
    "编码“{value}”不能含有空格或“/”。",
    "The code “{value}” must not contain white space or “/”.",
)
DIGITS_LOST = ErrorKind(
    "digits-lost",
    "“{value}”按数字存储，超过 15 位的数字已丢失；请把单元格设为文本后重新填写。",
    "“{value}” is stored as a number, which keeps only 15 digits: make the cell a text and "
    "type it again.",
)
VALUE_TOO_LONG = ErrorKind(
    "value-too-long",
    "内容有 {length} 个字符，最多 {limit} 个。",
    "The text has {length} characters, at most {limit} are allowed.",
)
UNTIL_BEFORE_SINCE = ErrorKind(
    "until-before-since",
    "结束日期“{value}”早于开始日期“{since}”。",
    "The end “{value}” lies before the start “{since}”.",
)
DUPLICATE_KEY = ErrorKind(
    "duplicate-key",
    "与第 {first} 行重复：本表每行的“{key}”不能相同。",
    "It repeats row {first}: no two rows may agree in “{key}”.",
)
KEY_OF_ANOTHER_KIND = ErrorKind(
    "key-of-another-kind",
    "编码“{value}”已属于另一类对象：{kind_zh}。",
    "The code “{value}” already belongs to something of another kind: {kind}.",
)
UNKNOWN_REFERENCE = ErrorKind(
    "unknown-reference",
    "文件和图中都没有编码为“{value}”的{target_zh}。",
    "Neither the file nor the graph has a {target} with the code “{value}”.",
)
WRONG_REFERENCE_KIND = ErrorKind(
    "wrong-reference-kind",
    "“{value}”是{kind_zh}，此处只能是：{allowed_zh}。",
    "“{value}” is a {kind}; here only {allowed} will do.",
)
WRONG_PARENT_KIND = ErrorKind(
    "wrong-parent-kind",
    "上级“{value}”是{kind_zh}，{child_zh}的上级只能是：{allowed_zh}。",
    "The parent “{value}” is a {kind}; a {child} lies directly within: {allowed}.",
)
CYCLE = ErrorKind(
    "cycle",
    "上下级形成循环：{chain}。",
    "The row is its own superior: {chain}.",
)
BAD_CHECK_DIGIT = ErrorKind(
    "bad-check-digit",
    "统一社会信用代码“{value}”有误：应为 18 位且末位校验码正确。",
    "The unified social credit code “{value}” is wrong: it has 18 characters, the last of "
    "which checks the others.",
)
NOT_EXACTLY_ONE = ErrorKind(
    "not-exactly-one",
    "“{columns}”必须且只能填写一项，现填写了 {filled} 项。",
    "Exactly one of “{columns}” must be filled, not {filled}.",
)
DEPENDS_ON_WRONG_ROW = ErrorKind(
    "depends-on-wrong-row",
    "所引用的“{value}”在{table_zh}表中有误而未导入，本行随之未导入。",
    "It refers to “{value}”, whose row in the table {table} is wrong and was left out.",
)

CATALOGUE: dict[str, ErrorKind] = {
    kind.name: kind
    for kind in (
        MISSING_COLUMN,
        MISSING_VALUE,
        UNKNOWN_WORD,
        MALFORMED_DATE,
        MALFORMED_NUMBER,
        MALFORMED_BOOLEAN,
        MALFORMED_CODE,
        DIGITS_LOST,
        VALUE_TOO_LONG,
        UNTIL_BEFORE_SINCE,
        DUPLICATE_KEY,
        KEY_OF_ANOTHER_KIND,
        UNKNOWN_REFERENCE,
        WRONG_REFERENCE_KIND,
        WRONG_PARENT_KIND,
        CYCLE,
        BAD_CHECK_DIGIT,
        NOT_EXACTLY_ONE,
        DEPENDS_ON_WRONG_ROW,
    )
}
