#!/usr/bin/env python3
"""Cross-validates the learned models, end to end and by document.

  tools/crossval.py --build build/dev --train FOLDER[=WEIGHT] ... --test FOLDER ... --score SCORE.PY [--folds 5]

For each fold: trains on all documents outside it (a document's settings and a person's themes share its fold; each
trainer reads the documents once for all folds), compiles the models, reads the fold's documents with them, and keeps the records in OUT/pred. Then scores all records at once,
each made by models that have not seen its document. Needs a build with -DCVEXTRACT_TRAIN=ON. References are learnt from
fictional lists too: --train-publications='--lists lists.jsonl' (tools/bibliography/training.py), and activities with
--train-activities='--lists activities.jsonl' (tools/bibliography/activities.py).
"""
import argparse
import concurrent.futures
import os
import shutil
import subprocess
import sys
from pathlib import Path

TRAINERS = ("train_headings", "train_kinds", "train_entries", "train_lists", "train_publications", "train_activities")


def fnv_mix(text: str) -> int:
    """hash64 of src/base/units.cpp: decides the fold, the same way as the trainers."""
    mask = (1 << 64) - 1
    h = 0xCBF29CE484222325
    for byte in text.encode():
        h = ((h ^ byte) * 0x100000001B3) & mask
    h ^= h >> 32
    h = (h * 0xD6E8FEB86659FD93) & mask
    h ^= h >> 32
    return h or 1


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", default="build/dev", help="build folder with the program and the trainers")
    parser.add_argument("--train", nargs="+", required=True)
    parser.add_argument("--test", nargs="+", required=True)
    parser.add_argument("--score", required=True, help="the scorer")
    parser.add_argument("--out", default="/tmp/cvextract-crossval")
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--keep-models", action="store_true", help="reuse the folds' models of an earlier call")
    parser.add_argument("--score-args", default="", help="passed on to the scorer, such as '--by-doc --errors'")
    parser.add_argument("--evidence", action="store_true", help="keep the evidence in the records, with raw confidences, for tools/train/calibrate.py")
    for trainer in TRAINERS:
        parser.add_argument("--" + trainer.replace("_", "-"), default="", help="further options of the trainer")
    args = parser.parse_args()
    args.options = {t: getattr(args, t).split() for t in TRAINERS}
    root = Path(__file__).resolve().parent.parent
    build, out = Path(args.build).resolve(), Path(args.out)

    out.mkdir(parents=True, exist_ok=True)
    if not args.keep_models:
        for trainer in TRAINERS:
            command = [build / "tools/train" / trainer, *args.train, "--folds", args.folds, "--each-fold", "--out", out / "weights"]
            subprocess.run([str(c) for c in command] + args.options.get(trainer, []), check=True, stderr=subprocess.DEVNULL)
    for fold in range(args.folds):
        models = out / f"models{fold}"
        shutil.rmtree(models, ignore_errors=True)
        shutil.copytree(root / "models", models)
        shutil.copytree(out / "weights" / str(fold), models / "weights", dirs_exist_ok=True)
        if args.evidence:
            (models / "weights/confidence.tsv").unlink(missing_ok=True)
        subprocess.run([str(build / "tools/compile_models"), str(models), str(out / f"fold{fold}.bin")], check=True)

    pred = out / "pred"
    pred.mkdir(exist_ok=True)

    def read(gold: Path) -> None:
        name = gold.name.removesuffix(".gold.json")
        blob = out / f"fold{fnv_mix(name.split('--')[0]) % args.folds}.bin"
        done = subprocess.run([str(build / "cvextract"), "--models", str(blob), *(["--evidence"] if args.evidence else []), str(gold.with_name(name + ".pdf"))], capture_output=True)
        (pred / f"{name}.json").write_bytes(done.stdout or b"{}")

    golds = [g for folder in args.test for g in Path(folder).glob("*.gold.json")]
    with concurrent.futures.ThreadPoolExecutor(args.jobs) as pool:
        list(pool.map(read, golds))
    for folder in args.test:
        print(f"== {folder}")
        sys.stdout.flush()
        subprocess.run([sys.executable, args.score, "--gold", folder, "--pred", str(pred), *args.score_args.split()], check=True)
    return 0


if __name__ == "__main__":
    os.environ.setdefault("LC_ALL", "C.UTF-8")
    sys.exit(main())
