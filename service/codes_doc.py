"""`docs/errors.md`, made from the codes: `uv run python -m service.codes_doc > docs/errors.md`."""

from service.codes import CODES

_HEAD = """# 错误代码 · Codes of errors

Every error of `/graphql` has a word for programs in `extensions.code`, one of these. Errors of an
operation have `locations`, and a `path` where they belong to a field of the answer. The message is
in Chinese where the request's `Accept-Language` prefers it, else in English.

This page is made from `service/codes.py`; a test compares them, and finds codes that are missing.

| `extensions.code` | 含义 | Meaning |
|---|---|---|
"""


def page() -> str:
    """The page as Markdown."""
    return _HEAD + "".join(f"| `{code}` | {w.zh} | {w.en} |\n" for code, w in CODES.items())


if __name__ == "__main__":
    print(page(), end="")
