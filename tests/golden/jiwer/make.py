"""Measures pairs of lines with jiwer, and with dinglehopper by grapheme cluster. usage: make.py PAIRS.jsonl (see README.md)

Reads `ref`, `hyp` and `kind` of every pair, in the order of the file, and writes the file anew with all values.
`make.py --draw SEED COUNT LENGTH` prints drawn pairs instead, to be measured afterwards.
"""
import json
import math
import random
import sys
import unicodedata
from importlib.metadata import version

import jiwer
from dinglehopper import character_error_rate_n, word_error_rate_n


def all_have_the_same_split(ref, hyp):
    """Whether every shortest list of edits has the same number of substitutions."""
    table = {}
    for i in range(len(ref) + 1):
        for j in range(len(hyp) + 1):
            ways = []  # (edits, fewest and most substitutions)
            if i:
                edits, least, most = table[i - 1, j]
                ways.append((edits + 1, least, most))
            if j:
                edits, least, most = table[i, j - 1]
                ways.append((edits + 1, least, most))
            if i and j:
                edits, least, most = table[i - 1, j - 1]
                differ = int(ref[i - 1] != hyp[j - 1])
                ways.append((edits + differ, least + differ, most + differ))
            fewest = min((w[0] for w in ways), default=0)
            best = [w for w in ways if w[0] == fewest] or [(0, 0, 0)]
            table[i, j] = fewest, min(w[1] for w in best), max(w[2] for w in best)
    _, least, most = table[len(ref), len(hyp)]
    return least == most


def counts(out):
    return {"H": out.hits, "S": out.substitutions, "D": out.deletions, "I": out.insertions}


def words(out):
    return {"wer": out.wer, "mer": out.mer, "wil": out.wil, "wip": out.wip, **counts(out)}


def chars(out):
    return {"cer": out.cer, **counts(out)}


def finite(value):
    return value if math.isfinite(value) else None


def measure(number, pair):
    ref, hyp = pair["ref"], pair["hyp"]
    w, c = jiwer.process_words(ref, hyp), jiwer.process_characters(ref, hyp)
    cer, graphemes = character_error_rate_n(ref, hyp)
    wer, count = word_error_rate_n(ref, hyp)
    return {"id": number, "kind": pair["kind"], "ref": ref, "hyp": hyp,
            "words": {**words(w), "forced": all_have_the_same_split(w.references[0], w.hypotheses[0])},
            "chars": {**chars(c), "forced": all_have_the_same_split(c.references[0], c.hypotheses[0])},
            "dinglehopper": {"cer": finite(cer), "graphemes": graphemes, "wer": finite(wer), "words": count}}


def draw(seed, count, length):
    """Lines of few symbols, so that many alignments are equally short, some of them beyond 64 and 128 units."""
    rng = random.Random(seed)
    for _ in range(count):
        symbols = rng.choice(["ab ", "0O1l. ", "abcdefgh 0123456789", "é e\u0301ß日本 "])
        ref = "".join(rng.choice(symbols) for _ in range(rng.randint(0, length)))
        hyp = list(ref)
        for _ in range(rng.randint(0, 1 + len(ref) // 3)):
            at = rng.randint(0, len(hyp))
            hyp[at:at + rng.randint(0, 2)] = rng.choices(symbols, k=rng.randint(0, 2))
        yield {"kind": "drawn", "ref": ref, "hyp": "".join(hyp)}


def main():
    if sys.argv[1] == "--draw":
        for pair in draw(*map(int, sys.argv[2:])):
            print(json.dumps(pair))
        return
    with open(sys.argv[1], encoding="ascii") as file:
        pairs = [pair for pair in map(json.loads, file) if "ref" in pair]
    refs, hyps = [p["ref"] for p in pairs], [p["hyp"] for p in pairs]
    w, c = jiwer.process_words(refs, hyps), jiwer.process_characters(refs, hyps)
    lines = [measure(number, pair) for number, pair in enumerate(pairs, 1)]
    lines.append({"corpus": len(pairs), "words": words(w), "chars": chars(c),
                  "versions": {name: version(name) for name in ("jiwer", "rapidfuzz", "dinglehopper", "uniseg")},
                  "unicode": unicodedata.unidata_version})
    with open(sys.argv[1], "w", encoding="ascii") as file:
        file.writelines(json.dumps(line) + "\n" for line in lines)


main()
