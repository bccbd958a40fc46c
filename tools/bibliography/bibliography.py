#!/usr/bin/env python3
"""A bibliography of works that do not exist, as CSL-JSON: the same seed gives the same works.

  bibliography.py --works 240 --seed 1 > bibliography.json
  --chinese SHARE   share of Chinese works (0.08)
"""
import argparse
import json
import random
from pathlib import Path

WORDS = json.loads((Path(__file__).parent / "words.json").read_text("utf-8"))


def person(rng, chinese=False):
    if chinese:
        return {"family": rng.choice(WORDS["chinese_family"]), "given": rng.choice(WORDS["chinese_given"])}
    given = rng.choice(WORDS["given"])
    draw = rng.random()
    if draw < 0.3:
        given += " " + rng.choice("ABCDEFGHJKLMNPRSTW") + "."
    elif draw < 0.36:
        given += "-" + rng.choice(WORDS["given"])
    elif draw < 0.42:
        given += " " + rng.choice(WORDS["given"])
    family = rng.choice(WORDS["family"])
    draw = rng.random()
    if draw < 0.04:
        family += "-" + rng.choice(WORDS["family"])
    elif draw < 0.08:
        return {"family": family, "given": given, "non-dropping-particle": rng.choice(WORDS["particles"])}
    return {"family": family, "given": given}


def people(rng, chinese=False, crowds=0.0):
    count = rng.choices(range(1, 10), [20, 24, 22, 14, 8, 5, 3, 2, 2])[0]
    if rng.random() < crowds:
        count = rng.randint(9, 24)
    out = []
    while len(out) < count:
        who = person(rng, chinese)
        if all(who["family"] != other["family"] for other in out):
            out.append(who)
    return out


def title(rng, topic):
    a, a2 = rng.sample(topic["adjectives"], 2)
    n, n2 = rng.sample(topic["nouns"], 2)
    article = "An" if a2[0] in "AEIOU" else "A"
    text = rng.choice(WORDS["patterns"]).format(a=a, a2=a2, n=n, n2=n2, A=article, s=rng.choice(topic["settings"]),
                                                 y=rng.choice(topic["systems"]))
    return text.replace("A A", "An A", 1) if text.startswith("A A") else text


def short_form(name):
    skip = {"of", "the", "and", "on", "in", "for"}
    return " ".join(w if len(w) < 5 or w.isupper() else w[:4] + "." for w in name.split() if w not in skip)


def work(rng, number, chinese, crowds=0.0):
    topic = rng.choice(WORDS["topics"])
    year = rng.randint(1994, 2025)
    kind = rng.choices(["article-journal", "paper-conference", "chapter", "book", "thesis", "report", "article"],
                       [46, 22, 9, 7, 4, 5, 7])[0]
    item = {"id": f"work{number:04d}", "type": kind, "title": title(rng, topic), "author": people(rng, crowds=crowds),
            "issued": {"date-parts": [[year] + ([rng.randint(1, 12)] if rng.random() < 0.25 else [])]}}
    first = rng.randint(1, 3000)
    pages = f"{first}-{first + rng.randint(3, 40)}"
    if chinese:
        item.update(type="article-journal" if kind != "book" else "book", language="zh", author=people(rng, True),
                    title=rng.choice(WORDS["chinese_titles"]).format(rng.choice(WORDS["chinese_topics"])))
        if item["type"] == "book":
            item.update({"publisher": rng.choice(WORDS["chinese_publishers"]), "publisher-place": "北京"})
        else:
            item.update({"container-title": rng.choice(WORDS["chinese_journals"]), "volume": str(rng.randint(2, 60)),
                         "issue": str(rng.randint(1, 12)), "page": pages})
        return item
    if rng.random() < 0.55:
        item["DOI"] = f"10.{rng.randint(1000, 59999)}/{rng.choice(['fic', 'img.', 'j.', 's'])}{rng.randint(1000, 99999)}.{year}.{rng.randint(10, 9999)}"
    if kind == "article-journal":
        name = rng.choice(topic["journals"])
        item.update({"container-title": name, "container-title-short": short_form(name), "volume": str(rng.randint(1, 240))})
        if rng.random() < 0.75:
            item["issue"] = str(rng.randint(1, 12)) if rng.random() < 0.95 else "3-4"
        if rng.random() < 0.9:
            item["page"] = pages if rng.random() < 0.85 else rng.choice([f"e{first}", f"{first:06d}", f"{first}"])
    elif kind == "paper-conference":
        name = rng.choice(topic["conferences"])
        draw = rng.random()
        if draw < 0.4:
            name = f"Proceedings of the {rng.choice(WORDS['ordinals'])} {name}"
        elif draw < 0.7:
            name = f"Proceedings of the {name}"
        elif draw < 0.85:
            name = f"{year} {name}"
        item["container-title"] = name
        if rng.random() < 0.75:
            item["page"] = pages
        if rng.random() < 0.6:
            item["publisher"], item["publisher-place"] = rng.choice(WORDS["publishers"])
        if rng.random() < 0.4:
            item["event-place"] = rng.choice(WORDS["cities"])
    elif kind == "chapter":
        item.update({"container-title": rng.choice(WORDS["books"]), "page": pages, "editor": people(rng)[:3]})
        item["publisher"], item["publisher-place"] = rng.choice(WORDS["publishers"])
    elif kind == "book":
        item["publisher"], item["publisher-place"] = rng.choice(WORDS["publishers"])
        item["ISBN"] = "978-" + "-".join([str(rng.randint(0, 9)), str(rng.randint(100, 999)), str(rng.randint(10000, 99999)), str(rng.randint(0, 9))])
        item.pop("DOI", None)
    elif kind == "thesis":
        item.update({"publisher": rng.choice(WORDS["universities"]), "genre": rng.choice(["PhD thesis", "Ph.D. dissertation", "Master's thesis"]),
                     "author": item["author"][:1]})
        item.pop("DOI", None)
    elif kind == "report":
        item.update({"publisher": rng.choice(WORDS["universities"]), "genre": rng.choice(["Working paper", "Technical report"]),
                     "number": str(rng.randint(2, 999))})
    else:
        number = f"{year % 100:02d}{rng.randint(1, 12):02d}.{rng.randint(100, 99999):05d}"
        item.update({"publisher": "arXiv", "number": f"arXiv:{number}", "URL": f"https://arxiv.org/abs/{number}"})
        item.pop("DOI", None)
    return item


def bibliography(works, seed, chinese=0.08, crowds=0.0):
    rng = random.Random(seed)
    out, titles = [], set()
    while len(out) < works:
        item = work(rng, len(out) + 1, rng.random() < chinese, crowds)
        if item["title"] not in titles:
            titles.add(item["title"])
            out.append(item)
    return out


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--works", type=int, default=240)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--chinese", type=float, default=0.08)
    args = parser.parse_args()
    print(json.dumps(bibliography(args.works, args.seed, args.chinese), ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
