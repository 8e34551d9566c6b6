"""What the program costs, as ratios against the bare library doing the same.

`python -m tests.benchmarks [--quick] [--json FILE]` prints a table with the targets
beside it.  Nothing here is a test: a slow computer is not a defect.
"""
