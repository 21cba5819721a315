"""The rules as Markdown, for `docs/audit-rules.md`.

`python -m graph.audit.describe FILE` writes them between the marks of a document.
"""

import importlib
import sys
from collections.abc import Iterator
from pathlib import Path

from graph.audit.registry import RULES
from graph.audit.rule import Mark, Rule
from graph.audit.thresholds import default_thresholds

_START, _END = "<!-- rules -->\n", "\n<!-- end of rules -->"


def generated() -> str:
    """The generated part of the document."""
    return "\n".join(_lines())


def refreshed(document: str) -> str:
    """The document with its generated part as it is now. Raises ValueError without its marks."""
    before, after = document.index(_START) + len(_START), document.index(_END)
    return f"{document[:before]}\n{generated()}{document[after:]}"


def _lines() -> Iterator[str]:
    limits = default_thresholds()
    yield "| mark | meaning | 含义 |"
    yield "|---|---|---|"
    for mark in Mark:
        yield f"| {mark.sign} | {mark.meaning} | {mark.value[2]} |"
    yield ""
    yield f"Thresholds of the version {limits.version}."
    yield ""
    yield "| id | severity | title | 名称 | thresholds | mark |"
    yield "|---|---|---|---|---|---|"
    for rule in RULES:
        values = ", ".join(f"{name} {value}" for name, value in limits.of(rule).items())
        yield (
            f"| [{rule.id}](#{rule.id}) | {rule.severity.name} | {rule.title} | {rule.title_zh} "
            f"| {values} | {rule.source.mark.sign} |"
        )
    for rule in RULES:
        yield from _section(rule)


def _section(rule: Rule) -> Iterator[str]:
    limits = default_thresholds().of(rule)
    yield ""
    yield f"### {rule.id}"
    yield ""
    yield f"**{rule.title} {rule.title_zh}** – {rule.severity.name}. {rule.description}"
    yield ""
    module = importlib.import_module(f"graph.audit.rules.{rule.id.replace('-', '_')}")
    for part in (module.__doc__ or "").strip().split("\n\n"):
        name, _, text = part.partition(": ")
        yield f"- {name}: {' '.join(text.split())}"
    for threshold in rule.thresholds:
        yield (
            f"- Threshold `{threshold.name}`: {limits[threshold.name]} {threshold.unit} "
            f"({threshold.unit_zh}); {threshold.doc}."
        )
    yield f"- Source: {rule.source}"


def main() -> None:
    """Write the document that the argument names."""
    path = Path(sys.argv[1])
    path.write_text(refreshed(path.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
