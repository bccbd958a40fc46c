#!/usr/bin/env python3
"""Writes models/lexicon/subdivisions.tsv: states, provinces and counties by the names that their own country uses.

  tools/lexicon/subdivisions.py

From ISO 3166-2 as Debian's package iso-codes carries it (LGPL-2.1-or-later); names that regions.tsv or places.tsv hold
are left out.
"""
import json
import re
from pathlib import Path

LEXICON = Path(__file__).resolve().parent.parent.parent / "models" / "lexicon"
SOURCE = Path("/usr/share/iso-codes/json/iso_3166-2.json")
# Smaller ones mostly have the name of their town.
KINDS = ("State", "Province", "Autonomous province", "Region", "Autonomous region", "Autonomous community", "Oblast", "County",
         "Two-tier county", "Council area", "Department", "Metropolitan department", "Metropolitan region", "Canton", "Voivodship",
         "Prefecture", "Governorate", "Republic", "Administrative region", "Land", "Free municipal consortium", "Nation", "Country")
HEADER = """# States, provinces and counties by the names that their own country uses, ISO code of country, weight.
# GENERATED from ISO 3166-2 (Debian's iso-codes, LGPL-2.1-or-later) by tools/lexicon/subdivisions.py; do not edit.
"""


def known() -> set:
    names = set()
    for file in ("regions.tsv", "places.tsv"):
        for line in (LEXICON / file).read_text("utf-8").splitlines():
            if line and not line.startswith("#"):
                names.add(line.split("\t")[0].casefold())
    return names


def main() -> None:
    seen, rows = known(), []
    for entry in json.loads(SOURCE.read_text("utf-8"))["3166-2"]:
        if entry["type"] not in KINDS:
            continue
        country = entry["code"].split("-")[0]
        name = re.sub(r"\s*[\[(].*", "", entry["name"]).strip()
        names = {name, name.replace("-", " ")} if country == "FR" else {name}
        for name in names | {part.strip() for part in name.split("/")}:
            if len(name) < 4 or "/" in name or name.casefold() in seen:
                continue
            seen.add(name.casefold())
            rows.append((name, country))
    rows.sort(key=lambda row: (row[0].casefold(), row[1]))
    with open(LEXICON / "subdivisions.tsv", "w", encoding="utf-8") as out:
        out.write(HEADER)
        out.writelines(f"{name}\t{country}\t0.8\n" for name, country in rows)


if __name__ == "__main__":
    main()
