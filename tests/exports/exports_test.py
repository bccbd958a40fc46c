#!/usr/bin/env python3
"""Exports against real tools, and the round trip through the reference styles.

  exports_test.py EXPORT SAMPLES bibtex|biber|pandoc|round-trip

Leaves with 77 (skipped) when the tool is not installed.
"""
import json
import re
import shutil
import subprocess
import sys
import tempfile
import unicodedata
from pathlib import Path

EXPORT, SAMPLES, CHECK = sys.argv[1], Path(sys.argv[2]), sys.argv[3]
LEAST_ROUND_TRIP = 0.94  # share of fields


def export(form, pdf):
    return subprocess.run([EXPORT, form, str(pdf)], check=True, capture_output=True, text=True, timeout=60).stdout


def samples():
    return sorted((SAMPLES / "styles").glob("*.pdf")) + [SAMPLES / "professor-en.pdf", SAMPLES / "phd-student-en.pdf"]


def need(tool):
    if not shutil.which(tool):
        print(f"{tool} is not installed: skipped")
        sys.exit(77)


def keys(bib):
    return re.findall(r"^@\w+\{([^,]+),$", bib, re.M)


def bibtex(folder):
    need("bibtex")
    for pdf in samples():
        bib = export("bibtex", pdf)
        assert keys(bib) and len(set(keys(bib))) == len(keys(bib)), pdf
        (folder / "cv.bib").write_text(bib, "utf-8")
        (folder / "cv.aux").write_text("\\citation{*}\n\\bibstyle{plain}\n\\bibdata{cv}\n", "utf-8")
        done = subprocess.run(["bibtex", "cv"], cwd=folder, capture_output=True, text=True)
        assert done.returncode == 0, (pdf, done.stdout)
        items = (folder / "cv.bbl").read_text("utf-8").count("\\bibitem{")
        assert items == len(keys(bib)), (pdf, items, len(keys(bib)))


def biber(folder):
    need("biber")
    for pdf in samples()[::7]:
        (folder / "cv.bib").write_text(export("bibtex", pdf), "utf-8")
        done = subprocess.run(["biber", "--tool", "--nolog", "cv.bib"], cwd=folder, capture_output=True, text=True)
        assert done.returncode == 0 and "ERROR" not in done.stdout, (pdf, done.stdout)


def plain(text):
    return "".join(c for c in unicodedata.normalize("NFKC", text).casefold() if c.isalnum())


def pandoc(folder):
    need("pandoc")
    for pdf in samples():
        items = json.loads(export("csl-json", pdf))
        (folder / "cv.bib").write_text(export("bibtex", pdf), "utf-8")
        (folder / "cv.json").write_text(json.dumps(items), "utf-8")
        for name in ("cv.bib", "cv.json"):
            done = subprocess.run(["pandoc", "--citeproc", "-t", "plain", "--wrap=none", "--bibliography", name], cwd=folder,
                                  input="---\nnocite: '@*'\n---\n", capture_output=True, text=True)
            assert done.returncode == 0 and not done.stderr, (pdf, name, done.stderr)
            text = plain(done.stdout)
            missing = [item["title"] for item in items if plain(item["title"]) not in text]
            assert not missing, (pdf, name, missing)


def unescape(value):
    value = re.sub(r"\\([&%$#_{}])", r"\1", value.removeprefix("{").removesuffix("}"))
    return value.replace("\\textbackslash{}", "\\").replace("--", "-")


def read_bibtex(text):
    works = []
    for body in re.findall(r"^@\w+\{[^,]+,\n(.*?)^\}", text, re.M | re.S):
        work = {}
        for key, braced, word in re.findall(r"^  (\w+) = (?:\{(.*)\}|(\w+)),$", body, re.M):
            work[key] = unescape(braced) if braced else word
        works.append(work)
    return works


def same_name(printed, name):
    """The same words, whatever their order."""
    words = lambda s: sorted(plain(w) for w in re.findall(r"[^\W_]+", s))
    return words(printed) == words(name)


def round_trip(_):
    months = "jan feb mar apr may jun jul aug sep oct nov dec".split()
    right = total = 0
    for pdf in sorted((SAMPLES / "styles").glob("*.pdf")):
        gold = json.loads(pdf.with_name(pdf.stem + ".gold.json").read_text("utf-8"))["publications"]
        works = read_bibtex(export("bibtex", pdf))
        here, of = right, total
        for work in gold:
            got = max(works, key=lambda w: (plain(w.get("title", "")) == plain(work["name"])) * 10 + (w.get("doi") == work.get("doi", "-")) * 5
                      + (plain(w.get("pages", "")) == plain(work.get("pages", "-"))), default={})
            venue = next((got[k] for k in ("journal", "booktitle", "publisher", "school", "institution", "howpublished") if k in got), "")
            if "address" in got and "publisher" in got and venue == got["publisher"]:
                venue = got["address"] + venue
            date = got.get("year", "")
            if got.get("month") in months:
                date += f"-{months.index(got['month']) + 1:02d}"
            pairs = [(work["name"], got.get("title", "")), (work.get("publisher", ""), venue), (work.get("releaseDate", ""), date),
                     (work.get("volume", ""), got.get("volume", "")), (work.get("issue", ""), got.get("number", "")),
                     (work.get("pages", ""), got.get("pages", "")), (work.get("doi", ""), got.get("doi", "")), (work.get("arxiv", ""), got.get("eprint", ""))]
            for a, b in pairs:
                if a:
                    total += 1
                    right += plain(a) == plain(b)
            names = got.get("author", "").split(" and ")
            if "authors" not in work:  # a dash stands for those of the work before
                continue
            total += 1
            right += len(names) == len(work["authors"]) and all(same_name(a, b) for a, b in zip(work["authors"], names))
        print(f"{pdf.stem:22} {100 * (right - here) / (total - of):5.1f} %")
    print(f"round trip: {right} of {total} fields, {100 * right / total:.1f} %")
    assert right / total >= LEAST_ROUND_TRIP


with tempfile.TemporaryDirectory() as made:
    {"bibtex": bibtex, "biber": biber, "pandoc": pandoc, "round-trip": round_trip}[CHECK](Path(made))
