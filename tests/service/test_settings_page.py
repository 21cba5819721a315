"""The page of settings says what the program does."""

from service.settings_doc import page
from tests.service.processes import ROOT


def test_the_page_is_the_one_of_these_settings() -> None:
    written = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    assert written == page(), "python -m service.settings_doc > docs/settings.md"
