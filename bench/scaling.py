#!/usr/bin/env python3
"""Throughput of `cvextract batch`: many documents (the PDFs of the folders, repeated under other names and with other
content hashes) with one worker and with two, latency, and the memory of supervisor and workers over the run.

    bench/scaling.py --build build/release --documents 10000 FOLDER...
"""

import argparse
import os
import pathlib
import sqlite3
import statistics
import sys
import tempfile
import threading
import time


def resident(pid):
    """KiB that a process holds; 0 when it is gone."""
    try:
        for line in open(f"/proc/{pid}/status"):
            if line.startswith("VmRSS"):
                return int(line.split()[1])
    except OSError:
        pass
    return 0


def children(pid):
    try:
        return [int(c) for c in open(f"/proc/{pid}/task/{pid}/children").read().split()]
    except OSError:
        return []


def run(program, cvs, work, jobs):
    out = work / f"{jobs}.ndjson"
    begun = time.monotonic()
    pid = os.posix_spawn(program, [program, "batch", str(cvs), "--ndjson", str(out), "--jobs", str(jobs), "--quiet"], os.environ)
    supervisor, workers, over = [], [], threading.Event()

    def watch():
        while not over.wait(0.25):
            supervisor.append(resident(pid))
            workers.append(max(map(resident, children(pid)), default=0))

    watcher = threading.Thread(target=watch)
    watcher.start()
    _, status, usage = os.wait4(pid, 0)
    wall = time.monotonic() - begun
    over.set()
    watcher.join()
    times = sorted(t for t, in sqlite3.connect(f"{out}.journal").execute("SELECT milliseconds FROM documents WHERE code = 0"))
    cpu = usage.ru_utime + usage.ru_stime
    print(f"{jobs} job(s): {wall:.1f} s, {len(times) / wall:.1f} documents a second, {1000 * cpu / len(times):.2f} ms of processor "
          f"time each, latency p50 {times[len(times) // 2]:.1f} ms, p99 {times[len(times) * 99 // 100]:.1f} ms, exit code "
          f"{os.waitstatus_to_exitcode(status)}")
    for name, held in (("supervisor", supervisor), ("largest worker", workers)):
        fifth = max(1, len(held) // 5)
        parts = [statistics.median(held[i:i + fifth] or [0]) / 1024 for i in range(0, fifth * 5, fifth)]
        print(f"  {name}: MiB over fifths of the run {' '.join(f'{p:.0f}' for p in parts)}, most {max(held, default=0) / 1024:.0f}")
    return wall


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=pathlib.Path)
    parser.add_argument("--build", type=pathlib.Path, default=pathlib.Path("build/release"))
    parser.add_argument("--documents", type=int, default=10000)
    parser.add_argument("--jobs", type=int, nargs="+", default=[1, 2])
    args = parser.parse_args()
    program = str((args.build / "cvextract").resolve())
    pdfs = sorted(p for folder in args.folders for p in folder.rglob("*.pdf"))
    with tempfile.TemporaryDirectory() as work:
        work = pathlib.Path(work)
        cvs = work / "cvs"
        cvs.mkdir()
        for i in range(args.documents):
            # A comment behind the end makes it another content.
            (cvs / f"{i:06}.pdf").write_bytes(pdfs[i % len(pdfs)].read_bytes() + b"%% %d\n" % i)
        walls = {jobs: run(program, cvs, work, jobs) for jobs in args.jobs}
    if 1 in walls and 2 in walls:
        print(f"two workers: {walls[1] / walls[2]:.2f} times the throughput of one (target 1.85)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
