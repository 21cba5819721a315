"""Everything that people are told is said in Chinese too."""

import re
from collections.abc import Iterator
from string import Formatter
from typing import Any

import pytest
import typer

from graph.messages import Message, in_language, msg, nmsg, speaking
from server import create_app
from service.catalogue import Text, read, texts
from service.cli import command_line

_CHINESE = re.compile("[\u4e00-\u9fff]")
# What is no language's: names, addresses, marks.
_SAME = re.compile(r"[\s{}\w:<>/#=,;.|()。：；，（）-]*")


def said() -> list[Text]:
    return texts(typer.main.get_command(command_line(create_app)))


def pairs() -> Iterator[tuple[str, str]]:
    for message in read():
        if message.id:
            one = str(message.id if isinstance(message.id, str) else message.id[-1])
            found: Any = message.string
            yield one, found if isinstance(found, str) else found[0]


def names(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name}


def test_no_text_lacks_its_chinese_and_none_is_left_over() -> None:
    wanted = {text if isinstance(text, str) else text[0] for text in said()}
    known = {m.id if isinstance(m.id, str) else m.id[0] for m in read() if m.id}
    assert len(wanted) > 700
    assert known == wanted, "run `python -m service.catalogue` and translate what it prints"


def test_every_translation_is_chinese() -> None:
    bare = [zh for _, zh in pairs() if not _CHINESE.search(zh) and not _SAME.fullmatch(zh)]
    assert bare == []


def test_a_translation_names_the_values_of_its_text() -> None:
    wrong: list[str] = []
    for en, zh in pairs():
        try:
            if names(en) - {"n"} != names(zh) - {"n"}:
                wrong.append(en)
        except ValueError:
            # A text of a table: braces are braces.
            assert "{" in zh
    assert wrong == []


def test_chinese_texts_have_chinese_punctuation() -> None:
    assert [zh for _, zh in pairs() if re.search("[\u4e00-\u9fff][,;:!?]", zh)] == []


def test_numbers_dates_and_plurals_are_those_of_the_language() -> None:
    from datetime import date

    since = msg("{text!r} is no day of the calendar.", text="2026-02-30")
    assert since == "'2026-02-30' is no day of the calendar."
    assert in_language(since, "zh") == "“2026-02-30”不是日历上的日期。"
    day = msg(
        "It was covered until {day}, when {name} {how}.",
        day=date(2026, 3, 1),
        name="X",
        how=msg("was dissolved"),
    )
    assert day == "It was covered until 2026-03-01, when X was dissolved."
    assert in_language(day, "zh") == "此前由X覆盖，至2026年3月1日止：该党组织已撤销。"
    assert [str(nmsg("{n} rule", "{n} rules", n)) for n in (1, 2)] == ["1 rule", "2 rules"]
    assert [in_language(nmsg("{n} rule", "{n} rules", n), "zh") for n in (1, 2)] == [
        "1 条规则",
        "2 条规则",
    ]


def test_a_sentence_is_in_the_language_of_the_moment_and_can_be_said_in_the_other() -> None:
    with speaking("zh"):
        made = msg("Give either first or last, not both.")
    assert made == "first 和 last 只能给出一个。"
    assert in_language(made, "en") == "Give either first or last, not both."
    assert isinstance(made, Message)


@pytest.mark.parametrize("value", ["{", "{name}", "%s", "\x00"])
def test_what_a_caller_sends_is_no_template(value: str) -> None:
    said = msg("There is no key {id!r}: `server.py key list` shows those there are.", id=value)
    assert repr(value) in said
    assert value in in_language(said, "zh")
