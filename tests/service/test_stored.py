"""Stored operations: whose they are, and who may ask which."""

from pathlib import Path

import pytest

from graph.caller import Role
from service.documented import operations_of
from service.errors import RefusedError
from service.stored import hash_of, load_stored, stored_operations


def test_the_documents_operations_are_asked_for_by_their_hash() -> None:
    stored = load_stored(None, frozenset())
    texts = operations_of()
    assert len(texts) > 10
    assert [stored.text(hash_of(text)) for text in texts] == texts
    names = [name for name, _ in stored_operations(None)]
    assert {"BuildingsWithoutGroup", "StairwellNotice"} <= set(names)


def test_a_role_bound_to_stored_operations_has_the_pages_and_the_folders(tmp_path: Path) -> None:
    (tmp_path / "own.graphql").write_text("query Own { __typename }", "utf-8")
    stored = load_stored(tmp_path, frozenset({Role.FRONTEND}))
    stored.check("query Own {\n  __typename\n}", Role.FRONTEND)
    for text in (operations_of()[0], "{ __typename }"):
        with pytest.raises(RefusedError, match="stored operations only"):
            stored.check(text, Role.FRONTEND)
        stored.check(text, Role.ANALYST)
