#!/usr/bin/env python3
"""Sets the same twenty fictional works in twelve reference styles, as publication lists of a CV: PDF and gold record.

  style_samples.py --out samples/styles [--bibliography samples/styles/bibliography.json] [--csl FOLDER]

Needs pandoc, citation-style-language-styles, chromium, and bibtex with amscls for the style of the AMS. Gold holds what
the style prints of each work, as it prints it: names in the style's form, titles in its case.
"""
import argparse
import html
import json
import random
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

from align import label_work, name_words, normal
from bibliography import bibliography
from training import Run

STYLES = {
    "apa": "apa", "mla": "modern-language-association-8th-edition", "chicago-author-date": "chicago-author-date",
    "chicago-notes": "chicago-note-bibliography", "ieee": "ieee", "acm": "association-for-computing-machinery",
    "vancouver": "vancouver", "ama": "american-medical-association", "harvard": "harvard-cite-them-right",
    "nature": "nature", "gbt7714": "china-national-standard-gb-t-7714-2015-numeric",
}
OWNER = {"family": "Weatherby", "given": "Naomi L."}
PAGE = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Naomi L. Weatherby</title><style>
@page {{ size: A4; margin: 22mm 24mm }} body {{ font: 10.5pt/1.35 "Liberation Serif", serif }} h1 {{ font-size: 20pt; text-align: center; margin: 0 }}
p.contact {{ text-align: center }} h2 {{ font-size: 13pt; border-bottom: 1px solid #444; margin: 14pt 0 6pt }}
p.ref {{ margin: 0 0 {gap}pt 18pt; text-indent: -18pt }}
</style></head><body><h1>Naomi L. Weatherby</h1><p class="contact">Northwind University, Lakeside &middot; naomi.weatherby@example.org</p>
<h2>Publications</h2>{refs}</body></html>
"""


def choose(works, count):
    """Works of all kinds, in Latin script, with the owner among the authors."""
    rng = random.Random(20)
    latin = [w for w in works if "language" not in w]
    picked = [w for w in latin if w["type"] not in ("report", "article")][:count - 2] + [w for w in latin if w["type"] == "article"][:2]
    for work in picked:
        if all(a["family"] != OWNER["family"] for a in work["author"]):
            work["author"][rng.randrange(len(work["author"]))] = OWNER
    return sorted(picked, key=lambda w: (w["author"][0]["family"], w["title"]))


def printed_authors(text, people):
    """The names in a printed list of known people, each as printed."""
    tokens = [(m.start(), m.end(), normal(m.group())[0]) for m in re.finditer(r"[^\W_]+", text)]
    words = [set(name_words(" ".join([p["given"], p.get("non-dropping-particle", ""), p["family"]]))) for p in people]
    letters = [{w[0] for w in name_words(p["given"])} for p in people]
    family = [set(name_words(p["family"])) for p in people]
    spans, at = [], 0
    for begin, end, word in tokens:
        raw = text[begin:end]
        fits = lambda i: i < len(people) and (word in words[i] or (raw.isupper() and len(raw) <= 3 and all(c in letters[i] for c in word)))
        done = len(spans) > at and spans[at][2]
        between = text[spans[at][1]:begin] if len(spans) > at else ""
        if done and fits(at + 1) and (not fits(at) or re.search(r"[;&]|\band\b|\. [A-Z]{2}", between)
                                      or (word in family[at + 1] and word not in words[at])
                                      or (spans[at][3] and spans[at][2] and "," in between)):
            at += 1
        if not fits(at):
            continue
        if len(spans) <= at:
            spans.append([begin, end, False, False])
        spans[at][1] = end
        spans[at][2] = spans[at][2] or word in family[at]
        spans[at][3] = spans[at][3] or word not in family[at]
    out = []
    for begin, end, *_ in spans:
        if text[end:end + 1] == "." and (text[end - 1].isupper() and (end < 2 or not text[end - 2].isalpha() or text[end - 2].isupper())):
            end += 1
        out.append(text[begin:end])
    return out


def gold_work(text, item):
    labels = {}
    for begin, end, label in label_work(text, item):
        labels.setdefault(label, text[begin:end])
    work = {"name": labels.get("T", "").rstrip("."), "authors": printed_authors(labels.get("A", ""), item["author"])}
    for key, label in (("publisher", "V"), ("volume", "VOL"), ("issue", "ISS"), ("pages", "PP")):
        if label in labels:
            work[key] = labels[label]
    if "D" in labels:
        parts = item["issued"]["date-parts"][0]
        month = len(parts) > 1 and re.search("[a-z]", labels["D"])
        work["releaseDate"] = f"{parts[0]}-{parts[1]:02d}" if month else str(parts[0])
    if item.get("DOI", "\0") in text:
        work["doi"] = item["DOI"]
    number = item.get("number", "").removeprefix("arXiv:")
    if item["type"] == "article" and number in text:
        work["arxiv"] = number
        if item["URL"] in text:
            work["url"] = item["URL"]
    if "ISBN" in item and item["ISBN"] in text:
        work["isbn"] = item["ISBN"]
    return {k: v for k, v in work.items() if v}


def markup(run):
    """HTML of a run with its bold and italic spans."""
    marks = {}
    for style, tag in (("bold", "b"), ("italic", "i")):
        for begin, end in run.spans[style]:
            marks.setdefault(begin, []).append(f"<{tag}>")
            marks.setdefault(end, []).insert(0, f"</{tag}>")
    out = [("".join(marks.get(i, [])) + html.escape(c)) for i, c in enumerate(run.text)]
    return "".join(out) + "".join(marks.get(len(run.text), []))


def rendered(works, csl):
    done = subprocess.run(["pandoc", "--citeproc", "-f", "markdown", "-t", "json", "--bibliography", works, "--csl", csl],
                          input="---\nnocite: '@*'\nlang: en-US\n---\n", capture_output=True, text=True, check=True)
    for ref in next(b["c"][1] for b in json.loads(done.stdout)["blocks"] if b["t"] == "Div"):
        run = Run()
        for block in ref["c"][1]:
            run.inlines(block["c"])
        run.text = run.text.rstrip()
        yield ref["c"][0][0].removeprefix("ref-"), run


def latex_text(text):
    text = re.sub(r"\\(?:emph|textbf|textit|url|bysame)\s*\{([^{}]*)\}", r"\1", text)
    text = re.sub(r"\\(?:newblock|url|em|sc)\b\s*", "", text)
    for tex, char in (('\\"o', "ö"), ("\\~a", "ã"), ('\\"u', "ü"), ('\\"a', "ä"), ("\\&", "&"), ("\\_", "_"), ("--", "\u2013"), ("~", " ")):
        text = text.replace("{" + tex + "}", char).replace(tex, char)
    return re.sub(r"\s+", " ", text.replace("{", "").replace("}", "")).strip()


TEX_TYPES = {"article-journal": ("article", "journal"), "paper-conference": ("inproceedings", "booktitle"), "chapter": ("incollection", "booktitle"),
             "book": ("book", None), "thesis": ("phdthesis", None), "article": ("misc", None)}


def ams(works, folder):
    """The AMS has no CSL style: its own BibTeX style sets the list."""
    entries = []
    for w in works:
        kind, venue = TEX_TYPES[w["type"]]
        names = " and ".join(f'{(a.get("non-dropping-particle", "") + " " + a["family"]).strip()}, {a["given"]}' for a in w["author"])
        fields = {"author": names, "title": "{" + w["title"] + "}", venue: w.get("container-title"), "year": str(w["issued"]["date-parts"][0][0]),
                  "volume": w.get("volume"), "number": w.get("issue"), "pages": w.get("page", "").replace("-", "--")}
        if w["type"] == "thesis":
            fields.update(school=w["publisher"], type=w["genre"])
        elif w["type"] == "article":
            fields["howpublished"] = "arXiv:" + w["number"].removeprefix("arXiv:")
        else:
            fields.update(publisher=w.get("publisher"), address=w.get("publisher-place"),
                          editor=" and ".join(f'{a["family"]}, {a["given"]}' for a in w.get("editor", [])))
        body = ",\n".join(f"  {k} = {{{v.replace('&', chr(92) + '&')}}}" for k, v in fields.items() if k and v)
        entries.append(f"@{kind}{{{w['id']},\n{body}\n}}")
    (folder / "works.bib").write_text("\n".join(entries), "utf-8")
    (folder / "cv.aux").write_text("\\relax\n\\citation{*}\n\\bibstyle{amsplain}\n\\bibdata{works}\n", "utf-8")
    subprocess.run(["bibtex", "-terse", "cv"], cwd=folder, capture_output=True)
    bbl = (folder / "cv.bbl").read_text("utf-8")
    for key, body in re.findall(r"\\bibitem\{(\w+)\}\s*(.*?)(?=\\bibitem|\\end\{thebibliography\})", bbl, re.S):
        run = Run()
        body = re.sub(r"\\bysame", "\\\\hbox to3em{\\\\hrulefill}", body)
        parts = re.split(r"(\\(?:emph|textbf)\{(?:[^{}]|\{[^{}]*\})*\})", re.sub(r"\s+", " ", body))
        for part in parts:
            style = "italic" if part.startswith("\\emph") else "bold" if part.startswith("\\textbf") else None
            words = latex_text(re.sub(r"^\\\w+\{(.*)\}$", r"\1", part)) if style else latex_text(part)
            lead = " " if part[:1] == " " and run.text else ""
            tail = " " if part[-1:] == " " and words else ""
            run.put(lead)
            run.put(words, *([style] if style else []))
            run.put(tail)
        run.text = run.text.rstrip()
        yield key, run


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--bibliography", type=Path)
    parser.add_argument("--csl", type=Path, default=Path("/usr/share/citation-style-language/styles"))
    args = parser.parse_args()
    works = json.loads(args.bibliography.read_text("utf-8")) if args.bibliography else bibliography(240, 1)
    chosen = choose(works, 20)
    by_id = {w["id"]: w for w in chosen}
    args.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        (folder / "works.json").write_text(json.dumps(chosen, ensure_ascii=False), "utf-8")
        for name, csl in {**STYLES, "ams": None}.items():
            if csl:
                # pandoc sets the mark between the groups of names also between names where a style leaves the latter open.
                style = (args.csl / f"{csl}.csl").read_text("utf-8").replace('names-delimiter=". "', 'name-delimiter=", " names-delimiter=". "', 1)
                (folder / "style.csl").write_text(re.sub(r"<name(?= |/|>)(?![^>]*delimiter=)", '<name delimiter=", "', style) if name == "gbt7714" else style, "utf-8")
            runs = ams(chosen, folder) if csl is None else rendered(str(folder / "works.json"), str(folder / "style.csl"))
            refs, gold = [], []
            for key, run in runs:
                refs.append(f'<p class="ref">{markup(run)}</p>')
                text = re.sub(r"^\s*(?:\[\d+\]|\d+\.)\s*", "", run.text)
                gold.append(gold_work(text, by_id[key]))
            (folder / "cv.html").write_text(PAGE.format(refs="\n".join(refs), gap=3 if len(name) % 2 else 0), "utf-8")
            subprocess.run(["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", "--print-to-pdf-no-header",
                            f"--print-to-pdf={folder / 'cv.pdf'}", str(folder / "cv.html")], check=True, capture_output=True)
            shutil.copy(folder / "cv.pdf", args.out / f"{name}.pdf")
            record = {"basics": {"name": "Naomi L. Weatherby", "email": "naomi.weatherby@example.org"}, "publications": gold,
                      "sections": [{"heading": "Publications", "kind": "publications"}],
                      "meta": {"source": "tools/bibliography", "language": "en", "layout": "one-column", "kind": "academic", "unsure": []}}
            (args.out / f"{name}.gold.json").write_text(json.dumps(record, ensure_ascii=False, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
