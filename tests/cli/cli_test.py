#!/usr/bin/env python3
"""cli_test.py PROGRAM SAMPLE.pdf: the program as a user meets it: exit codes, messages, and where output goes."""
import json
import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

PROGRAM, SAMPLE = sys.argv[1], sys.argv[2]


def run(*args, stdin=b""):
    return subprocess.run([PROGRAM, *map(str, args)], input=stdin, capture_output=True, timeout=120)


def pdf(content: bytes, *, pages: int = 1) -> bytes:
    """The smallest PDF with that content stream on each page."""
    kids = b" ".join(b"%d 0 R" % (4 + i) for i in range(pages))
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count %d/Kids[%s]>>" % (pages, kids),
               b"<</Length %d>>stream\n%s\nendstream" % (len(content), content)]
    objects += [b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 3 0 R/Resources<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>"] * pages
    out, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj%s endobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + b"".join(b"%010d 00000 n \n" % o for o in offsets)
    return out + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)


TEXT = b"BT /F1 20 Tf 72 720 Td (Ada Example) Tj 0 -30 Td /F1 11 Tf (ada@example.org) Tj 0 -40 Td (Education) Tj 0 -20 Td (Example University, 2019) Tj ET"


class Cli(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.path = Path(self.folder.name)

    def file(self, name: str, content: bytes) -> Path:
        path = self.path / name
        path.write_bytes(content)
        return path

    def fails(self, code: int, *args, stdin=b""):
        done = run(*args, stdin=stdin)
        self.assertEqual(done.returncode, code, done.stderr)
        self.assertEqual(done.stdout, b"")
        self.assertEqual(done.stderr.count(b"\n"), 1, done.stderr)
        self.assertTrue(done.stderr.startswith(b"cvextract: "))
        return done.stderr.decode()

    def test_prints_a_record(self):
        done = run(SAMPLE)
        self.assertEqual((done.returncode, done.stderr), (0, b""))
        self.assertTrue(json.loads(done.stdout)["basics"]["name"])

    def test_same_bytes_in_same_bytes_out(self):
        self.assertEqual(run(SAMPLE, "--evidence").stdout, run(SAMPLE, "--evidence").stdout)

    def test_standard_input_is_like_a_file(self):
        self.assertEqual(run("-", stdin=Path(SAMPLE).read_bytes()).stdout, run(SAMPLE).stdout)

    def test_sandbox_changes_nothing(self):
        self.assertEqual(run("--no-sandbox", SAMPLE).stdout, run(SAMPLE).stdout)

    def test_compact_is_one_line(self):
        self.assertEqual(run("--compact", SAMPLE).stdout.count(b"\n"), 1)

    def test_output_file(self):
        target = self.path / "out.json"
        done = run(SAMPLE, "-o", target)
        self.assertEqual((done.returncode, done.stdout), (0, b""))
        self.assertEqual(target.read_bytes(), run(SAMPLE).stdout)
        self.assertEqual(os.listdir(self.path), ["out.json"])

    def test_output_that_cannot_be_written(self):
        self.fails(8, SAMPLE, "-o", self.path / "none" / "out.json")

    def test_wrong_usage(self):
        self.fails(2)
        self.fails(2, "--no-such-flag", SAMPLE)
        self.fails(2, "--format", "xml", SAMPLE)
        self.fails(2, "--compact", "--pretty", SAMPLE)

    def test_unreadable_file(self):
        self.fails(3, self.path / "missing.pdf")
        self.fails(3, self.path)

    def test_not_a_pdf(self):
        for name, content in (("a.pdf", b""), ("b.pdf", b"<html></html>"), ("c.pdf", b"\x89PNG\r\n\x1a\n" + bytes(99)), ("d.pdf", b"plain text")):
            self.fails(4, self.file(name, content))

    def test_truncated_pdf_is_a_record_or_damaged(self):
        whole = pdf(TEXT)
        for size in range(0, len(whole), 37):
            done = run(self.file("cut.pdf", whole[:size]))
            self.assertIn(done.returncode, (0, 4, 6), (size, done.stderr))

    def test_password(self):
        if subprocess.run(["sh", "-c", "command -v qpdf"], capture_output=True).returncode != 0:
            self.skipTest("qpdf is not installed")
        plain, locked = self.file("plain.pdf", pdf(TEXT)), self.path / "locked.pdf"
        subprocess.run(["qpdf", "--encrypt", "secret", "owner", "256", "--", plain, locked], check=True)
        self.fails(5, locked)
        self.fails(5, locked, "--password", "wrong")
        self.assertEqual(run(locked, "--password", "secret").returncode, 0)
        self.assertEqual(run(locked, "--password-file", self.file("password", b"secret\n")).returncode, 0)
        self.fails(3, locked, "--password-file", self.path / "missing")
        # The links too: what deciphers them is loaded when it is needed.
        subprocess.run(["qpdf", "--encrypt", "secret", "owner", "256", "--", SAMPLE, locked], check=True)
        record = run(locked, "--password", "secret").stdout
        self.assertIn(b'"url"', record)
        self.assertEqual(record, run(SAMPLE).stdout)

    def test_no_text(self):
        self.fails(6, self.file("scan.pdf", pdf(b"0 0 100 100 re f")))

    def test_limits(self):
        self.fails(7, self.file("long.pdf", pdf(TEXT, pages=5)), "--max-pages", 4)
        self.assertEqual(run(self.file("long.pdf", pdf(TEXT, pages=5)), "--max-pages", 5).returncode, 0)
        self.fails(7, SAMPLE, "--max-bytes", 100)
        self.fails(7, "-", "--max-bytes", 100, stdin=pdf(TEXT))

    def test_messages_hold_no_control_characters(self):
        message = self.fails(3, self.path / "a\x1b[31m\nb.pdf")
        self.assertNotIn("\x1b", message)

    def test_help_version_schema(self):
        self.assertIn(b"Exit codes", run("--help").stdout)
        self.assertTrue(run("--version").stdout.startswith(b"cvextract "))
        self.assertIn("properties", json.loads(run("schema").stdout))

    def test_debug_layout_is_a_drawing(self):
        self.assertIn(b"<svg", run("--debug-layout", SAMPLE).stdout)

    def test_formats(self):
        for name in ("bibtex", "csl-json", "markdown"):
            self.assertEqual(run("--format", name, SAMPLE).returncode, 0)


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0]])
