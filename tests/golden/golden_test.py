#!/usr/bin/env python3
"""golden_test.py PROGRAM [--raise] [--errors] [NAME...]: runs the program on every sample CV.

For each sample: the record is valid by the project's schema and by JSON Resume's, holds no key that the schema does not
know, is the same on a second run, and agrees with the golden record at least as well as floors.json says (F1 in per
cent over all values, strictly compared, see compare.py). --raise lifts the floors to what is reached; they never fall.
"""
import copy
import json
import math
import os
import subprocess
import sys
import unittest
from pathlib import Path

import jsonschema

from compare import Comparison

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "samples"
FLOORS = Path(__file__).with_name("floors.json")
PROGRAM, RAISE, SHOW = "", False, False


def load(path):
    return json.loads(Path(path).read_text("utf-8"))


def strict(schema):
    """The schema with every object closed to keys that it does not name."""
    if isinstance(schema, dict):
        schema = {k: strict(v) for k, v in schema.items()}
        if "properties" in schema and "additionalProperties" not in schema:
            schema["additionalProperties"] = False
    elif isinstance(schema, list):
        schema = [strict(v) for v in schema]
    return schema


def problems(schema, record):
    validator = jsonschema.Draft7Validator(schema, format_checker=jsonschema.FormatChecker())
    return [f"{'/'.join(map(str, e.path))}: {e.message}" for e in validator.iter_errors(record)]


def run(*arguments):
    return subprocess.run([PROGRAM, *arguments], capture_output=True, timeout=120, check=True).stdout


class Samples(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.schema = load(ROOT / "models" / "cv-record.schema.json")
        cls.closed = strict(copy.deepcopy(cls.schema))
        cls.json_resume = [load(Path(__file__).with_name("json-resume-1.x.schema.json"))]
        if os.environ.get("JSONRESUME_SCHEMA"):  # the published schema itself, where somebody has it
            cls.json_resume.append(load(os.environ["JSONRESUME_SCHEMA"]))
        cls.floors = load(FLOORS)

    def check_valid(self, record):
        for schema in [self.schema, *self.json_resume]:
            self.assertEqual(problems(schema, record), [])

    def check_sample(self, gold_path):
        name = gold_path.name.removesuffix(".gold.json")
        gold = load(gold_path)
        self.check_valid(gold)
        printed = run("--evidence", str(SAMPLES / f"{name}.pdf"))
        self.assertEqual(printed, run("--evidence", str(SAMPLES / f"{name}.pdf")), "not deterministic")
        record = json.loads(printed.decode("utf-8"))
        self.check_valid(record)
        self.assertEqual(problems(self.closed, record), [])
        result = Comparison(gold, record)
        report = "\n".join(f"  {path}: golden {json.dumps(g, ensure_ascii=False)} got {json.dumps(p, ensure_ascii=False)}"
                           for path, g, p in result.differences)
        reached = math.floor(result.f1 * 10) / 10
        if SHOW:
            print(f"{name}: {reached}\n{report}")
        if RAISE:
            self.floors[name] = max(self.floors.get(name, 0), reached)
        self.assertGreaterEqual(reached, self.floors.get(name, 100), f"{name} fell below its floor:\n{report}")

    def test_there_are_samples(self):
        self.assertGreaterEqual(len(list(SAMPLES.glob("*.gold.json"))), 12)
        for pdf in SAMPLES.glob("*.pdf"):
            self.assertTrue(pdf.with_suffix("").with_suffix(".gold.json").exists(), pdf.name)
            self.assertLess(pdf.stat().st_size, 120_000, pdf.name)


def main():
    global PROGRAM, RAISE, SHOW
    arguments = sys.argv[1:]
    RAISE, SHOW = "--raise" in arguments, "--errors" in arguments
    PROGRAM, *names = [a for a in arguments if not a.startswith("--")]
    for path in sorted(SAMPLES.glob("*.gold.json")):
        name = path.name.removesuffix(".gold.json")
        if names and name not in names:
            continue
        setattr(Samples, f"test_{name}", lambda self, path=path: self.check_sample(path))
    if names:
        del Samples.test_there_are_samples
    outcome = unittest.TextTestRunner().run(unittest.defaultTestLoader.loadTestsFromTestCase(Samples))
    if RAISE:
        FLOORS.write_text(json.dumps(Samples.floors, indent=1, sort_keys=True) + "\n", "utf-8")
    sys.exit(0 if outcome.wasSuccessful() and outcome.testsRun else 1)


if __name__ == "__main__":
    main()
