"""How Java runs where it does not run long."""

BRIEFLY = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
"""The first of Java's two compilers alone, and the collector without threads of its own.

The second compiler makes code that is faster in the long run, with more of the processor than a
server saves in a few minutes: the golden cases take 39 s of it in place of 59 s, a start 2.9 in
place of 4.1. The collector saves a ninth of what is then left.
"""
