"""Strict comparison of a record with a golden one.

Every value that the golden record states must be in the record at the same place and be printed alike: white space and
compatibility forms aside, letter by letter; telephone numbers by their digits, addresses of pages without scheme and
www. Lists of entries are aligned in printed order (an entry cannot pass another), so that one missing entry does not
spoil those behind it. Paths in the golden record's meta.unsure are left out on both sides.
"""
import re
import unicodedata

# What the program adds to a record beyond what a golden record states.
BEYOND_GOLD = {"phoneE164", "pmid", "isbn", "type", "status", "note"}
COMPARED_META = {"language"}


def same(gold, got, key=""):
    def plain(value):
        if not isinstance(value, str):
            return value
        value = re.sub(r"\s", "", unicodedata.normalize("NFKC", value)).replace("\u2010", "-")
        if key == "language":  # of the document: zh-Hans is zh
            value = re.sub(r"^([a-z]{2,3})-[A-Za-z-]+$", r"\1", value)
        if key == "phone":  # a font's hyphens differ from the keyboard's
            return re.sub(r"[^0-9+]", "", value)
        if key == "url":  # as printed, or as linked
            return re.sub(r"^https?://(www\.)?", "", value).rstrip("/")
        return value

    return plain(gold) == plain(got)


def without_extras(record, gold):
    """The part of a record that a golden record can speak about."""

    def prune(value, gold_value):
        if isinstance(value, dict):
            known = gold_value if isinstance(gold_value, dict) else {}
            return {k: prune(v, known.get(k)) for k, v in value.items() if k not in BEYOND_GOLD or k in known}
        if isinstance(value, list):
            return [prune(v, None) for v in value]
        return value

    out = prune({k: v for k, v in record.items() if k not in ("meta", "sections")}, gold)
    if "interests" in out:
        out["interests"] = flat_interests(out["interests"])
    out["sections"] = [{k: s[k] for k in ("heading", "kind")} for s in record.get("sections", [])]
    out["meta"] = {k: v for k, v in record.get("meta", {}).items() if k in COMPARED_META}
    return out


def flat_interests(entries):
    """An interest alone may stand as a name or as a keyword: both are right."""
    return [{"keywords": [k for e in entries for k in e.get("keywords") or [e.get("name")]]}]


class Comparison:
    def __init__(self, gold, record):
        self.right = self.missing = self.spurious = 0
        self.differences = []  # (path, gold value or None, value or None)
        self.unsure = gold.get("meta", {}).get("unsure", [])
        stated = {k: v for k, v in gold.items() if k != "meta"}
        stated["meta"] = {k: v for k, v in gold.get("meta", {}).items() if k in COMPARED_META}
        if "interests" in stated:
            stated["interests"] = flat_interests(stated["interests"])
        self._walk("", stated, without_extras(record, gold))

    @property
    def f1(self):
        total = 2 * self.right + self.missing + self.spurious
        return 100.0 * 2 * self.right / total if total else 100.0

    def _skipped(self, path):
        return any(path == u or path.startswith((u + ".", u + "[")) for u in self.unsure)

    def _walk(self, path, gold, got):
        if self._skipped(path):
            return
        if isinstance(gold, dict) or isinstance(got, dict):
            gold, got = (v if isinstance(v, dict) else {} for v in (gold, got))
            for key in sorted(gold.keys() | got.keys()):
                self._walk(f"{path}.{key}" if path else key, gold.get(key), got.get(key))
        elif isinstance(gold, list) or isinstance(got, list):
            gold, got = (v if isinstance(v, list) else [] for v in (gold, got))
            for i, j in align(gold, got):
                where = f"{path}[{i}]" if i is not None else f"{path}[+{j}]"
                self._walk(where, None if i is None else gold[i], None if j is None else got[j])
        elif gold is not None and got is not None and same(gold, got, path.rsplit(".", 1)[-1]):
            self.right += 1
        else:
            self.missing += gold is not None
            self.spurious += got is not None
            self.differences.append((path, gold, got))


def agreement(gold, got, key=""):
    """How many values two entries share."""
    if isinstance(gold, dict) and isinstance(got, dict):
        return sum(agreement(gold[k], got[k], k) for k in gold.keys() & got.keys())
    if isinstance(gold, list) and isinstance(got, list):
        return sum(any(agreement(a, b) for b in got) for a in gold)
    return 1 if same(gold, got, key) else 0


def align(gold, got):
    """Pairs of indices (None for no partner) that keep both orders and share the most values."""
    rows, columns = len(gold), len(got)
    best = [[0] * (columns + 1) for _ in range(rows + 1)]
    shared = [[agreement(a, b) for b in got] for a in gold]
    for i in range(rows - 1, -1, -1):
        for j in range(columns - 1, -1, -1):
            pair = best[i + 1][j + 1] + shared[i][j] if shared[i][j] else -1
            best[i][j] = max(pair, best[i + 1][j], best[i][j + 1])
    pairs, i, j = [], 0, 0
    while i < rows and j < columns:
        if shared[i][j] and best[i][j] == best[i + 1][j + 1] + shared[i][j]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            pairs.append((i, None))
            i += 1
        else:
            pairs.append((None, j))
            j += 1
    return pairs + [(k, None) for k in range(i, rows)] + [(None, k) for k in range(j, columns)]
