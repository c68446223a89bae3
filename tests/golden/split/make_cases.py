"""Writes cases.txt: what scikit-learn's train_test_split gives, for tests/data/sklearn_split_test.cpp.

python make_cases.py > cases.txt          (scikit-learn 1.x, numpy)
"""
import numpy as np
import sklearn
from sklearn.model_selection import train_test_split


def labels_with(counts, shuffle_seed):
    labels = np.repeat(np.arange(len(counts)), counts)
    if shuffle_seed is not None:
        np.random.default_rng(shuffle_seed).shuffle(labels)
    return labels


def case(counts, seed, test_size, one_hot, shuffle_seed=None):
    labels = labels_with(counts, shuffle_seed)
    stratify = np.eye(len(counts), dtype=int)[labels] if one_hot else labels
    train, test = train_test_split(np.arange(len(labels)), test_size=test_size, random_state=seed, stratify=stratify)
    print("case", "one_hot" if one_hot else "integer", len(counts), seed, repr(test_size))
    for name, values in (("labels", labels), ("train", train), ("test", test)):
        print(name, *values)


print(f"# scikit-learn {sklearn.__version__}, numpy {np.__version__}")
for one_hot in (True, False):
    for seed in (0, 1, 42, 4294967295):
        case([5, 7, 9], seed, 0.2, one_hot)
        case([6] * 10, seed, 0.25, one_hot, seed % 97)  # all remainders equal: ties drawn by chance
    case([3, 3, 5, 5, 7, 7], 1, 1 / 3, one_hot)  # two classes a tie
    case([2] * 12, 3, 0.5, one_hot, 5)
    case([10, 10], 7, 0.3, one_hot)
    case([4, 0, 9, 0, 6], 11, 0.35, one_hot, 2)  # classes that do not occur
    case([2, 3, 40], 5, 0.1, one_hot, 8)  # a class that the test part misses
    case([30, 1 + 16, 16], 123, 0.07, one_hot)
    case([13, 11, 8, 21, 5], 2024, 0.9, one_hot, 1)
