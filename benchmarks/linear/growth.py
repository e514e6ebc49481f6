"""How processor time grows with a text.

Python's `re` does not count its steps, so processor time is measured. Quadratic growth takes sixteen times
as long for four times the text; linear growth four times. What lies above eight is measured again, over four sizes
in turn and then over larger ones, and is steep if the least times grow steeply over all of them: whatever else a busy
machine does costs time now here, now there.
"""

import gc
import statistics
import time
from collections.abc import Callable, Iterable, Sequence
from math import log

SIZES = (64, 256, 1024, 4096, 16384)
"""Characters, a factor of four apart."""

MEASURABLE = 0.002
"""Seconds below which growth says nothing."""

EXPONENTIAL = 24
"""Characters for which no pattern needs measurable time unless its time doubles with each."""

SLOW = 50e-6
"""Seconds a character that nothing linear takes, and that nobody waits for."""

STEEP = 8.0
"""How many times longer four times the text may take: 4 is linear, 16 quadratic."""

STEEP_POWER = 1.5
"""The same as the power of the length with which time grows: 1 is linear, 2 quadratic."""

ROUNDS = 4
"""How often each size is measured again."""

LONGEST = 0.5
"""Seconds that a measurement may take to be repeated with twice the text."""


def seconds(run: Callable[[], object]) -> float:
    """Return the processor time of a run, without what Python takes now and then to look for dead objects."""
    gc.disable()
    start = time.process_time()
    run()
    taken = time.process_time() - start
    gc.enable()
    return taken


def is_steep(run: Callable[[int], Callable[[], object]], sizes: Iterable[int] = SIZES) -> bool:
    """Whether time grows faster than text: measured until it can be told, and again if it seems so."""
    # What doubles with each character would not come back from the first size.
    if min(seconds(run(EXPONENTIAL)) for _ in range(2)) > MEASURABLE * 10:
        return True
    before = 0.0
    for size in sizes:
        now = seconds(run(size))
        if now > size * SLOW and min(seconds(run(size)) for _ in range(3)) > size * SLOW:
            return True
        if before > MEASURABLE / 8 and now > MEASURABLE and now > STEEP * before and is_surely_steep(run, size):
            return True
        before = now
    return False


def is_surely_steep(run: Callable[[int], Callable[[], object]], size: int) -> bool:
    """Whether the least times grow steeply from a quarter of `size` to its double, and so they do from its half on."""
    for largest in (2 * size, 4 * size):
        sizes = [largest // part for part in (8, 4, 2, 1)]
        runs = [run(each) for each in sizes]
        # In turn, so that what slows the machine for a while slows all of them.
        rounds = [[seconds(each) for each in runs] for _ in range(ROUNDS)]
        least = [min(times) for times in zip(*rounds, strict=True)]
        if power(sizes, least) < STEEP_POWER:
            return False
        if least[-1] > LONGEST:
            return True
    return True


def power(sizes: Sequence[int], times: Sequence[float]) -> float:
    """Return the power of the size with which the times grow: the slope of the line through their logarithms."""
    return statistics.linear_regression([log(size) for size in sizes], [log(max(each, 1e-9)) for each in times]).slope
