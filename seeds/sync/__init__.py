"""Loads that are one transaction: for sources that say what there is no longer, and for scopes.

What a source no longer has is ended or removed only when its difference has been shown: the digest
of the difference is given back. The transaction that is committed has that very difference.
"""

from seeds.sync.load import Sync, load_whole
from seeds.sync.tables import sync_tables

__all__ = ["Sync", "load_whole", "sync_tables"]
