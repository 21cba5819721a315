"""`docs/errors.md`, made from the codes: `uv run python -m service.codes_doc > docs/errors.md`."""

from service.codes import CODES

_HEAD = """# 错误代码 · Codes of errors

Every error of `/graphql` has a word for programs in `extensions.code`, one of these. Errors of an
operation have `locations` where it is the document that is wrong, and a `path` where they belong to
a field of the answer; the column on the right says which. The message is in Chinese where the
request's `Accept-Language` prefers it, else in English.

This page is made from `service/codes.py`. Tests compare them, find codes that are missing, and have
every kind told in both languages.

| `extensions.code` | 含义 | Meaning | 位置 Place |
|---|---|---|---|
"""


_PLACES = {
    "request": "请求 request",
    "document": "文档 `locations`",
    "field": "字段 `locations` `path`",
}


def page() -> str:
    """The page as Markdown."""
    rows = (
        f"| `{code}` | {kind.zh} | {kind.en} | {_PLACES[kind.place]} |\n"
        for code, kind in CODES.items()
    )
    return _HEAD + "".join(rows)


if __name__ == "__main__":
    print(page(), end="")
