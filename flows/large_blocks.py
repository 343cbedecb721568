"""The C library told to give large blocks of memory back to the system as soon as they are free."""

from __future__ import annotations

import ctypes
import sys

LARGE_BYTES = 1 << 20
"""From this size on a block is the system's own again when it is freed: bodies of pages and feeds, unpacked ones above
all. Smaller ones are too many to ask the system for each of them."""

_M_MMAP_THRESHOLD = -3
"""glibc's number of the option, from its malloc.h."""


def return_large_blocks() -> bool:
    """Fix the size from which glibc asks the system for a block; False where the C library is another.

    Left alone, glibc raises that size to the largest block that was freed, up to 32 MB. From then on the bodies that
    threads read lie in one heap a thread, of which neither glibc nor malloc_trim returns the end: a process that
    met bodies of 30 MB kept a gigabyte.
    """
    if not sys.platform.startswith("linux"):
        return False
    set_option = getattr(ctypes.CDLL(None), "mallopt", None)
    return set_option is not None and set_option(_M_MMAP_THRESHOLD, LARGE_BYTES) == 1
