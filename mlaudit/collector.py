"""The garbage collector of Python, where it only costs time."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_collection() -> Iterator[None]:
    """Suspend it: a growing tree has no garbage, and looking for some takes most of the time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def collect_rarely() -> None:
    """Let it look less often, for a process that ends with its task.

    What a scan makes it keeps until its end, so that a tenth of the time went into finding that
    out; what the interpreter drops on its way is a few megabytes.
    """
    gc.set_threshold(50_000, 20, 20)
