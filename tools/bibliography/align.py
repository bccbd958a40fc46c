"""Finds the fields of a work in the text of its printed reference: labels for the trainer.

Labels: A authors, T title, V venue (a book's "place: publisher", a thesis's "kind, university"), VOL, ISS, PP, D date.
"""
import re
import unicodedata

IDENTIFIER = re.compile(r"https?://\S+|www\.\S+|10\.\d{4,9}/\S+|arxiv\s*:?\s*\S*\d{4}\.\d{4,5}\S*", re.I)
MONTHS = ("jan feb mar apr may jun jul aug sep oct nov dec january february march april june july august september october november december "
          "spring summer fall autumn winter").split()
JOINERS = {"and", "&", "et", "al", "others", "und", "y", "e", "with", "the", "jr", "sr", "iii", "ii", "..."}


def normal(text):
    """Folded letters and digits of text, each with its offset."""
    out, where = [], []
    for i, c in enumerate(text):
        for d in unicodedata.normalize("NFKC", c).casefold():
            if d.isalnum():
                out.append(d)
                where.append(i)
    return "".join(out), where


class Labels:
    def __init__(self, text):
        self.text = text
        self.folded, self.where = normal(text)
        self.spans = []
        self.taken = [False] * len(text)
        for m in IDENTIFIER.finditer(text):
            self.taken[m.start():m.end()] = [True] * (m.end() - m.start())

    def free(self, begin, end):
        return not any(self.taken[begin:end])

    def add(self, begin, end, label):
        while end > begin and self.text[end - 1] in " ,;:.":
            end -= 1
        for left, right in ("()", "[]", "\uff08\uff09"):
            part = self.text[begin:end]
            if part.count(left) > part.count(right) and self.text[end:end + 1] == right:
                end += 1
        if end > begin:
            self.spans.append((begin, end, label))
            self.taken[begin:end] = [True] * (end - begin)

    def find(self, value, start=0):
        """The first free occurrence of a value at word edges: (begin, end) or None."""
        needle = normal(value)[0]
        at = -1
        while needle:
            at = self.folded.find(needle, at + 1)
            if at < 0:
                return None
            begin, end = self.where[at], self.where[at + len(needle) - 1] + 1
            edge_left = begin == 0 or not (self.text[begin - 1].isalnum() and self.text[begin].isascii() and self.text[begin - 1].isascii())
            edge_right = end == len(self.text) or not (self.text[end].isalnum() and self.text[end].isascii())
            if begin >= start and edge_left and edge_right and self.free(begin, end):
                return begin, end
        return None

    def mark(self, value, label, start=0):
        hit = self.find(value, start) if value else None
        if hit:
            self.add(*hit, label)
        return hit

    def number(self, value, label, after, patterns):
        """A number in the first context that fits, else its first free occurrence behind `after`."""
        if not value:
            return
        quoted = re.sub(r"\\?[-\u2013]", "[-\u2013\u2010\u2011\u2212]", re.escape(value))
        for pattern in patterns:
            for m in re.finditer(pattern.replace("#", f"(?P<v>{quoted})(?![\\w])"), self.text, re.I):
                if self.free(m.start("v"), m.end("v")):
                    return self.add(m.start("v"), m.end("v"), label)
        for m in re.finditer(f"(?<![\\w]){quoted}(?![\\w])", self.text):
            if m.start() >= after and self.free(m.start(), m.end()):
                return self.add(m.start(), m.end(), label)

    def date(self, year, month=None):
        best = None
        for m in re.finditer(r"(?<!\d)(?<!\d[-\u2013])" + year + r"(?!\d)", self.text):
            if not self.free(m.start(), m.end()):
                continue
            best = m if best is None or month else best
            if not month:
                break
        if best is None:
            return
        begin, end = best.span()
        # The months and days that stand beside the year belong to the date.
        words = "|".join(MONTHS) + r"|\d{1,2}(?:st|nd|rd|th)?"
        before = re.search(r"(?:\b(?:" + words + r")\b[.,/ \u2013-]*)+$", self.text[:begin], re.I)
        if before and re.search("[a-z]", before.group(), re.I) and self.free(before.start(), begin):
            begin = before.start()
        after = re.match(r"(?:[.,/ -]*\b(?:" + words + r")\b\.?)+", self.text[end:], re.I)
        if after and re.search("[a-z]", after.group(), re.I) and self.free(end, end + after.end()):
            end += after.end()
        self.add(begin, end, "D")

    def authors(self, people):
        """people: lists of name words, one list each; marks the run of text that they make up."""
        people = [words + [words[-1] + words[0], words[0] + words[-1]] if not words[0].isascii() else words for words in people]
        first = {w for w in people[0] if len(w) > 1 or not w.isascii()}
        names = {w for words in people for w in words}
        joined = {"".join(w[0] for w in words[:-1]) for words in people} | {w[0] for w in names if w}
        tokens = [(m.start(), m.end(), normal(m.group())[0]) for m in re.finditer(r"[^\W_]+|[^\w\s]|_", self.text)]
        for i, (begin, _, word) in enumerate(tokens):
            if word not in first or not self.free(begin, begin + 1):
                continue
            k = i
            while k and self.free(*tokens[k - 1][:2]) and (tokens[k - 1][2] in joined | names or self.text[tokens[k - 1][0]] in ".-'\u2019"):
                k -= 1
            while tokens[k][2] == "":
                k += 1
            begin = tokens[k][0]
            j, last = i, i
            while j < len(tokens):
                b, e, w = tokens[j]
                initials = w and w.isascii() and len(w) <= 3 and (w in joined or self.text[b:e].isupper() and all(c in joined for c in w))
                if not self.free(b, e):
                    break
                if w in names or initials:
                    last = j
                elif w in JOINERS or (not w and self.text[b] in ",.;&-\u2010'\u2019\u00b7*\u2020\u2026[]"):
                    pass
                else:
                    break
                j += 1
            end = tokens[last][1]
            if end < len(self.text) and self.text[end] == "." and end - tokens[last][0] <= 2:
                end += 1
            self.spans.append((begin, end, "A"))
            self.taken[begin:end] = [True] * (end - begin)
            return


def name_words(text):
    return [w for w in (normal(m.group())[0] for m in re.finditer(r"[^\W_]+", text)) if w]


def label_work(text, item):
    """Labels of a CSL-JSON item in its rendered reference."""
    labels = Labels(text)
    hit = labels.mark(item["title"], "T")
    after = hit[1] if hit else 0
    venue = None
    for name in (item.get("container-title"), item.get("container-title-short")):
        if name and (venue := labels.mark(name, "V")):
            break
    if not venue and "container-title" not in item and item.get("publisher"):
        parts = [labels.find(p) for p in (item.get("genre"), item.get("publisher-place"), item["publisher"]) if p]
        parts = sorted(p for p in parts if p)
        if parts:
            begin, end = parts[-1] if len(parts) > 1 and parts[-1][0] - parts[0][1] > 6 else (parts[0][0], parts[-1][1])
            labels.add(begin, end, "V")
            venue = (begin, end)
    labels.authors([name_words(" ".join([a["given"], a.get("non-dropping-particle", ""), a["family"]])) for a in item["author"]])
    after = max(after, venue[1] if venue else 0)
    year = str(item["issued"]["date-parts"][0][0])
    pages = item.get("page")
    if pages:
        first = pages.split("-")[0]
        m = next((m for m in re.finditer(r"(?<![\w.])" + first + r"(?:\s?[-\u2013\u2010\u2011]{1,2}\s?[\w.]+)?(?!\w)", text)
                  if labels.free(m.start(), m.end()) and (m.end() - m.start() > len(first) or "-" not in pages)), None)
        if m:
            labels.add(m.start(), m.end(), "PP")
    labels.date(year)
    volume, issue = item.get("volume"), item.get("issue")
    labels.number(volume, "VOL", after, [r"\bvol(?:ume)?s?\.?\s*#"])
    labels.number(issue, "ISS", after, [r"\b(?:no|iss(?:ue)?|nr|num(?:ber)?)\b\.?\s*#", r"\(\s*#\s*\)"])
    return sorted(labels.spans)
