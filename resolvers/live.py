"""The live fields by name: root fields that are answered by code of their own."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, TypeAlias

from graph.compiler.select import Selected
from resolvers.asking import Asking
from resolvers.audit import (
    audit_change_root,
    audit_root,
    audit_rules_root,
    audit_summary_root,
)
from resolvers.what_if import what_if_root

Live: TypeAlias = Callable[[Asking, Selected], Awaitable[Any]]

LIVE: Mapping[str, Live] = {
    "audit": audit_root,
    "auditChange": audit_change_root,
    "auditRules": audit_rules_root,
    "auditSummary": audit_summary_root,
    "whatIf": what_if_root,
}
