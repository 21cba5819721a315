"""Commands and their help speak the language of the terminal, and cut nothing."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from graph.messages import speaking
from service.cli import interrupt
from service.speech import LanguageError, language_of, told
from tests.service.processes import ROOT, environment


@pytest.mark.parametrize(
    ("words", "variables", "language"),
    [
        ([], {}, "en"),
        ([], {"LANG": "zh_CN.UTF-8"}, "zh"),
        ([], {"LANG": "de_DE.UTF-8"}, "en"),
        ([], {"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, "en"),
        (["--language", "zh", "audit"], {}, "zh"),
        (["--language=en", "audit"], {"LANG": "zh_CN.UTF-8"}, "en"),
        (["export", "--language", "zh"], {}, "en"),
        (["--language"], {}, "en"),
        (["--language", "zh-CN"], {}, "zh"),
        (["--language", "中文"], {}, "zh"),
        (["--language=EN_us"], {"LANG": "zh_CN.UTF-8"}, "en"),
    ],
)
def test_the_language_is_asked_for_or_the_terminals(
    words: list[str], variables: dict[str, str], language: str
) -> None:
    assert language_of(words, variables) == language


@pytest.mark.parametrize("given", ["fr", "z", "汉", "-h"])
def test_a_language_that_nothing_is_said_in_is_refused(given: str) -> None:
    with pytest.raises(LanguageError, match="choose zh"):
        language_of(["--language", given], {})


@pytest.mark.parametrize(
    ("typers", "en", "zh"),
    [
        (
            "Invalid value for '--format': Value error, 'tabel' is not one of 'json', 'csv'.",
            "Invalid value for '--format': 'tabel' is not one of 'json', 'csv'.",
            "--format 的值不正确：“tabel”不在 json、csv 之内。",
        ),
        (
            "Invalid value for '--port': Input should be a valid integer, unable to parse string "
            "as an integer",
            "Invalid value for '--port': it must be a whole number.",
            "--port 的值不正确：须为整数。",
        ),
    ],
)
def test_what_typer_says_of_values_is_said_plainly(typers: str, en: str, zh: str) -> None:
    assert told(typers) == en
    with speaking("zh"):
        assert told(typers) == zh


def run(tmp_path: Path, *words: str, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(ROOT / "server.py"), *words],
        env={**environment(tmp_path), **variables},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


def test_help_is_whole_on_a_narrow_terminal(tmp_path: Path) -> None:
    done = run(tmp_path, "audit", "--help", LANG="zh_CN.UTF-8", COLUMNS="50")
    assert done.returncode == 0
    assert "…" not in done.stdout
    assert "用法：server.py audit" in done.stdout
    assert "与这一天相比：哪些是新出现的，哪些已消除。" in done.stdout.replace("\n", "")


def test_errors_and_warnings_are_said_in_chinese(tmp_path: Path) -> None:
    done = run(tmp_path, "--language", "zh", "adit", ORGGRAPH_FOO="1")
    assert done.returncode == 2
    assert "没有命令“adit”" in done.stderr
    done = run(tmp_path, "--language", "zh", "explain", "{ buildigs { name } }", ORGGRAPH_FOO="1")
    assert done.returncode == 1
    # Near to nothing: no setting is named.
    assert "警告：ORGGRAPH_FOO 不是设置项，已忽略。\n" in done.stderr
    assert "类型“Query”没有字段“buildigs”" in done.stderr


def test_what_typer_says_is_known() -> None:
    assert told("No such option: --outt (Possible options: --out)").isascii()


def test_ctrl_c_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        interrupt(signal.SIGINT, None)
    assert ended.value.code == 130
    assert capsys.readouterr().err == "Interrupted.\n"
