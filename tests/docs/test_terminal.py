"""The recorded session of `docs/terminal.md` is what the commands say."""

from tests.docs.terminal import PAGE, recorded


def test_the_commands_say_what_the_page_records() -> None:
    text = PAGE.read_text("utf-8")
    assert text.count("```console") >= 6
    assert recorded(text) == text, "run `python -m tests.docs.terminal`"
