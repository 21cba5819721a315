"""Stored operations: asked for by the hash of their text, and who may ask nothing else.

The folder's `.graphql` files hold operations and fragments; a fragment may be spread in any
file. `server.py operations` prints the hashes.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cachetools import LRUCache
from graphql import (
    DefinitionNode,
    DocumentNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    OperationDefinitionNode,
    Visitor,
    get_operation_ast,
    parse,
    print_ast,
    visit,
)

from graph.caller import Role
from graph.messages import msg
from service.documented import operations_of
from service.errors import RefusedError

PAGE = Path(__file__).parents[1] / "web" / "src"
"""The page's own operations, which are always among the stored ones."""

_MAX_TOKENS = 4_000
_MAX_CHARACTERS = 40_000


class StoredError(Exception):
    """The folder of stored operations is wrong; the text says where."""


@dataclass(frozen=True, slots=True)
class Stored:
    """The stored operations by the SHA-256 of their text, in hexadecimal.

    only: roles that may ask these and nothing else, and of these none of the documents'.
    documented: the hashes of the documents' operations, which are for everybody else.
    """

    texts: dict[str, str] = field(default_factory=dict[str, str])
    only: frozenset[Role] = frozenset()
    documented: frozenset[str] = frozenset()
    _same: LRUCache[str, bool] = field(default_factory=lambda: LRUCache(1_000))

    def text(self, hash_: str) -> str:
        """The operation of a hash, `sha256:` in front or not. Raises RefusedError."""
        found = self.texts.get(hash_.lower().removeprefix("sha256:"))
        if found is None:
            raise RefusedError(
                400,
                "UNKNOWN_OPERATION",
                msg(
                    "There is no stored operation of this hash: send the whole `query`, or "
                    "have the "
                    "operation stored."
                ),
            )
        return found

    def check(self, text: str, role: Role) -> None:
        """Raises RefusedError for a text that is not stored where the role may ask no other."""
        if role not in self.only:
            return
        known = self._same.get(text)
        if known is None:
            known = self._same[text] = self._is_stored(text)
        if not known:
            raise RefusedError(
                403,
                "NOT_STORED",
                msg("This token's role may ask stored operations only, and this is none of them."),
            )

    def _is_stored(self, text: str) -> bool:
        allowed = self.texts.keys() - self.documented
        if hash_of(text) in allowed:
            return True
        if len(text) > _MAX_CHARACTERS:
            return False
        try:
            document = parse(text, max_lexical_tokens=_MAX_TOKENS)
        except GraphQLError:
            return False
        # The same operation, written with other spaces.
        return hash_of(_written(document.definitions)) in allowed


def hash_of(text: str) -> str:
    """The SHA-256 of a text in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def load_stored(folder: Path | None, only: frozenset[Role]) -> Stored:
    """The operations of the page, the documents and a folder. Raises StoredError."""
    texts = {hash_of(text): text for _, text in stored_operations(folder)}
    own = [] if folder is None else operations_in(folder)
    known = {hash_of(text) for _, text in (*operations_in(PAGE), *own)}
    return Stored(texts, only, frozenset(texts.keys() - known))


def stored_operations(folder: Path | None) -> list[tuple[str, str]]:
    """All operations that are stored, by name: the page's, the documents', those of a folder.

    The documents' are stored as they stand there. Raises StoredError.
    """
    asked = [(name_of(text), text) for text in operations_of()]
    own = [] if folder is None else operations_in(folder)
    return [*operations_in(PAGE), *asked, *own]


def name_of(text: str) -> str:
    """The name of the operation in a document; empty for one without."""
    found = get_operation_ast(parse(text))
    return "" if found is None or found.name is None else found.name.value


def operations_in(folder: Path) -> list[tuple[str, str]]:
    """The operations of a folder's files by name, with the fragments they need.

    Raises StoredError.
    """
    definitions = [d for path in sorted(folder.rglob("*.graphql")) for d in _parsed(path)]
    fragments = {d.name.value: d for d in definitions if isinstance(d, FragmentDefinitionNode)}
    found: list[tuple[str, str]] = []
    for node in definitions:
        if isinstance(node, OperationDefinitionNode):
            name = node.name.value if node.name else ""
            needed = dict.fromkeys(_spread(node, fragments, frozenset()))
            try:
                whole = (node, *(fragments[n] for n in needed))
            except KeyError as error:
                raise StoredError(
                    msg(
                        "{folder}: {name} spreads {error}, which is in no file.",
                        folder=folder,
                        name=name,
                        error=error,
                    )
                ) from None
            found.append((name, _written(whole)))
    return found


def _parsed(path: Path) -> tuple[DefinitionNode, ...]:
    try:
        return tuple(parse(path.read_text("utf-8")).definitions)
    except (OSError, UnicodeDecodeError, GraphQLError) as error:
        raise StoredError(
            msg("{path} cannot be read as GraphQL: {error}", path=path, error=error)
        ) from error


def _spread(
    node: Any, fragments: dict[str, FragmentDefinitionNode], above: frozenset[str]
) -> Iterator[str]:
    names: list[str] = []

    class Names(Visitor):
        def enter_fragment_spread(self, spread: FragmentSpreadNode, *_: Any) -> None:
            names.append(spread.name.value)

    visit(node, Names())
    for name in names:
        yield name
        if name in fragments and name not in above:
            yield from _spread(fragments[name], fragments, above | {name})


def _written(definitions: Any) -> str:
    """Definitions as text, in an order of their own."""

    def order(node: Any) -> tuple[bool, str]:
        return isinstance(node, FragmentDefinitionNode), node.name.value if node.name else ""

    return print_ast(DocumentNode(definitions=tuple(sorted(definitions, key=order))))
