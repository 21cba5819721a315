"""The catalogue of what can be wrong with a source and its rows, each kind with its two sentences.

The sentences take `{value}`, the cell as given (masked when it is personal data), and the
details named in them; none ever holds a person's name or phone.
"""

from dataclasses import dataclass, field

LOST_ALL = ("本表所有行均未导入", "no row of the table was loaded")
"""What a missing column costs, in both languages."""


@dataclass(frozen=True, slots=True)
class ErrorKind:
    """A way to be wrong: its name in reports, and what it is in Chinese and English.

    titles: what it is called. zh, en: the sentence about one. example: the details of one that
        a clerk may meet.
    """

    name: str
    titles: tuple[str, str]
    zh: str
    en: str
    example: dict[str, str] = field(compare=False)

    @property
    def sentences(self) -> tuple[str, str]:
        """The sentences about the example."""
        return self.zh.format(**self.example), self.en.format(**self.example)


MISSING_COLUMN = ErrorKind(
    "missing-column",
    ("缺少必需的列", "A required column is missing"),
    "缺少必需的列“{heading}”，{lost_zh}。",
    "The required column “{heading}” is missing; {lost}.",
    {"heading": "名称", "lost_zh": LOST_ALL[0], "lost": LOST_ALL[1]},
)
UNKNOWN_COLUMN = ErrorKind(
    "unknown-column",
    ("不认识的列", "A heading that is no column's"),
    "“{heading}”不是本表的列，其内容未导入。{meant_zh}",
    "“{heading}” is not a column of this table; what it holds was not loaded.{meant}",
    {"heading": "入党时间", "meant_zh": "是否应为“入党日期”？", "meant": " Is “入党日期” meant?"},
)
REPEATED_COLUMN = ErrorKind(
    "repeated-column",
    ("重复的列", "A column that comes twice"),
    "“{heading}”与前面的列“{first}”是同一列，其内容未导入。",
    "“{heading}” is the same column as “{first}” before it; what it holds was not loaded.",
    {"heading": "编码*", "first": "编码"},
)
MISSING_HEADING = ErrorKind(
    "missing-heading",
    ("缺少标题", "Values without a heading"),
    "第 {letters} 列没有标题，其下有 {count} 个单元格填写了内容，均未导入。",
    "Column {letters} has no heading; {count} cells below are filled and were not loaded.",
    {"letters": "F", "count": "12"},
)
SURPLUS_FIELD = ErrorKind(
    "surplus-field",
    ("字段过多", "A field too many"),
    "本行有 {found} 个字段，标题只有 {expected} 个：含逗号的内容须加英文双引号。",
    "The row has {found} fields, the headings are only {expected}: a text with a comma in it "
    "goes between quotation marks.",
    {"found": "4", "expected": "3"},
)
UNKNOWN_SHEET = ErrorKind(
    "unknown-sheet",
    ("不认识的表", "A sheet that is no table"),
    "“{sheet}”不是数据集中的表，其内容未导入。是否应为“{meant_zh}”？",
    "“{sheet}” is not a table of the dataset; its rows were not loaded. Is “{meant}” meant?",
    {"sheet": "人員", "meant": "people", "meant_zh": "人员"},
)
REPEATED_SHEET = ErrorKind(
    "repeated-sheet",
    ("重复的表", "A table that comes twice"),
    "“{sheet}”与“{first}”是同一张表，其内容未导入；请合并为一张表。",
    "“{sheet}” is the same table as “{first}”; its rows were not loaded. Put all rows into one.",
    {"sheet": "人员 (2)", "first": "人员"},
)
ERROR_VALUE = ErrorKind(
    "error-value",
    ("单元格显示错误", "A cell shows an error"),
    "单元格显示错误“{value}”，没有可导入的值；请填写正确的值，没有则清空。",
    "The cell shows the error “{value}” and has no value: type the right one, or empty the cell.",
    {"value": "#N/A"},
)
FORMULA_WITHOUT_VALUE = ErrorKind(
    "formula-without-value",
    ("公式没有结果", "A formula without its value"),
    "单元格的公式没有保存计算结果；请用表格软件打开、重新计算并保存后再导入。",
    "The cell's formula was saved without its value: open the file in a spreadsheet program, "
    "let it calculate, save, and load it again.",
    {},
)
MERGED_CELL = ErrorKind(
    "merged-cell",
    ("合并单元格", "A cell is merged"),
    "单元格与其他单元格合并，只有左上角的一格有值；请取消合并，逐格填写。",
    "The cell is merged with others, of which only the first has the value: unmerge them and "
    "fill each.",
    {},
)
MISSING_VALUE = ErrorKind(
    "missing-value",
    ("必填项为空", "A required cell is empty"),
    "“{heading}”不能为空。",
    "“{heading}” must not be empty.",
    {"heading": "名称"},
)
UNKNOWN_WORD = ErrorKind(
    "unknown-word",
    ("不在可选值之内", "A word that is not in the list"),
    "“{value}”不在可选值之内：{words}。",
    "“{value}” is not one of the words known here: {names}.",
    {"value": "城堡", "words": "网格、小区", "names": "GRID, COMPOUND"},
)
MALFORMED_DATE = ErrorKind(
    "malformed-date",
    ("日期格式有误", "No date"),
    "“{value}”不是日期，请写成 YYYY-MM-DD 或使用 Excel 日期。",
    "“{value}” is not a date: write YYYY-MM-DD or use an Excel date.",
    {"value": "三月一日"},
)
AMBIGUOUS_DATE = ErrorKind(
    "ambiguous-date",
    ("日期有歧义", "A date that may be several days"),
    "“{value}”可能是不同的日期，或缺少日，请写成 YYYY-MM-DD。",
    "“{value}” may be several days: write YYYY-MM-DD.",
    {"value": "7/1/2010"},
)
MALFORMED_NUMBER = ErrorKind(
    "malformed-number",
    ("不是整数", "No whole number"),
    "“{value}”不是 0 至 2147483647 的整数。",
    "“{value}” is not a whole number from 0 to 2147483647.",
    {"value": "三十"},
)
MALFORMED_BOOLEAN = ErrorKind(
    "malformed-boolean",
    ("不是“是”或“否”", "Neither yes nor no"),
    "“{value}”不是“是”或“否”（也可写 true/false、1/0）。",
    "“{value}” is neither true nor false (also 是/否, 1/0).",
    {"value": "也许"},
)
MALFORMED_CODE = ErrorKind(
    "malformed-code",
    ("编码格式有误", "A code with a space or a slash"),
    "编码“{value}”不能含有空格或“/”。",
    "The code “{value}” must not contain white space or “/”.",
    {"value": "A 1"},
)
DIGITS_LOST = ErrorKind(
    "digits-lost",
    ("数字位数丢失", "Digits are lost"),
    "“{value}”按数字存储，超过 15 位的数字已丢失；请把单元格设为文本后重新填写。",
    "“{value}” is stored as a number, which keeps only 15 digits: make the cell a text and "
    "type it again.",
    {"value": "140902001001000123"},
)
VALUE_TOO_LONG = ErrorKind(
    "value-too-long",
    ("内容过长", "A text is too long"),
    "内容有 {length} 个字符，最多 {limit} 个。",
    "The text has {length} characters, at most {limit} are allowed.",
    {"length": "2104", "limit": "2000"},
)
UNTIL_BEFORE_SINCE = ErrorKind(
    "until-before-since",
    ("止早于起", "The end before the start"),
    "结束日期“{value}”早于开始日期“{since}”。",
    "The end “{value}” lies before the start “{since}”.",
    {"value": "2023-12-31", "since": "2024-01-01"},
)
DUPLICATE_KEY = ErrorKind(
    "duplicate-key",
    ("重复的行", "A row comes twice"),
    "与第 {first} 行重复：本表每行的“{key}”不能相同。",
    "It repeats row {first}: no two rows may agree in “{key}”.",
    {"first": "5", "key": "编码"},
)
KEY_OF_ANOTHER_KIND = ErrorKind(
    "key-of-another-kind",
    ("编码已属他类", "A code of another kind"),
    "编码“{value}”已属于另一类对象：{kind_zh}。",
    "The code “{value}” already belongs to something of another kind: {kind}.",
    {"value": "N1", "kind": "PropertyCompany", "kind_zh": "物业企业"},
)
UNKNOWN_REFERENCE = ErrorKind(
    "unknown-reference",
    ("引用的编码不存在", "A code of nothing"),
    "文件和图中都没有编码为“{value}”的{target_zh}。",
    "Neither the file nor the graph has a {target} with the code “{value}”.",
    {"value": "140902999", "target": "Place", "target_zh": "地点"},
)
WRONG_REFERENCE_KIND = ErrorKind(
    "wrong-reference-kind",
    ("引用的类型不符", "A reference to the wrong kind"),
    "“{value}”是{kind_zh}，此处只能是：{allowed_zh}。",
    "“{value}” is a {kind}; here only {allowed} will do.",
    {
        "value": "C1",
        "kind": "Community",
        "kind_zh": "社区",
        "allowed": "Compound",
        "allowed_zh": "小区",
    },
)
WRONG_PARENT_KIND = ErrorKind(
    "wrong-parent-kind",
    ("上级类型不符", "A superior of the wrong kind"),
    "上级“{value}”是{kind_zh}，{child_zh}的上级只能是：{allowed_zh}。",
    "The parent “{value}” is a {kind}; a {child} lies directly within: {allowed}.",
    {
        "value": "S1",
        "kind": "Subdistrict",
        "kind_zh": "街道",
        "child": "Building",
        "child_zh": "楼栋",
        "allowed": "Compound",
        "allowed_zh": "小区",
    },
)
CYCLE = ErrorKind(
    "cycle",
    ("上下级循环", "A row is its own superior"),
    "上下级形成循环：{chain}。",
    "The row is its own superior: {chain}.",
    {"chain": "O1 → O3 → O2 → O1"},
)
BAD_CHECK_DIGIT = ErrorKind(
    "bad-check-digit",
    ("信用代码有误", "A wrong credit code"),
    "统一社会信用代码“{value}”有误：应为 18 位且末位校验码正确。",
    "The unified social credit code “{value}” is wrong: it has 18 characters, the last of "
    "which checks the others.",
    {"value": "91350100M000100Y44"},
)
NOT_EXACTLY_ONE = ErrorKind(
    "not-exactly-one",
    ("必须且只能填一项", "Not exactly one is filled"),
    "“{columns}”必须且只能填写一项，现填写了 {filled} 项。",
    "Exactly one of “{columns}” must be filled, not {filled}.",
    {"columns": "党组织编码”“地点编码", "filled": "2"},
)
DEPENDS_ON_WRONG_ROW = ErrorKind(
    "depends-on-wrong-row",
    ("依赖有误的行", "A row depends on a wrong one"),
    "所引用的“{value}”在{table_zh}表中有误而未导入，本行随之未导入。",
    "It refers to “{value}”, whose row in the table {table} is wrong and was left out.",
    {"value": "X1", "table": "places", "table_zh": "地点"},
)
OUTSIDE_SCOPE = ErrorKind(
    "outside-scope",
    ("超出管辖范围", "Outside the scope"),
    "“{value}”导入后不属于您管辖范围内的任何地点，本次未导入任何内容。",
    "“{value}” would belong to no place of your scope; nothing was loaded.",
    {"value": "P1"},
)

CATALOGUE: dict[str, ErrorKind] = {
    kind.name: kind
    for kind in (
        UNKNOWN_SHEET,
        REPEATED_SHEET,
        MISSING_COLUMN,
        UNKNOWN_COLUMN,
        REPEATED_COLUMN,
        MISSING_HEADING,
        SURPLUS_FIELD,
        MISSING_VALUE,
        ERROR_VALUE,
        FORMULA_WITHOUT_VALUE,
        MERGED_CELL,
        UNKNOWN_WORD,
        MALFORMED_DATE,
        AMBIGUOUS_DATE,
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
        OUTSIDE_SCOPE,
    )
}
