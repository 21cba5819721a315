"""The log: who changed what, when, chained by hash, kept in the transaction of the change.

An entry's text is what its hash is over; personal values stand in it as salted commitments, and
the values themselves beside it, so that they can be erased and the chain stays whole.
"""

from graph.log.append import append
from graph.log.entry import Draft, Entry, entry_of
from graph.log.read import Page, later_about, lies_in, newest, number_of, one, undoing
from graph.log.recorded import TooLongAgoError, go_back
from graph.log.undo import undo
from graph.log.verify import Fault, Noted, verify

__all__ = [
    "Draft",
    "Entry",
    "Fault",
    "Noted",
    "Page",
    "TooLongAgoError",
    "append",
    "entry_of",
    "go_back",
    "later_about",
    "lies_in",
    "newest",
    "number_of",
    "one",
    "undo",
    "undoing",
    "verify",
]
