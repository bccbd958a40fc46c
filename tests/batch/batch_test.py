#!/usr/bin/env python3
"""batch_test.py PROGRAM SAMPLES [--kills N --files N]: whole folders, as a user meets them, and as faults do.

Without options the fault test is short; the full one: --kills 200 --files 2000.
"""
import argparse
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path

parser = argparse.ArgumentParser()
parser.add_argument("program")
parser.add_argument("samples", type=Path)
parser.add_argument("--kills", type=int, default=12)
parser.add_argument("--files", type=int, default=60)
ARGS = parser.parse_args()


def run(*args, stdin=b""):
    return subprocess.run([ARGS.program, "batch", *map(str, args)], input=stdin, capture_output=True, timeout=600)


def lines(path):
    return [json.loads(line) for line in path.read_text().splitlines()]


def tree(folder):
    """What a run leaves, but for the journal: its bytes hold times."""
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*"))
            if p.is_file() and "journal" not in p.name}


class Batch(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.path = Path(folder.name)
        self.cvs = self.path / "cvs"
        (self.cvs / "2024").mkdir(parents=True)
        self.samples = sorted(ARGS.samples.glob("*.pdf"))[:4]
        for i, sample in enumerate(self.samples):
            shutil.copy(sample, self.cvs / ("2024" if i % 2 else "") / sample.name)
        (self.cvs / "broken.pdf").write_bytes(b"%PDF-1.4\nnothing\n")
        (self.cvs / "note.txt").write_text("not asked for")

    def test_mirrors_the_tree_and_says_what_failed(self):
        out = self.path / "out"
        done = run(self.cvs, "--out", out)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn(b"4 records and 1 errors", done.stderr)
        for sample in self.samples:
            alone = subprocess.run([ARGS.program, str(sample)], capture_output=True).stdout
            [record] = out.rglob(sample.stem + ".json")
            self.assertEqual(record.read_bytes(), alone, "the same bytes as from the single-file program")
        self.assertTrue((out / "2024" / (self.samples[1].stem + ".json")).exists())
        [error] = lines(out / "errors.ndjson")
        self.assertEqual((error["source"], error["code"], error["error"]), (str(self.cvs / "broken.pdf"), 4, "not-a-pdf"))
        self.assertFalse(list(out.rglob("*.part")))

    def test_lines_in_order_with_source_hash_and_status(self):
        all_, one = self.path / "all.ndjson", self.path / "one.ndjson"
        self.assertEqual(run(self.cvs, "--ndjson", all_, "--jobs", 3, "--quiet").stderr, b"")
        run(self.cvs, "--ndjson", one, "--jobs", 1)
        self.assertEqual(all_.read_bytes(), one.read_bytes(), "the order does not depend on the jobs")
        got = lines(all_)
        self.assertEqual([g["source"] for g in got], sorted(g["source"] for g in got))
        self.assertEqual(sorted(g["status"] for g in got), ["error", "ok", "ok", "ok", "ok"])
        for line in got:
            self.assertEqual(len(line["sha256"]), 64)
            self.assertEqual("record" in line, line["status"] == "ok")

    def test_a_second_run_does_nothing_and_a_changed_file_is_read_again(self):
        all_ = self.path / "all.ndjson"
        run(self.cvs, "--ndjson", all_)
        before = all_.read_bytes()
        again = run(self.cvs, "--ndjson", all_)
        self.assertIn(b"0 records and 0 errors", again.stderr)
        self.assertEqual(all_.read_bytes(), before)
        shutil.copy(self.samples[0], self.cvs / "broken.pdf")
        self.assertIn(b"1 records and 0 errors", run(self.cvs, "--ndjson", all_).stderr)
        self.assertEqual(lines(all_)[-1]["source"], str(self.cvs / "broken.pdf"))
        self.assertEqual((self.path / "errors.ndjson").read_text(), "", "what was read at last is an error no more")

    def test_unreadable_files_are_reported_and_strict_says_so(self):
        listed = f"{self.samples[0]}\n{self.path}/gone.pdf\n\n".encode()
        done = run("--files-from", "-", "--ndjson", self.path / "all.ndjson", stdin=listed)
        self.assertEqual(done.returncode, 0)
        [error] = lines(self.path / "errors.ndjson")
        self.assertEqual((error["code"], error["sha256"]), (3, None))
        strict = run("--files-from", "-", "--ndjson", self.path / "all.ndjson", "--strict", stdin=listed)
        self.assertEqual(strict.returncode, 9)
        # It appears, and the other one vanishes: that one is done already.
        shutil.copy(self.samples[1], self.path / "gone.pdf")
        moved = self.path / "moved.pdf"
        shutil.copy(self.samples[2], moved)
        run("--files-from", "-", "--ndjson", self.path / "all.ndjson", stdin=listed + f"{moved}\n".encode())
        moved.unlink()
        last = run("--files-from", "-", "--ndjson", self.path / "all.ndjson", "--strict", stdin=listed + f"{moved}\n".encode())
        self.assertEqual(last.returncode, 0, last.stderr)
        self.assertEqual([g["status"] for g in lines(self.path / "all.ndjson")], ["ok"] * 3)

    def test_shards_divide_the_work(self):
        seen = []
        for i in (1, 2, 3):
            run(self.cvs, "--ndjson", self.path / f"part{i}.ndjson", "--shard", f"{i}/3")
            seen += (self.path / f"part{i}.ndjson").read_text().splitlines()
        run(self.cvs, "--ndjson", self.path / "all.ndjson")
        self.assertEqual(sorted(seen), sorted((self.path / "all.ndjson").read_text().splitlines()))

    def test_names_that_collide_keep_both_records(self):
        shutil.copy(self.samples[0], self.cvs / "twice.pdf")
        shutil.copy(self.samples[1], self.cvs / "twice.PDF")
        run(self.cvs, "--out", self.path / "out")
        self.assertTrue((self.path / "out" / "twice.json").exists())
        self.assertTrue((self.path / "out" / "twice.pdf.json").exists())

    def test_status(self):
        run(self.cvs, "--out", self.path / "out")
        told = run("--status", "--out", self.path / "out").stdout.decode()
        self.assertIn("5 CVs handled", told)
        self.assertIn("1  not-a-pdf", told)
        self.assertEqual(run("--status", "--out", self.path / "nowhere").returncode, 3)

    def test_wrong_usage(self):
        for args in ([self.cvs], ["--out", self.path / "o"], [self.cvs, "--out", self.path / "o", "--shard", "4/3"]):
            done = run(*args)
            self.assertEqual(done.returncode, 2, args)
            self.assertEqual(done.stderr.count(b"\n"), 1)
        self.assertEqual(run(self.path / "out-of-nothing", "--out", self.path / "o").returncode, 0)
        empty = self.path / "empty"
        empty.mkdir()
        self.assertEqual(run(empty, "--out", self.path / "o").returncode, 3)

    def test_a_full_disk_stops_it_and_room_lets_it_go_on(self):
        disk = self.path / "disk"
        disk.mkdir()
        if os.geteuid() != 0 or subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "none", disk], capture_output=True).returncode != 0:
            self.skipTest("only root may mount a small disk")
        self.addCleanup(subprocess.run, ["umount", str(disk)])
        for i in range(60):
            shutil.copy(self.samples[i % 4], self.cvs / f"{i:03}.pdf")
        journal = ["--journal", self.path / "j", "--errors", self.path / "e"]
        done = run(self.cvs, "--ndjson", disk / "all.ndjson", *journal)
        self.assertEqual(done.returncode, 8, done.stderr)
        self.assertIn(b"No space left", done.stderr)
        subprocess.run(["mount", "-o", "remount,size=64m", disk], check=True)
        self.assertEqual(run(self.cvs, "--ndjson", disk / "all.ndjson", *journal).returncode, 0)
        run(self.cvs, "--ndjson", self.path / "calm.ndjson")
        self.assertEqual((disk / "all.ndjson").read_bytes(), (self.path / "calm.ndjson").read_bytes())

    def test_a_disk_that_is_full_for_all_outputs_and_the_journal(self):
        disk = self.path / "disk"
        disk.mkdir()
        if os.geteuid() != 0 or subprocess.run(["mount", "-t", "tmpfs", "-o", "size=600k", "none", disk], capture_output=True).returncode != 0:
            self.skipTest("only root may mount a small disk")
        self.addCleanup(subprocess.run, ["umount", str(disk)])
        for i in range(100):
            shutil.copy(self.samples[i % 4], self.cvs / f"{i:03}.pdf")
        for size in (600, 700, 900):
            subprocess.run(["mount", "-o", f"remount,size={size}k", disk], check=True)
            done = run(self.cvs, "--out", disk / "out", "--ndjson", disk / "out" / "all.ndjson")
            self.assertEqual(done.returncode, 8, done.stderr)
        subprocess.run(["mount", "-o", "remount,size=64m", disk], check=True)
        self.assertEqual(run(self.cvs, "--out", disk / "out", "--ndjson", disk / "out" / "all.ndjson").returncode, 0)
        run(self.cvs, "--out", self.path / "out", "--ndjson", self.path / "out" / "all.ndjson")
        self.assertEqual(tree(disk / "out"), tree(self.path / "out"))

    def test_a_record_that_was_removed_is_made_again(self):
        out = self.path / "out"
        run(self.cvs, "--out", out)
        before = tree(out)
        next(out.glob("*.json")).unlink()
        self.assertIn(b"1 records and 0 errors", run(self.cvs, "--out", out).stderr)
        self.assertEqual(tree(out), before)

    def test_another_password_reads_again(self):
        all_ = self.path / "all.ndjson"
        run(self.cvs, "--ndjson", all_, "--password", "one")
        self.assertIn(b"are read anew", run(self.cvs, "--ndjson", all_, "--password", "two").stderr)
        self.assertNotIn(b"are read anew", run(self.cvs, "--ndjson", all_, "--password", "two").stderr)

    def test_files_that_come_and_go_and_lose_their_permissions_during_runs(self):
        dice, names = random.Random(2), [f"{i:03}.pdf" for i in range(40)]
        out = self.path / "out"
        for _ in range(6):
            for name in names:
                path = self.cvs / name
                if path.is_dir():
                    path.rmdir()
                path.unlink(missing_ok=True)
                chance = dice.random()
                if chance < 0.5:
                    shutil.copy(dice.choice(self.samples), path)
                elif chance < 0.6:
                    path.symlink_to(self.path / "nowhere")
                elif chance < 0.7:
                    path.mkdir()
                elif chance < 0.8:
                    os.mkfifo(path)
            process = subprocess.Popen([ARGS.program, "batch", self.cvs, "--out", out, "--quiet"], stderr=subprocess.PIPE)
            for name in dice.sample(names, 10):
                time.sleep(0.01)
                if (self.cvs / name).is_file():
                    (self.cvs / name).unlink()
            self.assertEqual((process.wait(), process.stderr.read()), (0, b""))
            process.stderr.close()
        for name in names:
            if (self.cvs / name).is_dir():
                (self.cvs / name).rmdir()
            (self.cvs / name).unlink(missing_ok=True)
            shutil.copy(self.samples[0], self.cvs / name)
        self.assertEqual(run(self.cvs, "--out", out).returncode, 0)
        run(self.cvs, "--out", self.path / "calm")
        self.assertEqual(tree(out), tree(self.path / "calm"))


class Faults(unittest.TestCase):
    def test_killed_at_any_moment_it_ends_as_undisturbed(self):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder)
            (path / "cvs").mkdir()
            samples = sorted(ARGS.samples.glob("*.pdf"))
            for i in range(ARGS.files):
                # Each of its own content: a comment behind the end of the file changes the hash only.
                (path / "cvs" / f"{i:05}.pdf").write_bytes(samples[i % len(samples)].read_bytes() + b"%% %d\n" % i)
            begun = time.monotonic()
            calm = path / "calm"
            self.assertEqual(run(path / "cvs", "--out", calm, "--ndjson", calm / "all.ndjson").returncode, 0)
            whole = time.monotonic() - begun
            dice, hit = random.Random(1), 0
            wild = path / "wild"
            command = [ARGS.program, "batch", str(path / "cvs"), "--out", str(wild), "--ndjson", str(wild / "all.ndjson"), "--quiet"]
            for _ in range(ARGS.kills):
                process = subprocess.Popen(command, start_new_session=True, stderr=subprocess.DEVNULL)
                time.sleep(dice.uniform(0, 2.5 * whole / ARGS.kills))
                try:
                    os.killpg(process.pid, dice.choice([signal.SIGKILL, signal.SIGKILL, signal.SIGTERM]))
                except ProcessLookupError:
                    pass
                end = process.wait()
                self.assertIn(end, (0, 130, -signal.SIGKILL, -signal.SIGTERM))
                hit += end != 0
            print(f"{hit} of {ARGS.kills} kills met a run over {ARGS.files} files at work")
            self.assertEqual(subprocess.run(command).returncode, 0)
            self.assertEqual(tree(wild), tree(calm))

    def test_nothing_is_left_running(self):
        with tempfile.TemporaryDirectory() as folder:
            cvs = Path(folder) / "cvs"
            cvs.mkdir()
            sample = sorted(ARGS.samples.glob("*.pdf"))[0]
            for i in range(200):
                shutil.copy(sample, cvs / f"{i}.pdf")
            process = subprocess.Popen([ARGS.program, "batch", cvs, "--out", Path(folder) / "out", "--quiet"])
            children, deadline = [], time.monotonic() + 20
            while not children and process.poll() is None and time.monotonic() < deadline:
                children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
            process.kill()
            process.wait()
            self.assertTrue(children)
            deadline = time.monotonic() + 5
            alive = children
            while alive and time.monotonic() < deadline:
                alive = [c for c in alive if Path(f"/proc/{c}").exists() and "State:\tZ" not in Path(f"/proc/{c}/status").read_text()]
                time.sleep(0.05)
            self.assertEqual(alive, [])


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
