"""Each kind of addition is one declaration: made in a copy of the program, the rest follows.

Node types are added in `test_new_node_type.py`.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.docs.examples import ROOT

_PAGE = ROOT / "docs" / "how-to-add-a-root-field-or-change.md"
_PARTS = ("graph", "resolvers", "schema")

# What is added: the file, and what of a file beside it is said differently in it; the file itself
# where a line of it is another.
ADDED = {
    "a root field": (
        "resolvers/roots/find.py",
        "resolvers/roots/search.py",
        {'"search"': '"find"', "order=10,": "order=11,"},
    ),
    "a change": (
        "graph/changes/keep_liaison_unit.py",
        "graph/changes/save_liaison_unit.py",
        {"saveLiaisonUnit": "keepLiaisonUnit", "230": "231", "UnitPayload": "UnitKept"},
    ),
    "an audit rule": (
        "graph/audit/rules/group_parent_is_fit.py",
        "graph/audit/rules/group_parent_is_branch.py",
        {
            "group-parent-is-branch": "group-parent-is-fit",
            "GROUP_PARENT_IS_BRANCH": "GROUP_PARENT_IS_FIT",
            "order=130": "order=131",
        },
    ),
    "an operator of filters": (
        "graph/operators.py",
        "graph/operators.py",
        {
            '    Operator("contains"': (
                '    Operator("matches", "=~", TEXT, "匹配 — Matches this pattern."),\n'
                '    Operator("contains"'
            )
        },
    ),
    "a field's permission": (
        "graph/model/activity.py",
        "graph/model/activity.py",
        {
            'zh="反馈条数",': 'zh="反馈条数", personal=Personal.HIDDEN,',
            "NodeType, Property": "NodeType, Personal, Property",
        },
    ),
}

_ASKED = """
import json
from graphql import GraphQLError
from graphql.execution.values import VariableValues
from graph.audit import RULES
from graph.caller import Caller, Role
from graph.changes import CHANGES
from graph.compiler.document import Documents
from graph.rights import guard_of
from schema.api import create_compiler, graphql_schema

def statement(text, role=Role.ADMIN):
    operation = Documents(graphql_schema()).prepare(text).operation(None)
    compiler = create_compiler()
    try:
        compiled = compiler.compile(operation, VariableValues({}, {}), guard_of(Caller("x", role)))
    except GraphQLError as error:
        return error.message
    return compiled.fields[0].emitted.text

schema = graphql_schema()
MATCHING = '{ places(where: { name: { matches: "A.*" } }) { totalCount } }'
FEEDBACK = "{ activities(where: { feedback: { gte: 1 } }) { totalCount } }"
print(json.dumps({
    "query": sorted(schema.query_type.fields),
    "mutation": sorted(schema.mutation_type.fields),
    "change": sorted(schema.type_map["Change"].fields),
    "rules": [rule.id for rule in RULES],
    "matching": statement(MATCHING),
    "find": statement('{ find(text: "A") { __typename } }'),
    "feedback": {r.name: statement(FEEDBACK, r) for r in Role},
}))
"""


@pytest.fixture(scope="module")
def followed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What a copy of the program says once all is added to it."""
    copy = tmp_path_factory.mktemp("copy")
    for part in _PARTS:
        shutil.copytree(ROOT / part, copy / part, ignore=shutil.ignore_patterns("__pycache__"))
    for path, pattern, otherwise in ADDED.values():
        text = (ROOT / pattern).read_text("utf-8")
        for before, after in otherwise.items():
            assert before in text, (pattern, before)
            text = text.replace(before, after)
        (copy / path).write_text(text, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(copy), "PYTHONIOENCODING": "utf-8"}
    asked = subprocess.run(
        [sys.executable, "-c", _ASKED],
        cwd=copy, env=environment, capture_output=True, encoding="utf-8", check=False, timeout=120,
    )  # fmt: skip
    assert asked.returncode == 0, asked.stderr
    return json.loads(asked.stdout)


def test_the_page_names_the_files_of_each_addition() -> None:
    rows = [line for line in _PAGE.read_text("utf-8").splitlines() if line.startswith("| ")]
    cells = {row.split(" | ")[0].removeprefix("| "): row.split(" | ")[1] for row in rows}
    for what, (path, _, _) in ADDED.items():
        named = cells[what].split("`")[1]
        assert path == named or Path(path).parent == Path(named), what
    assert cells["a node type"].count("`graph/model/") == 3


def test_a_root_field_is_one_file(followed: dict[str, Any]) -> None:
    assert {"find", "search"} <= set(followed["query"])
    assert "db.index.fulltext.queryNodes" in followed["find"]


def test_a_change_is_one_file(followed: dict[str, Any]) -> None:
    assert "keepLiaisonUnit" in followed["mutation"]
    assert "keepLiaisonUnit" in followed["change"]


def test_a_rule_is_one_file(followed: dict[str, Any]) -> None:
    at = followed["rules"].index("group-parent-is-branch")
    assert followed["rules"][at + 1] == "group-parent-is-fit"


def test_an_operator_is_one_line(followed: dict[str, Any]) -> None:
    assert "name =~ $" in followed["matching"]


def test_a_permission_is_one_word(followed: dict[str, Any]) -> None:
    assert "feedback >= $" in followed["feedback"]["ADMIN"]
    assert "Activity.feedback is personal data" in followed["feedback"]["FRONTEND"]
