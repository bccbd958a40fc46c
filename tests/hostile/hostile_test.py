#!/usr/bin/env python3
"""hostile_test.py PROGRAM SAMPLES [--corpus FOLDER] [--timeout S]: PDFs that break readers, mixed with sound CVs, in one
batch run. Each ends as the record or error that its manifest expects, within the bounds of memory and time; nothing is
left behind; the sound ones come out byte for byte as in a run of their own. Without --corpus the files are those of
make.py; a corpus brings its own manifest.jsonl (`file`, `expect`, `run_as`, `password`, `expect_with_password`).
"""
import argparse
import json
import os
import resource
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import make

PEAK = 1 << 20  # KiB that a worker may hold
CODES = {"error": {4, 5, 6, 7}, "either": {0, 4, 5, 6, 7}, "text": {0}}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("samples", type=Path)
    parser.add_argument("--corpus", type=Path)
    parser.add_argument("--timeout", type=int, default=5)
    # A sanitizer's own bookkeeping counts as the worker's memory, and the address space of such a program has no bound.
    parser.add_argument("--peak", type=int, default=PEAK, help="KiB that a worker may hold")
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    args = parser.parse_args()
    faults = []
    with tempfile.TemporaryDirectory() as work:
        work = Path(work)
        cvs, clean, scratch = work / "cvs", work / "clean", work / "tmp"
        for folder in (cvs / "hostile", clean, scratch):
            folder.mkdir(parents=True)
        env = {**os.environ, "TMPDIR": str(scratch)}
        if args.corpus:
            manifest = [json.loads(line) for line in (args.corpus / "manifest.jsonl").read_text().splitlines()]
            for entry in manifest:
                shutil.copy(args.corpus / entry["file"], cvs / "hostile" / entry.get("run_as", entry["file"]))
        else:
            manifest = make.make(cvs / "hostile")
        for i, sample in enumerate(sorted(args.samples.glob("*.pdf"))):
            shutil.copy(sample, clean / sample.name)
            # Before, among and behind the others, so that workers meet them after hostile ones.
            shutil.copy(sample, cvs / ("hostile" if i % 2 else "") / ("zz-" * (i % 3) + sample.name))

        def batch(folder, name):
            done = subprocess.run([args.program, "batch", folder, "--out", work / name, "--ndjson", work / f"{name}.ndjson",
                                   "--jobs", str(args.jobs), "--timeout", str(args.timeout), "--max-pages", "300", "--quiet"],
                                  env=env, capture_output=True, timeout=3600, stdin=subprocess.DEVNULL)
            if done.returncode != 0 or done.stderr:
                faults.append(f"batch ended with {done.returncode}: {done.stderr.decode(errors='replace')}")
            return {json.loads(line)["source"]: json.loads(line) for line in (work / f"{name}.ndjson").read_text().splitlines()}

        got = batch(cvs, "mixed")
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
        if peak > args.peak:
            faults.append(f"a worker held {peak} KiB")
        rows = sqlite3.connect(work / "mixed" / "cvextract.journal").execute("SELECT path, milliseconds FROM documents")
        slowest = max((ms, path) for path, ms in rows)
        if slowest[0] > 1000 * (args.timeout + 1):
            # A machine that is busy with other things may wake the supervisor late: once more, alone.
            begun = time.monotonic()
            subprocess.run([args.program, "--timeout", str(args.timeout), slowest[1]], env=env, capture_output=True)
            if time.monotonic() - begun > args.timeout + 1:
                faults.append(f"{slowest[1]} took {slowest[0]:.0f} ms")
        counts = {}
        for entry in manifest:
            name = entry.get("run_as", entry["file"])
            end = got.get(str(cvs / "hostile" / name))
            if end is None:
                faults.append(f"{name!r} has no line")
                continue
            code = end.get("code", 0)
            counts[code] = counts.get(code, 0) + 1
            wanted = {entry["code"]} if entry.get("code") else CODES[entry["expect"]]
            if code not in wanted:
                faults.append(f"{name!r}: {entry['expect']} expected, code {code} {end.get('message', '')} ({entry['why']})")
            if entry.get("password") and "expect_with_password" in entry:
                opened = subprocess.run([args.program, "--password", entry["password"], "--timeout", "30", "--", cvs / "hostile" / name], env=env,
                                        capture_output=True, timeout=60)
                if opened.returncode not in CODES[entry["expect_with_password"]]:
                    faults.append(f"{name!r} with its password: code {opened.returncode} {opened.stderr.decode(errors='replace')}")
        alone = batch(clean, "alone")
        for sample in clean.glob("*.pdf"):
            [record] = [p for p in (work / "mixed").rglob("*.json") if p.name in (f"{'zz-' * k}{sample.stem}.json" for k in range(3))]
            if record.read_bytes() != (work / "alone" / f"{sample.stem}.json").read_bytes():
                faults.append(f"{sample.name} came out otherwise among hostile files")
        left = [str(p) for p in scratch.rglob("*")] + [str(p) for p in work.rglob("*.part")]
        if left:
            faults.append(f"left behind: {left}")
        if (work / "harm").exists() or Path("harm").exists():
            faults.append("a file's name was run as a command")
    for fault in faults:
        print("FAULT:", fault)
    print(f"{len(manifest)} hostile files with {len(alone)} sound ones: by exit code {dict(sorted(counts.items()))}, "
          f"peak {peak / 1024:.0f} MiB, slowest {slowest[0] / 1000:.2f} s of {args.timeout} s, {len(faults)} faults")
    return bool(faults)


if __name__ == "__main__":
    sys.exit(main())
