#!/usr/bin/env python3
"""Opens an exported .h5 file with Keras itself and compares its predictions with ours.

usage: check_keras.py MODEL.h5 IMAGES.f32 PROBABILITIES.tsv

IMAGES.f32: float32 values in [0, 1], little endian, [N, 28, 28]. PROBABILITIES.tsv: a row an image, a column a class.
Exit 0: equal within 1e-5; 1: not; 77: Keras is not installed (tests then skip).
"""
import os
import sys

TOLERANCE = 1e-5
SKIPPED = 77


def main(model_path, images_path, probabilities_path):
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    try:
        import keras
        import numpy as np
    except ImportError as error:
        print(f"skipped: {error}")
        return SKIPPED
    model = keras.models.load_model(model_path, compile=False)
    images = np.fromfile(images_path, "<f4").reshape(-1, 28, 28, 1)
    expected = np.loadtxt(probabilities_path, delimiter="\t", ndmin=2)
    difference = float(np.abs(model.predict(images, verbose=0) - expected).max())
    print(f"keras {keras.__version__}: {len(images)} images, largest difference {difference:.2e}")
    return 0 if difference <= TOLERANCE else 1


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
