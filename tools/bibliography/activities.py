#!/usr/bin/env python3
"""Lists of talks, courses, services, grants, memberships and patents that never were, with labels for the trainer, one
list per line (JSON), in layouts that CVs use. Content is in words.json and activity_words.json.

  activities.py --lists 300 --seed 7 > activities.jsonl

A line: {"group", "kind", "entries": [{"text", "bold", "italic", "heading"?, "labels": [[b, e, LABEL]]}]}, offsets in
bytes; '\\t' begins a cell, '\\n' a line that was broken on purpose. Labels: T (title, course), G (event, institution,
organisation, funder), R (role), L (place), N (amount, number).
"""
import argparse
import json
import random
from pathlib import Path

from bibliography import WORDS, people, title

OWN = json.loads((Path(__file__).parent / "activity_words.json").read_text("utf-8"))
MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"]
KINDS = ["talks", "teaching", "service", "grants", "memberships", "patents"]


class Line:
    """Text under construction, its labels and typography."""

    def __init__(self):
        self.text, self.labels, self.bold, self.italic = "", [], [], []

    def put(self, text, label=None, look=""):
        begin = len(self.text.encode())
        self.text += text
        end = len(self.text.encode())
        if label and text:
            self.labels.append([begin, end, label])
        if look == "bold":
            self.bold.append([begin, end])
        if look == "italic":
            self.italic.append([begin, end])

    def entry(self, heading=False):
        out = {"text": self.text, "bold": self.bold, "italic": self.italic, "labels": self.labels}
        return dict(out, heading=True) if heading else out


def topic(rng):
    return rng.choice(WORDS["topics"])


def field(rng):
    t = topic(rng)
    return rng.choice([rng.choice(t["nouns"]), f'{rng.choice(t["adjectives"])} {rng.choice(t["nouns"])}', rng.choice(OWN["disciplines"])])


def university(rng):
    name = rng.choice(["University of {c}", "{c} University", "{c} State University", "Universit\u00e4t {c}", "{f} Institute of Technology", "{c} College", "Technical University of {c}", "Universidad de {c}", "Universit\u00e9 de {c}", "{f} University"])
    name = name.format(c=rng.choice(WORDS["cities"] + OWN["towns"]).split(",")[0], f=rng.choice(WORDS["family"]))
    return name + (f' ({"".join(w[0] for w in name.split() if w[0].isupper())})' if rng.random() < 0.12 else "")


def society(rng):
    return rng.choice(OWN["societies"]).format(f=field(rng), d=rng.choice(OWN["disciplines"]), c=rng.choice(OWN["nations"]))


def short(name):
    return "".join(w[0] for w in name.split() if w[0].isupper())


def event(rng):
    year = rng.randint(2001, 2025)
    kind = rng.random()
    if kind < 0.18:
        return f'{rng.choice(["Department", "School", "Institute", "Faculty", "Centre"])} of {rng.choice(OWN["disciplines"])}, {university(rng)}'
    if kind < 0.28:
        return university(rng)
    if kind < 0.40:
        return rng.choice(OWN["acronyms"]) + rng.choice([f" {year}", "", f"'{year % 100:02d}"])
    name = rng.choice(OWN["events"]).format(f=field(rng), d=rng.choice(OWN["disciplines"]), s=society(rng), o=rng.choice(WORDS["ordinals"]), y=year,
                                             u=university(rng), n=rng.choice(OWN["nations"]))
    return name + (f" ({short(name)})" if rng.random() < 0.15 else "") + (f" {year}" if rng.random() < 0.15 else "")


def place(rng):
    p = rng.choice(WORDS["cities"] + OWN["places"])
    return rng.choice([p, p, p.split(",")[0], rng.choice(["Online", "Virtual", "online"]) if rng.random() < 0.4 else p])


def when(rng, style):
    y, m = rng.randint(1998, 2025), rng.choice(MONTHS)
    d = rng.randint(1, 27)
    return {"year": f"{y}", "month": f"{m} {y}", "short": f"{m[:3]} {y}", "stop": f"{m[:3]}. {y}", "day": f"{m} {d}, {y}", "days": f"{m} {d}-{d + 2}, {y}", "eu": f"{d} {m} {y}",
            "number": f"{MONTHS.index(m) + 1:02d}/{y}", "term": f'{rng.choice(["Fall", "Spring", "Summer", "Autumn", "Winter"])} {y}',
            "terms": ", ".join(f'{rng.choice(["Fall", "Spring"])} {y + i}' for i in range(rng.randint(2, 3))), "range": f"{y}\u2013{y + rng.randint(1, 4)}",
            "open": f"{y} - {rng.choice(['present', 'Present', 'now'])}", "years": ", ".join(str(y + i) for i in range(rng.randint(2, 4))), "since": f"since {y}"}[style]


def dates(rng, kind):
    styles = {"talks": ["year", "month", "short", "stop", "day", "days", "eu", "number"], "teaching": ["term", "terms", "year", "range", "years", "term", "month"],
              "service": ["year", "range", "open", "years", "since"], "grants": ["year", "range", "month"], "memberships": ["year", "range", "open", "since"],
              "patents": ["year", "month", "day"]}[kind]
    one = rng.choice(styles)
    return lambda: when(rng, one if rng.random() < 0.8 else rng.choice(styles))


def names(rng):
    who = people(rng)
    form = rng.choice([lambda a: f'{a["given"]} {a["family"]}', lambda a: f'{a["given"][0]}. {a["family"]}', lambda a: f'{a["family"]}, {a["given"][0]}.'])
    names = [form(a) for a in who[:4]]
    return ", ".join(names[:-1]) + (rng.choice([" and ", " & ", ", "]) if len(names) > 1 else "") + names[-1]


def course(rng):
    name = rng.choice(OWN["courses"]).format(f=field(rng), d=rng.choice(OWN["disciplines"]))
    code = f'{rng.choice(OWN["codes"])}{rng.choice([" ", "", "-"])}{rng.randint(100, 699)}'
    return rng.choice([name] * 5 + [f"{code}: {name}", f"{code} {name}", f"{name} ({code})", code, f"{code}, {name}"])


def amount(rng):
    n = rng.choice([rng.randint(1, 99) * 1000, rng.randint(1, 40) * 50000, rng.randint(1000, 99999)])
    return rng.choice([f"${n:,}", f"\u20ac{n:,}", f"\u00a3{n:,}", f"USD {n:,}", f"CHF {n:,}", f"{n:,} EUR", f"${n // 1000}k", f"\u20ac {n:,}", f"${n / 1e6:.1f} million", f"~\u00a3{n // 1000}k", f"{n // 1000}\u4e07\u5143"])


def value(rng, kind, key):
    if key == "T":
        if kind == "teaching":
            return course(rng)
        text = title(rng, topic(rng))
        return text if rng.random() < 0.5 else text[0] + text[1:].lower()
    if key == "G":
        if kind == "talks":
            return event(rng)
        if kind == "teaching":
            return rng.choice([university(rng)] * 3 + [event(rng)])
        if kind == "grants":
            return rng.choice([rng.choice(OWN["funders"]).format(n=rng.choice(OWN["nations"]), d=rng.choice(OWN["disciplines"]), f=rng.choice(WORDS["family"])), university(rng)])
        if kind == "memberships":
            return rng.choice([society(rng)] * 3 + [rng.choice(OWN["acronyms"])])
        return rng.choice([journal(rng)] * 3 + [event(rng), event(rng), rng.choice(OWN["bodies"]).format(u=university(rng), d=rng.choice(OWN["disciplines"]), s=society(rng))])
    if key == "R":
        return rng.choice(OWN["roles"][kind])
    if key == "L":
        return place(rng)
    return amount(rng) if kind == "grants" else rng.choice(OWN["numbers"]).replace("#", f"{rng.randint(6, 11)},{rng.randint(100, 999)},{rng.randint(100, 999)}").replace("%", str(rng.randint(1000000, 9999999)))


def journal(rng):
    if rng.random() < 0.25:
        return rng.choice(OWN["acronyms"])
    return rng.choice(["Journal of {f}", "{d} Letters", "International Journal of {f}", "{d} Review", "Annals of {f}", "IEEE Transactions on {f}", "{n} Journal of {d}", "{d} Quarterly", "ACM Transactions on {f}"]).format(
        f=field(rng), d=rng.choice(OWN["disciplines"]), n=rng.choice(OWN["nations"]))


ORDERS = {
    "talks": ["TGLD", "DTGL", "TGD", "DTG", "GTD", "GLDT", "DGLT", "ATGLD", "ATGD", "TDGL", "GLTD", "ADTGL", "DGT", "KGLD", "TGL"],
    "teaching": ["TGD", "TRGD", "RTGD", "DTG", "DRTG", "TRD", "TD", "RTD", "DT", "GTD", "DRGT", "T", "TGRD", "RGTD"],
    "service": ["RGD", "DRG", "GRD", "RG", "G", "GD", "DG", "RGD"],
    "grants": ["TGND", "DTGN", "TGNRD", "GTND", "DGTN", "RTGND", "TNGD", "GND", "DTG", "TGDNR"],
    "memberships": ["GD", "RGD", "DG", "G", "GRD", "RG", "DRG"],
    "patents": ["TND", "ATND", "NTD", "TN", "DTN", "ATN", "T"],
}


def layout(rng, kind):
    order = rng.choice(ORDERS[kind])
    t = {"order": order, "gap": {}, "look": {}, "brackets": "", "quotes": False}
    usual = rng.choice([", ", ", ", ". ", "\n", "\t", " \u2013 ", " | "])
    for key in order:
        t["gap"][key] = usual if rng.random() < 0.6 else rng.choice([", ", ". ", "\n", ": ", " - ", " at ", "; ", ", at "])
        t["look"][key] = rng.choice(["", "", "", "bold", "italic"]) if key in "TGR" else ""
        if key in "LDNR" and order.index(key) > 0 and rng.random() < 0.22:
            t["brackets"] += key
    if order[0] == "D":
        t["gap"]["D"] = rng.choice(["\t", "\t", ": ", " ", "\n"])
    if order[0] == "R":
        t["gap"]["R"] = rng.choice([", ", ": ", " of ", " for ", ", ", "\n", " at ", ". "])
    if "T" in order and kind != "teaching":
        t["quotes"] = rng.random() < 0.4
    t["lead"] = rng.choice(["", "", "", "Invited talk at ", "Presented at ", "In ", "at the ", "Seminar, "]) if kind == "talks" else ""
    t["end"] = rng.choice(["", "", "."])
    t["missing"] = rng.choice([0, 0, 0.15])
    return t


def lay(rng, kind, t, date, fixed):
    line = Line()
    gap = ""
    inner = ""
    for i, key in enumerate(t["order"]):
        if i and key in "LDNR" and rng.random() < t["missing"]:
            continue
        last = i + 1 == len(t["order"])
        if key in t["brackets"]:
            joins = line.text.endswith(")") and inner
            line.put(" (" if line.text else "(")
            inner = key
            line.put(*([date()] if key == "D" else [value(rng, kind, key), key]))
            line.put(")")
            gap = "" if last else t["gap"].get(t["order"][i - 1], ", ")
            if not gap.strip() and gap != "\n" and gap != "\t":
                gap = ", "
            continue
        if line.text:
            line.put(gap if not (line.text.endswith((".", "?", "!")) and gap.startswith(".")) else " ")
        if key == "D":
            line.put(date())
        elif key == "A":
            line.put(names(rng))
        elif key == "K":
            line.put(rng.choice(["Keynote", "Invited talk", "Panelist", "Poster"]))
        else:
            text = fixed.get(key) or value(rng, kind, key)
            if key == "G" and line.text and t["lead"]:
                line.put(t["lead"])
            if key == "T" and t["quotes"]:
                line.put("\u201c")
                line.put(text, key, t["look"][key])
                line.put(rng.choice(["\u201d", ",\u201d", ".\u201d"]) if not text.endswith("?") else "\u201d")
            else:
                line.put(text, key, t["look"][key])
        gap = t["gap"][key]
    line.put(t["end"] if not line.text.endswith((".", "?")) else "")
    return line.entry()


def run_in(rng, kind):
    """One role and the organisations behind it, or one course and its terms."""
    line = Line()
    if rng.random() < 0.75:
        role = rng.choice(OWN["roles"][kind])
        mark = rng.choice([": ", ": ", " for ", ", ", " \u2013 ", "\n", "\t"])
        line.put(role, "R", rng.choice(["", "bold", "italic"]))
        line.put(mark)
    separator = rng.choice([", ", ", ", "; ", ", "])
    years = rng.random() < 0.35
    count = rng.randint(2, 9)
    for i in range(count):
        name = value(rng, kind, "G").replace(",", "")
        line.put(name, "G")
        if years:
            line.put(f" ({when(rng, rng.choice(['year', 'years', 'range']))})")
        if i + 1 < count:
            line.put(separator + ("and " if i + 2 == count and rng.random() < 0.4 else ""))
    line.put(rng.choice(["", "."]))
    return line.entry()


def make(rng, number):
    kind = rng.choices(KINDS, [30, 25, 22, 14, 7, 4])[0]
    t, date = layout(rng, kind), dates(rng, kind)
    entries, fixed = [], {}
    if kind in ("teaching", "service") and rng.random() < 0.4:
        key = rng.choice("GR") if kind == "teaching" else "R"
        if key in t["order"]:
            t["order"] = t["order"].replace(key, "")
            for _ in range(rng.randint(1, 3)):
                head = Line()
                head.put(value(rng, kind, key), key, rng.choice(["", "bold", "italic"]))
                entries.append(head.entry(heading=rng.random() < 0.6))
                entries += [lay(rng, kind, t, date, fixed) for _ in range(rng.randint(1, 4))] if t["order"] else []
            return {"group": f"activities:{number}", "kind": kind, "entries": entries}
    if kind in ("service", "memberships") and rng.random() < 0.4:
        return {"group": f"activities:{number}", "kind": kind, "entries": [run_in(rng, kind) for _ in range(rng.randint(1, 5))]}
    if kind == "teaching" and rng.random() < 0.3:
        fixed["G"] = university(rng)
    if kind == "grants" and rng.random() < 0.2:
        fixed["G"] = value(rng, kind, "G")
    for _ in range(rng.randint(2, 9)):
        entries.append(lay(rng, kind, t, date, fixed))
        if kind in ("teaching", "service") and rng.random() < 0.08:
            line = Line()
            line.put(rng.choice(OWN["asides"]).format(f=field(rng).lower()))
            entries.append(line.entry())
    return {"group": f"activities:{number}", "kind": kind, "entries": entries}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lists", type=int, default=300)
    parser.add_argument("--seed", type=int, default=7)
    args = parser.parse_args()
    rng = random.Random(args.seed)
    for number in range(args.lists):
        print(json.dumps(make(rng, number), ensure_ascii=False))


if __name__ == "__main__":
    main()
