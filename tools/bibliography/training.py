#!/usr/bin/env python3
"""References with labels for the trainer, one list per line (JSON): fictional works set in many citation styles and in
layouts that CVs use.

  training.py --styles /usr/share/citation-style-language/styles --lists 300 --templates 300 --seed 7 > lists.jsonl
  --skip NAME,...   styles to leave out (for held-out measurements)

A line: {"group", "owner", "entries": [{"text", "bold": [[b, e]], "italic": [...], "labels": [[b, e, LABEL]]}]}, offsets in bytes.
"""
import argparse
import json
import random
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from align import label_work
from bibliography import WORDS, bibliography


class Run:
    """Text under construction with its typography."""

    def __init__(self):
        self.text, self.spans = "", {"bold": [], "italic": []}

    def put(self, text, *styles):
        begin = len(self.text)
        self.text += text
        for style in styles:
            self.spans[style].append([begin, len(self.text)])

    def inlines(self, nodes):
        for node in nodes:
            kind, content = node["t"], node.get("c")
            if kind == "Str":
                self.text += content
            elif kind in ("Space", "SoftBreak", "LineBreak"):
                self.text += " "
            elif kind in ("Emph", "Strong"):
                begin = len(self.text)
                self.inlines(content)
                self.spans["italic" if kind == "Emph" else "bold"].append([begin, len(self.text)])
            elif kind == "Quoted":
                marks = ("\u201c", "\u201d") if content[0]["t"] == "DoubleQuote" else ("\u2018", "\u2019")
                self.text += marks[0]
                self.inlines(content[1])
                self.text += marks[1]
            elif kind in ("Span", "Link"):
                self.inlines(content[1])
            elif kind in ("SmallCaps", "Underline", "Strikeout", "Superscript", "Subscript"):
                self.inlines(content)
            elif kind == "Code":
                self.text += content[1]


def entry(run, item):
    text = run.text
    bytes_at = [0]
    for c in text:
        bytes_at.append(bytes_at[-1] + len(c.encode()))
    spans = lambda pairs: [[bytes_at[b], bytes_at[e]] for b, e in pairs if e > b]
    labels = [[bytes_at[b], bytes_at[e], label] for b, e, label in label_work(text, item)]
    return {"text": text, "bold": spans(run.spans["bold"]), "italic": spans(run.spans["italic"]), "labels": labels}


def embolden(rng, run, who):
    """CVs set the owner's name in bold."""
    family = re.escape(who["family"])
    m = re.search(rf"(?:\b[A-Z][\w.-]*\.? ?){{0,2}}\b{family}(?:,? (?:[A-Z]\.?[ -]?){{1,3}})?" if rng.random() < 0.5 else rf"\b{family}", run.text)
    if m and m.end() > m.start():
        run.spans["bold"].append([m.start(), m.end()])


def sentence_case(title):
    """As most journals print titles: capitals only where a sentence or a name begins."""
    words = title.split(" ")
    keep = lambda i, w: i == 0 or words[i - 1].endswith((":", "?", ".")) or sum(c.isupper() for c in w) > 1
    return " ".join(w if keep(i, w) else w.lower() for i, w in enumerate(words))


def varied(rng, works):
    """One list, one habit of capitals."""
    if rng.random() < 0.55:
        for item in works:
            item["title"] = sentence_case(item["title"])
    return works


def owned(rng, works):
    western = [item for item in works if "language" not in item] or works
    who = rng.choice(rng.choice(western)["author"])
    for item in western:
        if rng.random() < 0.85 and all(a["family"] != who["family"] for a in item["author"]):
            item["author"][rng.randrange(len(item["author"]))] = who
    return who


def styled_list(rng, style, works):
    who = owned(rng, works)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "works.json"
        path.write_text(json.dumps(works, ensure_ascii=False), "utf-8")
        done = subprocess.run(["pandoc", "--citeproc", "-f", "markdown", "-t", "json", "--bibliography", str(path), "--csl", str(style)],
                              input="---\nnocite: '@*'\nlink-citations: false\n---\n", capture_output=True, text=True, timeout=60)
    if done.returncode:
        return None
    refs = next((b["c"][1] for b in json.loads(done.stdout)["blocks"] if b["t"] == "Div"), [])
    by_id = {item["id"]: item for item in works}
    bold = rng.random() < 0.4
    out = []
    for ref in refs:
        item = by_id.get(ref["c"][0][0].removeprefix("ref-"))
        run = Run()
        for block in ref["c"][1]:
            if block["t"] in ("Para", "Plain"):
                nodes = block["c"]
                if nodes and nodes[0]["t"] == "Span" and "csl-left-margin" in nodes[0]["c"][0][1]:
                    nodes = nodes[1:]
                run.inlines(nodes)
        run.text = re.sub(r"\s+$", "", run.text)
        if not item or len(run.text) < 20 or "???" in run.text:
            continue
        if bold:
            embolden(rng, run, who)
        made = entry(run, item)
        if {"A", "T"} <= {label for _, _, label in made["labels"]}:  # some styles leave the title out; CVs do not
            out.append(made)
    return {"group": "style:" + style.stem, "owner": f'{who["given"]} {who["family"]}', "entries": out} if out else None


def initials(given):
    return " ".join(w[0] + "." for w in re.split(r"[ -]", given) if w)


NAME_FORMS = [
    lambda a: f'{a["given"]} {a["family"]}',
    lambda a: f'{initials(a["given"])} {a["family"]}',
    lambda a: f'{initials(a["given"]).replace(" ", "")} {a["family"]}',
    lambda a: f'{a["family"]}, {initials(a["given"])}',
    lambda a: f'{a["family"]}, {initials(a["given"]).replace(" ", "")}',
    lambda a: f'{a["family"]} {initials(a["given"]).replace(".", "").replace(" ", "")}',
    lambda a: f'{a["family"]}, {a["given"]}',
]
MONTH = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"]
NOTES = ["Best Paper Award", "Oral presentation", "Spotlight (Top 3.5%)", "Acceptance rate: 19.4%", "Honorable mention", "*Equal contribution", "Impact factor 4.2", "in Spanish",
         "Code available", "Poster", "Invited paper", "peer-reviewed", "2nd Edition", "Cited by 37"]
STATES = ["Under review", "Submitted", "In press", "In preparation", "forthcoming", "Accepted", "to appear", "Working paper", "Revise and resubmit", "in progress"]


def template(rng):
    """A layout of references as CVs use it: which parts in which order, what stands between, how each is set."""
    t = {"names": rng.choice(NAME_FORMS), "comma": rng.choice([", ", ", ", ", ", "; "]), "last": rng.choice([" and ", " & ", ", and ", ", & ", ", ", None])}
    t["first_inverted"] = t["names"] is NAME_FORMS[6] and rng.random() < 0.8
    t["title"] = rng.choice(["plain", "plain", "quotes", "quotes", "bold", "italic", "straight"])
    t["venue"] = rng.choice(["plain", "italic", "italic", "bold", "plain"])
    t["marks"] = rng.random() < 0.15
    t["order"] = rng.choices([["a", "t", "v", "n", "d"], ["a", "d", "t", "v", "n"], ["t", "a", "v", "n", "d"], ["d", "t", "v", "a"], ["d", "a", "t", "v", "n"],
                              ["t", "v", "d", "a"], ["t", "v", "d"], ["a", "t", "d", "v", "n"], ["t", "w", "v", "n", "d"], ["v", "t", "a", "d"], ["d", "t", "a", "v", "n"],
                              ["a", "t", "v", "d", "n"], ["t", "d", "a", "v"], ["a", "t", "p", "v", "n", "d"]],
                             [14, 12, 10, 5, 6, 5, 4, 6, 5, 2, 4, 8, 3, 3])[0]
    rank = rng.choice([". ", ", ", ". ", "\n"])
    t["between"] = {key: rank for key in "atvndwp"}
    for key in "atvndwp":
        if rng.random() < 0.3:
            t["between"][key] = rng.choice([". ", ", ", " ", ": ", "\n", "; ", " \u2013 ", "\t"])
    if rng.random() < 0.12:  # a block: lines for title, venue, date
        t["order"] = rng.choice([["t", "v", "d"], ["d", "t", "v"], ["t", "d", "v"], ["v", "d", "t"], ["t", "v", "d", "a"]])
        t["between"] = {key: rng.choice(["\n", "\n", "\t", " "]) if key == "v" else rng.choice(["\n", "\n", "\t"]) for key in "atvndwp"}
    if t["title"] in ("quotes", "straight", "bold", "italic") and rng.random() < 0.4:
        t["between"]["t"] = rng.choice([" ", ", ", ". "])
    if t["between"]["a"] in (". ", ", ") and rng.random() < 0.2:
        t["between"]["a"] = ": "
    if t["order"][0] == "d":
        t["between"]["d"] = rng.choice(["\t", "\t", "\n", ". ", " "])
    elif t["order"].index("d") < 2:
        t["between"]["d"] = rng.choice([". ", " ", ": ", ", "])
    t["date"] = rng.choice(["#", "(#)", "#", "M #", "(M #)", "[#]", "M. #"] if t["order"][0] != "d" else ["#", "#", "M #"])
    t["numbers"] = rng.choice(["V(I): P", "V (I), P", ", vol. V, no. I, pp. P", " V(I):P", "V, P", "Vol. V, No. I, pp. P", "V:I (P)", "pages P", ", pp. P", "Volume V, Issue I, Pages P", "(V), P"])
    t["in"] = rng.choice(["In ", "In: ", "in ", "", "", "Presented at ", "In Proc. of "])
    t["note"] = rng.choice([0, 0, 0.2, 0.5])
    t["told"] = rng.choice([0, 0, 0, 0.8])
    t["state"] = rng.choice([0, 0, 0.15])
    t["end"] = rng.choice([".", ".", ""])
    t["link"] = rng.choice(["", "", " link", " [PDF]", " doi:#", " DOI: #", " https://doi.org/#", "\nhttps://doi.org/#", " [pdf] [code]"])
    t["etal"] = rng.choice([0, 0, 0.3])
    t["double"] = rng.random() < 0.25
    t["short_venue"] = rng.random() < 0.15
    t["place_after_venue"] = rng.random() < 0.25
    t["bold_owner"] = rng.random() < 0.5
    return t


TOLD = ["Presents {n} for {a} {m}", "Story of {n} in the {m}.", "Used {a} methods for {n}", "Invited talk about {n}", "Full account of {n}, with code", "Most read article of {y}",
        "Analysis of {n} with {a} data.", "Collaboration with the {m} group", "Contributed poster", "A case study of {n} in {y}", "Contracted article."]


def told(rng, item):
    """What a bullet below an entry tells of it."""
    topic = rng.choice(WORDS["topics"])
    return rng.choice(TOLD).format(n=rng.choice(topic["nouns"]), a=rng.choice(topic["adjectives"]), m=rng.choice(topic["nouns"]), y=rng.randint(2005, 2025))


def set_work(rng, t, item, who):
    run = Run()
    people = item["author"]
    if "w" in t["order"]:
        people = [a for a in people if a is not who and a["family"] != who["family"]]
    pieces = []
    state = rng.random() < t["state"]
    for key in t["order"]:
        if key in "aw":
            if not people:
                continue
            form = NAME_FORMS[0] if "\u4e00" <= people[0]["family"][0] else t["names"]
            names = [form(a) if not (t["first_inverted"] and i) else NAME_FORMS[0](a) for i, a in enumerate(people)]
            if "\u4e00" <= people[0]["family"][0]:
                names = [a["family"] + a["given"] for a in people]
            if t["marks"]:
                names = [n + rng.choice(["*", "", "\u2020", "", "*"]) for n in names]
            if rng.random() < t["etal"] and len(names) > 2:
                text = t["comma"].join(names[:rng.randint(1, 3)]) + rng.choice([" et al.", ", et al."])
            elif len(names) > 1 and t["last"]:
                text = t["comma"].join(names[:-1]) + (t["last"] if len(names) > 2 or t["last"].strip() else " and ") + names[-1]
            else:
                text = t["comma"].join(names)
            pieces.append((key, f"(with {text})" if key == "w" else text, ()))
        elif key == "t":
            title = item["title"]
            if rng.random() < 0.3:
                title = title[0] + title[1:].lower()
                item = dict(item, title=title)
            if t["title"] in ("quotes", "straight"):
                stop = t["between"]["t"].strip() if rng.random() < 0.5 else ""
                left, right = ("\u201c", "\u201d") if t["title"] == "quotes" else ('"', '"')
                pieces.append(("t", left + title + (stop if stop in ".," else "") + right, ()))
            else:
                pieces.append(("t", title, () if t["title"] == "plain" else (t["title"],)))
        elif key == "v":
            name = item.get("container-title-short" if t["short_venue"] else "container-title") or item.get("container-title")
            lead = ""
            if name and item["type"] in ("paper-conference", "chapter"):
                lead = t["in"]
            if not name and item.get("publisher") == "arXiv":
                name = rng.choice(["arXiv preprint", "arXiv", "arXiv preprint arXiv:" + item["number"][6:]])
                item = dict(item, publisher=name.split(" arXiv:")[0])
            elif not name and item.get("publisher"):
                name = rng.choice(["{p}", "{l}: {p}", "{p}, {l}"]).format(p=item["publisher"], l=item.get("publisher-place", "")).strip(":, ")
                if item.get("genre"):
                    name = f'{item["genre"]}, {item["publisher"]}'
            if not name or state and rng.random() < 0.6:
                continue
            pieces.append(("v", name, () if t["venue"] == "plain" else (t["venue"],), lead))
            if t["place_after_venue"] and item["type"] == "paper-conference":
                pieces.append(("p", rng.choice(WORDS["cities"]), ()))
        elif key == "n":
            if state:
                continue
            text = t["numbers"]
            if "volume" not in item:
                text = rng.choice(["pp. P", "pages P", "P"]) if item.get("page") else ""
            elif "issue" not in item:
                text = re.sub(r"\s?\(I\)|, (?:no|No)\. I|:I|, Issue I", "", text)
            if not item.get("page"):
                text = re.sub(r"[:,\s]*(?:pp\.|pages|Pages)?\s*\(?P\)?$", "", text)
            text = text.replace("V", item.get("volume", ""), 1) if not text.startswith(("Vol", "vol")) else re.sub(r"\bV\b", item.get("volume", ""), text)
            text = re.sub(r"\bV\b", item.get("volume", ""), text)
            text = re.sub(r"\bI\b", item.get("issue", ""), text)
            text = re.sub(r"\bP\b", item.get("page", "").replace("-", rng.choice(["-", "\u2013", "--"]) if rng.random() < 0.3 else "\u2013"), text)
            if text.strip(" ,:"):
                pieces.append(("n", text.strip(" ,"), ()))
        elif key == "d":
            parts = item["issued"]["date-parts"][0]
            month = MONTH[parts[1] - 1] if len(parts) > 1 else ""
            if "M." in t["date"]:
                month = month[:3]
            text = t["date"].replace("M", month).replace("#", str(parts[0])) if month else re.sub(r"M\.? ", "", t["date"]).replace("#", str(parts[0]))
            if state and rng.random() < 0.7:
                continue
            pieces.append(("d", text, ()))
    if state:
        pieces.append(("s", rng.choice(STATES), ()))
    for i, piece in enumerate(pieces):
        if i:
            before = pieces[i - 1][0]
            gap = t["between"].get(before, ". ")
            if piece[0] == "n" and before == "v":
                gap = rng.choice([" ", ", ", ". "]) if t["between"]["v"] == "\n" else t["between"]["v"] if t["between"]["v"].strip() else " "
                if gap == "\t":
                    gap = " "
            if piece[0] == "w":
                gap = " "
            if gap[0] in ".," and run.text.endswith((".", "?", "!", ".\u201d", ",\u201d", '."', ',"')):
                gap = " "
            run.put(gap)
        if len(piece) > 3:
            run.put(piece[3])
        run.put(piece[1], *piece[2])
    if rng.random() < t["note"]:
        note = rng.choice(NOTES)
        run.put(rng.choice([f". {note}", f" ({note})", f"\n{note}", f". ({note})"]), *rng.choice([(), ("bold",), ("italic",)]))
    if t["link"] and ("#" not in t["link"] or "DOI" in item):
        if not run.text.endswith("."):
            run.put(".")
        run.put(t["link"].replace("#", item.get("DOI", "")))
    elif not run.text.endswith("."):
        run.put(t["end"])
    if rng.random() < t["told"]:
        for _ in range(rng.randint(1, 3)):
            run.put("\v" + told(rng, item))
    if t["bold_owner"]:
        embolden(rng, run, who)
    return entry(run, item)


def template_list(rng, number, works):
    who = owned(rng, works)
    t = template(rng)
    return {"group": f"template:{number}", "owner": f'{who["given"]} {who["family"]}', "entries": [set_work(rng, t, item, who) for item in works]}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--styles", type=Path)
    parser.add_argument("--lists", type=int, default=300)
    parser.add_argument("--templates", type=int, default=300)
    parser.add_argument("--works", type=int, default=8)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--skip", default="")
    args = parser.parse_args()
    rng = random.Random(args.seed)
    styles = []
    if args.styles:
        skip = set(args.skip.split(","))
        styles = [s for s in sorted(args.styles.glob("*.csl")) if s.stem not in skip]
        rng.shuffle(styles)
    for number, style in enumerate(styles[:args.lists]):
        made = styled_list(rng, style, varied(rng, bibliography(args.works, args.seed * 10000 + number, crowds=0.12)))
        if made:
            print(json.dumps(made, ensure_ascii=False))
    for number in range(args.templates):
        print(json.dumps(template_list(rng, number, varied(rng, bibliography(args.works, args.seed * 20000 + number, crowds=0.12))), ensure_ascii=False))
    sys.stdout.flush()


if __name__ == "__main__":
    main()
