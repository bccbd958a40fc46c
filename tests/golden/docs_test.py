#!/usr/bin/env python3
"""docs/record.md names every key of the schema and its examples obey it; docs/models.md names every model file."""
import json
import re
import unittest
from pathlib import Path

import jsonschema

ROOT = Path(__file__).resolve().parents[2]
SCHEMA = json.loads((ROOT / "models" / "cv-record.schema.json").read_text("utf-8"))
PAGE = (ROOT / "docs" / "record.md").read_text("utf-8")


def keys(schema):
    if isinstance(schema, dict):
        for name, value in schema.get("properties", {}).items():
            yield name
            yield from keys(value)
        yield from keys(schema.get("items"))
        yield from keys(schema.get("additionalProperties"))


class RecordPage(unittest.TestCase):
    def test_every_key_is_explained(self):
        missing = [k for k in sorted(set(keys(SCHEMA))) if not re.search(rf'[`"# ]{k}[`", \n]', PAGE)]
        self.assertEqual(missing, [])

    def test_examples_are_valid(self):
        blocks = re.findall(r"^## (\w+).*?```json\n(.*?)```", PAGE, re.S | re.M)
        self.assertGreater(len(blocks), 5)
        for list_name, text in blocks:
            if text.lstrip().startswith("{"):
                jsonschema.Draft7Validator(SCHEMA).validate({list_name: [json.loads(text)]})


class ModelsPage(unittest.TestCase):
    def test_every_file_is_named(self):
        page = (ROOT / "docs" / "models.md").read_text("utf-8")
        names = [f.name for f in (ROOT / "models").rglob("*") if f.is_file() and f.suffix != ".md"]
        self.assertEqual([n for n in sorted(names) if f"`{n}`" not in page], [])


if __name__ == "__main__":
    unittest.main()
