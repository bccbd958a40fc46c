#!/usr/bin/env python3
"""Fits models/weights/confidence.tsv: how often values of a field are right that the program is so and so sure of.

  tools/crossval.py --build build/release --train ... --test FOLDER ... --score SCORE.PY --out OUT --evidence
  tools/train/calibrate.py --gold FOLDER ... --pred OUT/pred --score SCORE.PY --out models/weights/confidence.tsv

The records must be those of cross-validation, with evidence; crossval.py --evidence makes them without the map in force. Each
field gets its own map from the raw confidence to the share of right values: means of bins of equal size, made monotone
(isotonic regression), with values of the same list and of all fields mixed in at a small weight, so that rare fields
lean on them. Prints the reliability curve and the expected calibration error of maps that were fitted on the other
documents (folds by document), and what dropping values below half the F1 of their field gains.
"""
import argparse
import collections
import importlib.util
import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from crossval import fnv_mix  # noqa: E402

FOLDS = 5
BINS = 12           # of a field's map
PRIOR_LIST = 80.0   # weight of all values of the same list in a field's map
PRIOR_ALL = 30.0    # and of all values
LEAST, MOST = 0.02, 0.995

Sample = collections.namedtuple("Sample", "doc field raw right corpus")


def load_scorer(path: str):
    spec = importlib.util.spec_from_file_location("score", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class Judge:
    """Which values of a record are right, by JSON Pointer, as the scorer pairs and compares them."""

    def __init__(self, score, gold: dict, record: dict):
        self.score, self.right, self.missing = score, {}, collections.Counter()
        tally = score.Tally((gold.get("meta") or {}).get("unsure") or ())
        g, p = gold.get("basics") or {}, record.get("basics") or {}
        long_, short, url, phone = score.LONG, score.SHORT, score.URL, score.PHONE
        self.scalars(tally, "basics", "basics", "/basics", dict(name=short, label=short, email=url, phone=phone, url=url, summary=long_), g, p)
        self.scalars(tally, "basics.location", "basics.location", "/basics/location",
                     dict(city=short, region=short, postalCode=short, countryCode=short), g.get("location") or {}, p.get("location") or {})
        self.profiles(g, p)
        for name, (keys, kinds) in score.ENTRY.items():
            if name in gold or name != "sections":
                self.entries(tally, name, keys, kinds, gold.get(name), record.get(name))
        for name, field in (("skills", "skills.keywords"), ("interests", "interests")):
            if not tally.skip(name):
                self.keywords(tally, name, field, gold.get(name), record.get(name))
        if not tally.skip("researchInterests"):
            values = [(f"/researchInterests/{i}", v) for i, v in enumerate(score.strings(record.get("researchInterests")))]
            self.pool("researchInterests", long_, score.strings(gold.get("researchInterests")), values)

    def mark(self, pointer, field, right):
        self.right[pointer] = (field, bool(right))

    def scalars(self, tally, field, path, pointer, kinds, g, p):
        for f, kind in kinds.items():
            a, b = g.get(f), p.get(f)
            if tally.skip(f"{path}.{f}"):
                continue
            if kind in (self.score.SET, self.score.LONGS):
                one = self.score.SHORT if kind == self.score.SET else self.score.LONG
                values = [(f"{pointer}/{f}/{i}", v) for i, v in enumerate(self.score.as_list(b))]
                self.pool(f"{field}.{f}", one, self.score.as_list(a), values)
                continue
            empty = ("", None, [], {}, False)
            right = a not in empty and b not in empty and self.score.same(kind, a, b)
            if b not in empty:
                self.mark(f"{pointer}/{f}", f"{field}.{f}", right)
            if a not in empty and not right:
                self.missing[f"{field}.{f}"] += 1

    def pool(self, field, kind, golds, values):
        left = list(golds)
        for pointer, value in values:
            hit = next((x for x in left if self.score.same(kind, x, value)), None)
            if hit is not None:
                left.remove(hit)
            self.mark(pointer, field, hit is not None)
        self.missing[field] += len(left)

    def profiles(self, g, p):
        golds = self.score.profiles(g)
        for i, profile in enumerate(p.get("profiles") or []):
            account = self.score.profiles({"profiles": [profile]})
            right = bool(account) and any(self.score.same(self.score.SHORT, x, account[0]) for x in golds)
            for part in ("network", "username", "url"):
                self.mark(f"/basics/profiles/{i}/{part}", "basics.profiles", right)

    def keywords(self, tally, name, field, golds, entries):
        skipped = {self.score.norm(k) for i, e in enumerate(golds or []) for j, k in enumerate(self.score.keywords([e]))
                   if tally.skip(f"{name}[{i}]") or tally.skip(f"{name}[{i}].keywords[{j}]")}
        values = []
        for i, entry in enumerate(entries or []):
            words = self.score.as_list(entry.get("keywords"))
            values += [(f"/{name}/{i}/keywords/{j}", w) for j, w in enumerate(words)]
            if not words and entry.get("name"):
                values.append((f"/{name}/{i}/name", entry["name"]))
        keep = [v for v in values if self.score.norm(v[1]) not in skipped]
        self.pool(field, self.score.SHORT, [k for k in self.score.keywords(golds) if self.score.norm(k) not in skipped], keep)

    def entries(self, tally, name, keys, kinds, g, p):
        if tally.skip(name):
            return
        g = [e for e in (g or []) if isinstance(e, dict)]
        p = [e for e in (p or []) if isinstance(e, dict)]
        pairs = sorted(((self.score.alike(keys, a, b), -abs(i - j), i, j) for i, a in enumerate(g) for j, b in enumerate(p)), reverse=True)
        taken, of = set(), {}
        for s, _, i, j in pairs:
            if s >= 0.3 and i not in taken and j not in of:
                taken.add(i)
                of[j] = i
        for j, entry in enumerate(p):
            gold = g[of[j]] if j in of else {}
            path = f"{name}[{of[j]}]" if j in of else f"{name}[+{j}]"
            self.scalars(tally, name, path, f"/{name}/{j}", kinds, gold, entry)
        for i, entry in enumerate(g):
            if i not in taken:
                self.scalars(tally, name, f"{name}[{i}]", "/-", kinds, entry, {})


def collect(score, folders, pred):
    samples, missing = [], collections.Counter()
    for folder in folders:
        for path in sorted(Path(folder).glob("*.gold.json")):
            doc = path.name.removesuffix(".gold.json")
            file = Path(pred) / f"{doc}.json"
            if not file.exists():
                continue
            gold, record = json.loads(path.read_text("utf-8")), json.loads(file.read_text("utf-8"))
            judge = Judge(score, gold, record)
            only = (gold.get("meta") or {}).get("only")
            missing.update({k: v for k, v in judge.missing.items() if not only or k in only})
            for pointer, places in ((record.get("meta") or {}).get("evidence") or {}).items():
                if pointer not in judge.right:
                    continue
                field, right = judge.right[pointer]
                if only and field not in only:
                    continue
                places = places if isinstance(places, list) else [places]
                samples.append(Sample(doc, field, float(places[0]["confidence"]), right, Path(folder).name))
    return samples, missing


def isotonic(points):
    """Pool adjacent violators over (x, y, weight) in order of x."""
    blocks = []
    for x, y, w in points:
        blocks.append([x * w, y * w, w])
        while len(blocks) > 1 and blocks[-2][1] / blocks[-2][2] >= blocks[-1][1] / blocks[-1][2]:
            last = blocks.pop()
            blocks[-1] = [a + b for a, b in zip(blocks[-1], last)]
    return [(bx / w, by / w) for bx, by, w in blocks]


def fit_field(own, of_list, everything):
    weighted = [(s.raw, s.right, 1.0) for s in own]
    weighted += [(s.raw, s.right, PRIOR_LIST / len(of_list)) for s in of_list]
    weighted += [(s.raw, s.right, PRIOR_ALL / len(everything)) for s in everything]
    weighted.sort()
    total = sum(w for _, _, w in weighted)
    bins, x, y, weight = [], 0.0, 0.0, 0.0
    for raw, right, w in weighted:
        x, y, weight = x + raw * w, y + right * w, weight + w
        if weight >= max(total / BINS, 8.0):
            bins.append((x / weight, y / weight, weight))
            x = y = weight = 0.0
    if weight > 0 and (weight >= 4 or not bins):
        bins.append((x / weight, y / weight, weight))
    return [(raw, min(MOST, max(LEAST, p))) for raw, p in isotonic(bins)]


def fit(samples):
    by_field, by_list = collections.defaultdict(list), collections.defaultdict(list)
    for s in samples:
        by_field[s.field].append(s)
        by_list[s.field.split(".")[0]].append(s)
    maps = {f: fit_field(own, by_list[f.split(".")[0]], samples) for f, own in by_field.items()}
    for name, own in by_list.items():
        maps.setdefault(name + ".*", fit_field(own, own, samples))
    maps["*"] = fit_field(samples, samples, samples)
    return maps


def apply(maps, field, raw):
    knots = maps.get(field) or maps.get(field.split(".")[0] + ".*") or maps["*"]
    if raw <= knots[0][0]:
        return knots[0][1]
    for (x0, y0), (x1, y1) in zip(knots, knots[1:]):
        if raw <= x1:
            return y0 + (y1 - y0) * (raw - x0) / (x1 - x0) if x1 > x0 else y1
    return knots[-1][1]


def calibration_error(pairs, bins=10):
    cells = collections.defaultdict(lambda: [0, 0.0, 0])
    for p, right in pairs:
        cell = cells[min(bins - 1, int(p * bins))]
        cell[0] += 1
        cell[1] += p
        cell[2] += right
    error = sum(abs(c[1] - c[2]) for c in cells.values()) / max(1, len(pairs))
    return error, [(k / bins, *cells[k]) for k in sorted(cells)]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", nargs="+", required=True)
    parser.add_argument("--pred", required=True)
    parser.add_argument("--score", required=True)
    parser.add_argument("--out")
    args = parser.parse_args()
    samples, missing = collect(load_scorer(args.score), args.gold, args.pred)
    if not samples:
        sys.exit("no records with evidence: run crossval.py --evidence first")

    fold = {s.doc: fnv_mix(s.doc.split("--")[0]) % FOLDS for s in samples}
    held_out = []
    for k in range(FOLDS):
        maps = fit([s for s in samples if fold[s.doc] != k])
        held_out += [(s, apply(maps, s.field, s.raw)) for s in samples if fold[s.doc] == k]

    def report(name, chosen):
        raw, _ = calibration_error([(s.raw, s.right) for s, _ in chosen])
        error, curve = calibration_error([(p, s.right) for s, p in chosen])
        print(f"{name:<14} values {len(chosen):6d}  right {100 * sum(s.right for s, _ in chosen) / len(chosen):5.1f} %"
              f"  calibration error raw {raw:.3f}  fitted {error:.3f}")
        return curve

    curve = report("all", held_out)
    print("  confidence  values  mean  right")
    for low, n, total, right in curve:
        print(f"  {low:.1f}-{low + 0.1:.1f} {n:12d} {total / n:6.2f} {right / n:6.2f}")
    for name in sorted({s.corpus for s in samples}):
        report(name, [c for c in held_out if c[0].corpus == name])
    for name in sorted({s.field.split(".")[0] for s in samples}):
        report(name, [c for c in held_out if c[0].field.split(".")[0] == name])

    # A value more or less raises a field's F1 when it is right more often than half that F1. What names an entry stays: without
    # a title a work is none.
    thresholds = {}
    print("what dropping gains (F1 by field, held out)")
    for field in sorted({s.field for s in samples if s.field.split(".")[-1] not in ("name", "title")}):
        own = [c for c in held_out if c[0].field == field]
        tp = sum(s.right for s, _ in own)
        fp, fn = len(own) - tp, missing[field]
        before = 200 * tp / max(1, 2 * tp + fp + fn)
        limit = before / 200
        kept = [s for s, p in own if p >= limit]
        tp2 = sum(s.right for s in kept)
        after = 200 * tp2 / max(1, 2 * tp2 + len(kept) - tp2 + fn + tp - tp2)
        if after > before + 0.3 and len(own) - len(kept) >= 5:
            thresholds[field] = limit
            print(f"  {field:<28} {before:5.1f} -> {after:5.1f}  drops {len(own) - len(kept)} of {len(own)} below {limit:.2f}")

    if args.out:
        with open(args.out, "w", encoding="utf-8") as out:
            out.write("# How sure a value of a field is, by its raw confidence: field, raw confidence, share of right values. Between two\n"
                      "# rows of a field lies a straight line. \"drop\": values below this share are left out.\n"
                      "# WRITTEN by tools/train/calibrate.py from cross-validated records; do not edit.\n")
            for field, knots in sorted(fit(samples).items()):
                out.writelines(f"{field}\t{raw:.3f}\t{p:.3f}\n" for raw, p in knots)
            out.writelines(f"{field}\tdrop\t{limit:.3f}\n" for field, limit in sorted(thresholds.items()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
