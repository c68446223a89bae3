"""Golden classification reports from scikit-learn. usage: make.py OUT_DIR (see README.md)"""
import json
import math
import os
import sys
import warnings

import numpy as np
from sklearn.metrics import classification_report, confusion_matrix


def noisy(rng, support, accuracy, never):
    true = np.repeat(np.arange(len(support)), support)
    allowed = [c for c in range(len(support)) if c not in never]
    pred = np.where(rng.random(len(true)) < accuracy, true, rng.choice(allowed, len(true)))
    pred[np.isin(pred, never)] = allowed[0]
    order = rng.permutation(len(true))
    return true[order], pred[order]


def cases():
    rng = np.random.default_rng(3)
    letters = [30, 12, 44, 20, 25, 3, 9, 14, 2, 16, 11, 22, 25, 40, 90, 41, 0, 23, 80, 47, 55, 8, 21, 12, 20, 1]
    t, p = noisy(rng, letters, .9, never=(8, 16, 25))
    yield "letters-never-predicted", t, p, dict(labels=list(range(26)), target_names=[chr(65 + i) for i in range(26)],
                                                digits=2, zero_division=0)
    names = ["total", "tax rate", "name of the shop, branch", "Straße", "date", "?"]
    t, p = noisy(rng, [77, 40, 31, 12, 58, 3], .75, never=())
    yield "field-names-digits-4", t, p, dict(target_names=names, digits=4)

    t, p = noisy(rng, [40, 30, 20, 25, 9], .7, never=())
    yield "labels-leave-out-classes", t, p, dict(labels=[3, 0, 2], digits=3)
    yield "labels-reversed-and-absent", t, p, dict(labels=[6, 4, 3, 2, 1, 0, 5], zero_division=0)
    yield "labels-without-samples", t, np.where(p == 1, 7, p), dict(labels=[7, 5], zero_division=0)
    for digits in (0, 1, 5, 13):
        yield f"digits-{digits}", t, p, dict(digits=digits)
    # class 1 is never predicted, class 4 has no sample, class 5 neither
    t, p = noisy(rng, [12, 7, 30, 21, 0, 0], .8, never=(1, 5))
    p[:4] = 4
    for zero in ("warn", 0, 1, math.nan):
        yield f"zero-division-{zero}", t, p, dict(labels=list(range(6)), zero_division=zero)
        yield f"zero-division-{zero}-subset", t, p, dict(labels=[1, 2, 5], zero_division=zero, digits=6)
    yield "zero-division-nan-alone", t, p, dict(labels=[5], zero_division=math.nan)
    yield "single-class", np.full(9, 7), np.full(9, 7), dict(zero_division=0)
    yield "one-sample-wrong", np.array([1]), np.array([0]), dict(zero_division=0)
    # shares of 8, 40 and 200 end in halves at 2 decimals
    t = np.repeat(np.arange(5), [8, 8, 40, 200, 1000])
    p = t.copy()
    p[[0, 8, 9, 10, 16, 17, 18, 56, 300, 301, 302, 303, 304]] = 4
    yield "halves", t, p, dict()
    t, p = noisy(rng, [11, 25, 40, 3], .8, never=())
    numbers = np.array([3, 10, 25, 100])
    yield "integer-labels", numbers[t], numbers[p], dict()
    strings = np.array(["a", "B", "10", "2", "é", "Z", "日本", "~"])
    t, p = noisy(rng, [9, 8, 30, 12, 17, 4, 6, 5], .8, never=())
    yield "string-labels", strings[t], strings[p], dict()
    t, p = noisy(rng, [20, 30, 40, 10], .85, never=())
    yield "names-unicode", t, p, dict(target_names=["Grüße", "日本語のラベル", "e\u0301 (two code points)", "😀"])
    yield "names-long", t, p, dict(target_names=["x" * 41, "a", "weighted avg", "line with  two spaces"], digits=3)
    yield "names-of-the-averages", t, p, dict(labels=[0, 1, 2], target_names=["accuracy", "macro avg", "b"])
    yield "names-repeated", t, p, dict(target_names=["a", "a", "b", "b"])
    for classes in (62, 200):
        t, p = noisy(rng, rng.integers(1, 60, classes), .93, never=())
        yield f"classes-{classes}", t, p, dict(digits=4)
    t, p = noisy(rng, rng.integers(0, 5, 150), .5, never=(3, 70, 149))
    yield "classes-150-zero-division-nan", t, p, dict(labels=list(range(150)), zero_division=math.nan)
    # scikit-learn's counts are floats when no sample is right
    yield "none-right", np.array([0, 1, 1, 2]), np.array([1, 0, 2, 0]), dict(labels=[1, 2], target_names=["b", "c"])


def clean(value):
    """JSON has no NaN: null in the report."""
    if isinstance(value, dict):
        return {key: clean(entry) for key, entry in value.items()}
    return None if isinstance(value, float) and math.isnan(value) else value


for name, true, pred, kw in cases():
    folder = os.path.join(sys.argv[1], name)
    os.makedirs(folder, exist_ok=True)
    warnings.simplefilter("ignore")
    labels = kw.get("labels", sorted({*true.tolist(), *pred.tolist()}))

    def write(file, text):
        with open(os.path.join(folder, file), "w") as f:
            f.write(text)

    call = dict(kw, matrix_labels=labels)
    if "zero_division" in kw:
        call["zero_division"] = "nan" if kw["zero_division"] != kw["zero_division"] else kw["zero_division"]
    # confusion_matrix refuses labels that are all without samples
    matrix = np.array([[np.sum((true == t) & (pred == p)) for p in labels] for t in labels])
    if np.isin(labels, true).any():
        assert (matrix == confusion_matrix(true, pred, labels=labels)).all()
    write("y.tsv", "y_true\ty_pred\n" + "".join(f"{t}\t{p}\n" for t, p in zip(true, pred)))
    write("report.txt", classification_report(true, pred, **kw))
    write("report.json", json.dumps(clean(classification_report(true, pred, output_dict=True, **kw)), indent=1,
                                    ensure_ascii=False) + "\n")
    write("confusion.csv", "".join(",".join(map(str, row)) + "\n" for row in matrix.tolist()))
    write("call.json", json.dumps(call, indent=1, ensure_ascii=False) + "\n")
