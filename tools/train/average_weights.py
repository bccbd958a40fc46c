#!/usr/bin/env python3
"""average_weights.py A.crf B.crf OUT.crf: the mean of two models with the same labels.

Two models that were trained on different mixes of CVs err in different places; the mean of their weights errs less than
either, at the cost of one (parameter averaging, as over the epochs of one training).
"""
import sys

LEAST = 0.05  # weights below it are left out: they decide nothing and make the file larger


def read(path):
    labels, transitions, weights = "", {}, {}
    for line in open(path, encoding="utf-8"):
        if line.startswith("#"):
            continue
        if line.startswith("labels"):
            labels = line
        elif line.startswith("transition"):
            _, before, after, value = line.split()
            transitions[before, after] = float(value)
        else:
            feature, *pairs = line.split()
            weights[feature] = {int(label): float(value) for label, value in (p.split(":") for p in pairs)}
    return labels, transitions, weights


def main():
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    (labels, moves_a, a), (labels_b, moves_b, b) = read(sys.argv[1]), read(sys.argv[2])
    if labels != labels_b:
        sys.exit("average_weights.py: the models have different labels")
    with open(sys.argv[1], encoding="utf-8") as first, open(sys.argv[3], "w", encoding="utf-8") as out:
        out.write(first.readline() + labels)
        for move in sorted({*moves_a, *moves_b}):
            value = (moves_a.get(move, 0) + moves_b.get(move, 0)) / 2
            if abs(value) >= 0.0005:
                out.write(f"transition {move[0]} {move[1]} {value:.3f}\n")
        for feature in sorted({*a, *b}):
            x, y = a.get(feature, {}), b.get(feature, {})
            mean = {label: (x.get(label, 0) + y.get(label, 0)) / 2 for label in sorted({*x, *y})}
            kept = " ".join(f"{label}:{value:.2f}" for label, value in mean.items() if abs(value) >= LEAST)
            if kept:
                out.write(f"{feature} {kept}\n")


if __name__ == "__main__":
    main()
