"""How a load goes."""

from dataclasses import dataclass

from graph.declare import Model
from graph.model import MODEL
from seeds.dataset.logged import Author
from seeds.dataset.progress import Progress


@dataclass(frozen=True, slots=True)
class LoadOptions:
    """How a load goes.

    dry_run: check everything, write nothing. strict: write nothing when any row is wrong.
    progress: told how far it is; None tells nobody.
    author: who loads, for the log, of which the report then has the first entry; None leaves
    no entry.
    model: the declarations that the graph was migrated for.
    """

    dry_run: bool = False
    strict: bool = False
    progress: Progress | None = None
    author: Author | None = None
    model: Model = MODEL


ORDINARY = LoadOptions()
"""What is right is written, and nobody is told."""
