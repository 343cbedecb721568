"""A file in, a copy of it out: the copy before the last brought up to date, or where that cannot be a copy of its own.

A warehouse of gigabytes changes in a few places from pass to pass. Where the file system shares blocks between files,
nothing is copied at all. Elsewhere the published file that the last one replaced is kept as a spare, and when nobody
has it open any more, only what differs is written into it. Both files are read for that: what a copy holds is known by
comparing alone, whatever anybody did to it meanwhile.
"""

from __future__ import annotations

import errno
import fcntl
import os
import shutil
import signal
from contextlib import suppress
from pathlib import Path

COMPARED_BYTES = 1 << 18
"""Compared, and written where it differs, at a time: a block of a DuckDB file."""

COPY_BYTES = 1 << 22
"""Read and written at a time where the kernel does not copy: large enough for full disk speed."""

_SHARE = 0x40049409
"""Linux's FICLONE: let a file share all blocks of another."""


def copy_generation(original: int, partial: Path, spare: Path) -> bool:
    """Make `partial` the same, byte for byte, as the file under the descriptor; the spare is used up, if there is one.

    Returns whether a spare helps here. Killed on the way, this leaves no spare and a `partial` that the next call
    replaces. Raises OSError.
    """
    with partial.open("wb") as copy:
        if _share_blocks(original, copy.fileno()):
            return False
    if _reclaim(spare, partial):
        with partial.open("rb+") as copy:
            _write_changes(original, copy.fileno())
        return True
    with partial.open("wb") as copy:
        if _copy_in_kernel(original, copy.fileno()):
            return True
    with os.fdopen(os.dup(original), "rb") as reader, partial.open("wb") as writer:
        reader.seek(0)
        shutil.copyfileobj(reader, writer, COPY_BYTES)
    return True


def keep_spare(published: Path, spare: Path) -> None:
    """Keep the published file, which is about to be replaced, as the next spare, where the file system lets us.

    Killed before it is replaced, both names mean one file; it has two links then, and is not used as a spare.
    """
    with suppress(OSError):
        spare.unlink(missing_ok=True)
        os.link(published, spare)


def _reclaim(spare: Path, partial: Path) -> bool:
    """Make the spare the beginning of the next generation; False where there is none, or somebody still reads it."""
    try:
        spare.replace(partial)  # from here on nobody comes upon it; who has it open keeps it
    except OSError:
        return False
    with suppress(OSError), partial.open("rb+") as file:
        if os.fstat(file.fileno()).st_nlink == 1 and _is_ours_alone(file.fileno()):
            return True
    partial.unlink(missing_ok=True)
    return False


def _is_ours_alone(descriptor: int) -> bool:
    """Return True where no program of this machine has the file open besides us; False also where nobody can tell.

    Linux grants a lease for writing only then.
    """
    if not hasattr(fcntl, "F_SETLEASE"):
        return False
    try:
        # Who opens the file while the lease stands makes the kernel tell us; its usual signal would end the process.
        fcntl.fcntl(descriptor, fcntl.F_SETSIG, signal.SIGURG)
        fcntl.fcntl(descriptor, fcntl.F_SETLEASE, fcntl.F_WRLCK)
    except OSError:  # somebody has it open, it is another user's, or the file system has no leases
        return False
    fcntl.fcntl(descriptor, fcntl.F_SETLEASE, fcntl.F_UNLCK)
    return True


def _share_blocks(original: int, copy: int) -> bool:
    """Let the copy share the blocks of the original; False where the system or the file systems cannot."""
    if not hasattr(os, "copy_file_range"):  # not Linux
        return False
    try:
        fcntl.ioctl(copy, _SHARE, original)
    except OSError:
        return False
    return True


def _write_changes(original: int, copy: int) -> None:
    size = os.fstat(original).st_size
    os.ftruncate(copy, size)
    wanted, found = bytearray(COMPARED_BYTES), bytearray(COMPARED_BYTES)
    for place in range(0, size, COMPARED_BYTES):
        count = os.preadv(original, [wanted], place)
        same_length = count == os.preadv(copy, [found], place)
        # Only the last block is cut to its length: cutting copies, at three times what reading and comparing cost.
        if not same_length or (wanted != found if count == COMPARED_BYTES else wanted[:count] != found[:count]):
            os.pwrite(copy, memoryview(wanted)[:count], place)


def _copy_in_kernel(original: int, copy: int) -> bool:
    """Copy and return True, or False where the kernel or the file systems cannot."""
    size = os.fstat(original).st_size
    done = 0
    try:
        while done < size:
            count = os.copy_file_range(original, copy, size - done, done, done)
            if count == 0:
                return False
            done += count
    except OSError as error:
        if error.errno in (errno.ENOSYS, errno.EXDEV, errno.EINVAL, errno.EOPNOTSUPP, errno.EPERM):
            return False
        raise
    return True
