"""Python's garbage collector, set for a process that keeps most of what it has for good.

The schema and the model are some 150,000 objects in cycles. A collection that walks them takes
a tenth of a second, and by Python's own thresholds a single large answer brings one about.
"""

import gc

THRESHOLDS = (100_000, 5, 5)
"""Objects, then collections, before the next older generation is looked at as well.

Large answers are tens of thousands of lists and dictionaries, without cycles, and gone once
they are sent: a look at them finds nothing. What does lie in cycles is small: some 30 objects
of the driver for every statement (5 kB, so that at most 20 MB wait to be collected), and the
documents that the cache lets go of.
"""


def settle() -> int:
    """Never look again at what exists now, and rarely at the rest; how many objects that is.

    To be called once when all is built and before anybody asks: a document that is let go of
    later would not be collected.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(*THRESHOLDS)
    return gc.get_freeze_count()
