"""The sources of the pages: pinned, registry-free, typed, in two languages, in three layers."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from graphql import build_schema, parse, validate
from web_serving import succeeds
from web_views import VIEWS

from graph.declare import Vocabulary
from graph.model import enums
from web.assets import SCHEMA, SOURCES
from web.node import find_toolchain

SRC = SOURCES / "src"
QUERIES = sorted((SRC / "queries").glob("*.graphql"))
CODE = sorted(
    path
    for path in (*SRC.rglob("*.ts"), *SRC.rglob("*.tsx"))
    if not path.name.endswith(".generated.ts")
)
ENTRY = re.compile(r'^  "?([A-Za-z0-9_.]+)"?:\s+"((?:[^"\\]|\\.)*)",$', re.MULTILINE)


def catalogue(language: str) -> dict[str, str]:
    """The texts of a language by their keys."""
    text = (SRC / f"shared/texts/{language}.ts").read_text("utf-8")
    return dict(ENTRY.findall(text))


def test_every_package_is_pinned_exactly() -> None:
    package: dict[str, Any] = json.loads((SOURCES / "package.json").read_text("utf-8"))
    versions = {**package["dependencies"], **package["devDependencies"]}
    assert "graphiql" in versions
    for name, version in versions.items():
        assert re.fullmatch(r"\d+\.\d+\.\d+", version), name


def test_the_lock_names_no_registry_and_checks_every_package() -> None:
    text = (SOURCES / "package-lock.json").read_text("utf-8")
    assert '"resolved"' not in text
    packages: dict[str, Any] = json.loads(text)["packages"]
    unchecked = [name for name, entry in packages.items() if name and "integrity" not in entry]
    assert len(packages) > 100
    assert unchecked == []
    assert "omit-lockfile-registry-resolved=true" in (SOURCES / ".npmrc").read_text("utf-8")


@pytest.mark.parametrize("path", QUERIES, ids=lambda path: path.stem)
def test_every_first_question_is_valid(path: Path) -> None:
    schema = build_schema(SCHEMA.read_text("utf-8"))
    assert validate(schema, parse(path.read_text("utf-8"))) == []


async def test_the_type_checker_is_content(workshop: Path) -> None:
    package = json.loads((SOURCES / "package.json").read_text("utf-8"))
    toolchain = await find_toolchain(package["engines"]["node"])
    await succeeds(workshop, str(toolchain.node), "node_modules/typescript/bin/tsc", "--noEmit")


def test_nothing_escapes_the_type_checker() -> None:
    escapes = re.compile(r"\bas any\b|: any\b|<any>|@ts-ignore|@ts-expect-error|as unknown as")
    assert [path.name for path in CODE if escapes.search(path.read_text("utf-8"))] == []


def test_imports_run_from_shared_over_features_to_app() -> None:
    wrong: list[str] = []
    for path in CODE:
        layer, *rest = path.relative_to(SRC).parts
        for target in re.findall(r'(?:from|import)\s*\(?\s*"([^"]+)"', path.read_text("utf-8")):
            if target.startswith("."):
                found = (path.parent / target).resolve().relative_to(SRC.resolve()).parts
            elif target.startswith("@/"):
                found = tuple(target.removeprefix("@/").split("/"))
            else:
                continue
            allowed = {
                "shared": found[0] == "shared",
                "features": found[0] == "shared" or found[:2] == ("features", rest[0]),
                "app": found[0] in ("shared", "features", "app") or found == ("base.css",),
                "queries": found[0] in ("shared", "queries"),
                "graphiql": found[0] in ("shared", "graphiql", "queries") or found == ("base.css",),
            }
            if not allowed[layer]:
                wrong.append(f"{path.relative_to(SRC)}: {target}")
    assert len(CODE) > 60
    assert wrong == []


def test_the_catalogues_have_the_same_keys_and_holes() -> None:
    zh, en = catalogue("zh"), catalogue("en")
    assert len(zh) > 200
    assert zh.keys() == en.keys()
    holes = re.compile(r"\{([a-zA-Z]+)")
    differing = [key for key in zh if set(holes.findall(zh[key])) != set(holes.findall(en[key]))]
    assert differing == []
    chinese = [key for key, text in en.items() if re.search("[\u4e00-\u9fff]", text)]
    assert chinese == []


def test_every_text_is_used_and_every_text_used_is_there() -> None:
    keys = catalogue("zh").keys()
    text = "\n".join(path.read_text("utf-8") for path in CODE if path.parent.name != "texts")
    named = set(re.findall(r'"([a-z][A-Za-z]*(?:\.[A-Za-z0-9_]+)*)"', text)) & set(keys)
    patterns = set(re.findall(r"`([a-z][A-Za-z.]*\.)\$\{", text))
    groups = {f"{group}." for group in re.findall(r'word\(t, "([a-zA-Z]+)"', text)}
    groups |= {"gainedBy.", "lostBy."}
    unused = [
        key
        for key in keys
        if key not in named and not any(key.startswith(start) for start in patterns | groups)
    ]
    assert unused == []


def test_no_view_is_forgotten_by_the_tests_of_all_views() -> None:
    router = (SRC / "app/router.tsx").read_text("utf-8")
    paths = re.findall(r'path: "([^"]+)"', router)
    untested = [
        path
        for path in paths
        if not any(
            re.fullmatch(re.sub(r"\$\w+", "[^/]+", path), view.partition("?")[0]) for view in VIEWS
        )
    ]
    assert len(paths) > 8
    assert untested == []


def test_every_table_is_the_one_that_sorts_narrows_turns_pages_exports_and_prints() -> None:
    own = [path.name for path in CODE if "<table" in path.read_text("utf-8")]
    assert own == ["Grid.tsx"]


GROUPS = {
    "organization": enums.OrganizationKind,
    "post": enums.PostRole,
    "liaison": enums.LiaisonRole,
    "category": enums.MemberCategory,
    "facility": enums.FacilityKind,
    "compound": enums.CompoundKind,
    "noProperty": enums.NoPropertyMode,
    "establishment": enums.Establishment,
}


@pytest.mark.parametrize(("group", "words"), GROUPS.items(), ids=GROUPS)
def test_the_words_of_the_page_are_those_of_the_model(group: str, words: type[Vocabulary]) -> None:
    zh = catalogue("zh")
    expected = {f"{group}.{word.name}": word.words[0] for word in words}
    assert {key: zh.get(key) for key in expected} == expected


def test_no_file_grows_beyond_reading() -> None:
    lengths = {
        path.name: len(path.read_text("utf-8").splitlines())
        for path in CODE
        if path.parent.name != "texts"
    }
    assert {name: lines for name, lines in lengths.items() if lines > 400} == {}
