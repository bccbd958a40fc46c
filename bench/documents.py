#!/usr/bin/env python3
"""Processor time of whole processes: the program on each PDF against the floor (bench_floor, the smallest program that
asks Poppler for the words with their fonts), both in the same run and in turns; start-up against an empty program.

    cmake --preset release -DCVEXTRACT_BENCH=ON && cmake --build build/release
    bench/documents.py --build build/release FOLDER...
"""

import argparse
import os
import pathlib
import random
import statistics
import sys
import tempfile


def cpu_ms(command):
    """User and system time of a process and of the children that it waited for, in milliseconds."""
    pid = os.posix_spawn(command[0], command, os.environ, file_actions=[
        (os.POSIX_SPAWN_OPEN, 1, "/dev/null", os.O_WRONLY, 0), (os.POSIX_SPAWN_OPEN, 2, "/dev/null", os.O_WRONLY, 0)])
    _, status, usage = os.wait4(pid, 0)
    return (usage.ru_utime + usage.ru_stime) * 1000, os.waitstatus_to_exitcode(status)


def best(command, repeat):
    return min(cpu_ms(command)[0] for _ in range(repeat))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=pathlib.Path)
    parser.add_argument("--build", type=pathlib.Path, default=pathlib.Path("build/release"))
    parser.add_argument("--repeat", type=int, default=5, help="runs of each pair; the least counts")
    parser.add_argument("--most", type=int, default=0, help="only so many PDFs, chosen at random but always the same")
    parser.add_argument("--option", action="append", default=[], help="an option for the program")
    parser.add_argument("--batch", action="store_true", help="also one batch run against the floor in a loop")
    args = parser.parse_args()
    program, floor, empty = (str((args.build / p).resolve()) for p in
                             ("cvextract", "bench/bench_floor", "bench/bench_empty"))
    pdfs = sorted(str(p) for folder in args.folders for p in folder.rglob("*.pdf"))
    if args.most:
        pdfs = random.Random(1).sample(pdfs, min(args.most, len(pdfs)))
    start = best([program, "--version"], 20) - best([empty], 20)
    print(f"start-up without a document: {start:.1f} ms more than an empty program (target 8)")
    ratios, ours, floors = [], [], []
    for pdf in pdfs:
        if cpu_ms([program, *args.option, pdf])[1] != 0:
            continue
        pairs = [(cpu_ms([program, *args.option, pdf])[0], cpu_ms([floor, pdf])[0]) for _ in range(args.repeat)]
        ours.append(min(p[0] for p in pairs))
        floors.append(min(p[1] for p in pairs))
        ratios.append(ours[-1] / floors[-1])
    print(f"whole process, {len(ratios)} PDFs: median {statistics.median(ours):.1f} ms, floor "
          f"{statistics.median(floors):.1f} ms, median of ratios {statistics.median(ratios):.2f} (target 1.6), "
          f"90 % of the PDFs below {statistics.quantiles(ratios, n=10)[-1]:.2f}")
    if args.batch:
        with tempfile.TemporaryDirectory() as out:
            batch, _ = cpu_ms([program, "batch", *args.option, "--quiet", "--jobs", "1", "--out", out, *pdfs])
        loop, _ = cpu_ms([floor, *pdfs])
        print(f"in a loop, {len(pdfs)} PDFs: batch {batch / len(pdfs):.2f} ms each, floor {loop / len(pdfs):.2f} ms, "
              f"ratio {batch / loop:.2f} (target 1.25)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
