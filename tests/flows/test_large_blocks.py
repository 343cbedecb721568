from __future__ import annotations

import platform
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

READING = """
import sys
import threading
from pathlib import Path

from extractors.web.bodies import read_body
from flows.large_blocks import return_large_blocks

all_there, one_at_a_time = threading.Barrier(8), threading.Lock()

def read(megabytes):
    read_body([bytes(1_000_000)] * megabytes, "", max_bytes=30_000_000, max_decoded_bytes=30_000_000)

def read_in_turn():
    all_there.wait()
    with one_at_a_time:
        read(25)
    all_there.wait()

if sys.argv[1] == "told":
    assert return_large_blocks()
for megabytes in (10, 20, 25, 28):
    read(megabytes)
threads = [threading.Thread(target=read_in_turn) for _ in range(8)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(int(Path("/proc/self/statm").read_text().split()[1]) * 4096 // 1_000_000)
"""
"""Prints what a process holds, in megabytes, after large bodies have been read, in eight threads too, and dropped."""


def held_after(told: str) -> int:
    child = subprocess.run([sys.executable, "-c", READING, told], cwd=ROOT, capture_output=True, text=True, check=True)
    return int(child.stdout)


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="another C library than glibc")
def test_large_bodies_that_threads_have_read_are_no_longer_held() -> None:
    held, held_untold = held_after("told"), held_after("untold")
    assert held < 60
    assert held_untold > 200
