#!/usr/bin/env python3
"""The comparison itself: it must see what is missing, spurious, wrong or out of order."""
import unittest

from compare import Comparison

GOLD = {
    "basics": {"name": "Ana Reyes"},
    "work": [{"name": "A", "position": "x"}, {"name": "B", "position": "y"}],
    "skills": [{"keywords": ["C++", "SQL"]}],
    "sections": [{"heading": "Work", "kind": "work"}],
    "meta": {"language": "en", "unsure": ["work[1].position"]},
}


def record(**changes):
    full = {k: v for k, v in GOLD.items() if k != "meta"} | {"meta": {"language": "en", "version": "1.0.0"}}
    return full | changes


class Compare(unittest.TestCase):
    def counts(self, **changes):
        result = Comparison(GOLD, record(**changes))
        return result.right, result.missing, result.spurious

    def test_equal(self):
        self.assertEqual(self.counts(), (9, 0, 0))

    def test_cases(self):
        for change, expected in (
            ({"basics": {"name": "Ana  Reyes"}}, (9, 0, 0)),  # white space aside
            ({"basics": {"name": "ana reyes"}}, (8, 1, 1)),
            ({"basics": {"name": "Ana Reyes", "phone": "1"}}, (9, 0, 1)),
            ({"basics": {"name": "Ana Reyes", "phoneE164": "+1"}}, (9, 0, 0)),  # beyond gold
            ({"work": GOLD["work"][1:]}, (7, 2, 0)),  # only the first entry is lost
            ({"work": GOLD["work"][::-1]}, (7, 2, 2)),  # order counts
            ({"work": [GOLD["work"][0], {"name": "B", "position": "z"}]}, (9, 0, 0)),  # unsure
            ({"skills": [{"keywords": ["C++"]}]}, (8, 1, 0)),
            ({"sections": [{"heading": "Work", "kind": "other", "text": "..."}]}, (8, 1, 1)),
        ):
            with self.subTest(change=change):
                self.assertEqual(self.counts(**change), expected)


if __name__ == "__main__":
    unittest.main()
