"""How Java runs in tests."""

LONG = ("-XX:+UseSerialGC",)
"""The collector without threads of its own.

For the server of a run of all tests: from about four minutes of the processor on, what the second
compiler makes has paid for the making.
"""

BRIEFLY = ("-XX:TieredStopAtLevel=1", *LONG)
"""The first of Java's two compilers alone.

The second compiler makes code that is faster in the long run, with more of the processor than a
server saves in a few minutes: the golden cases take 39 s of it in place of 59 s, a start 2.9 in
place of 4.1. The collector saves a ninth of what is then left.
"""
