"""The document says what the rules say."""

from pathlib import Path

from graph.audit import RULES
from graph.audit.describe import refreshed

DOCUMENT = Path(__file__).parents[2] / "docs" / "audit-rules.md"


def test_the_document_is_up_to_date() -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    assert refreshed(text) == text, "run python -m graph.audit.describe docs/audit-rules.md"
    assert all(f"\n### {rule.id}\n" in text for rule in RULES)
