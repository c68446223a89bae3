"""Writes the model_config texts beside this file, as Keras itself puts them into .h5 files.

Needs tensorflow-cpu==2.21.0 (which brings keras 3.15.1) and tf_keras==2.21.0 (Keras 2); run by hand.
"""
import pathlib
import tempfile

import h5py
import keras
import tf_keras


def cnn10(k):
    layers = k.layers
    return k.Sequential([
        layers.Conv2D(30, (5, 5), activation="relu", input_shape=(28, 28, 1)),
        layers.MaxPooling2D((2, 2)),
        layers.Conv2D(15, (3, 3), activation="relu"),
        layers.MaxPooling2D(),
        layers.Dropout(0.2),
        layers.Flatten(),
        layers.Dense(128, activation="relu"),
        layers.Dense(50, activation="relu"),
        layers.Dense(10, activation="softmax"),
    ])


def cnn36(k):
    layers = k.layers
    return k.Sequential([
        layers.Conv2D(filters=32, kernel_size=(3, 3), activation="relu", input_shape=(28, 28, 1)),
        layers.MaxPooling2D((2, 2), strides=2),
        layers.Conv2D(64, (3, 3), activation="relu", padding="same"),
        layers.MaxPooling2D((2, 2), strides=2),
        layers.Conv2D(128, (3, 3), activation="relu", padding="valid"),
        layers.MaxPooling2D((2, 2), strides=2),
        layers.Flatten(),
        layers.Dense(64, activation="relu"),
        layers.Dense(128, activation="relu"),
        layers.Dense(36, activation="softmax"),
    ])


def main():
    here = pathlib.Path(__file__).parent
    for package, version in ((tf_keras, 2), (keras, 3)):
        for name, build in (("cnn10", cnn10), ("cnn36", cnn36)):
            with tempfile.TemporaryDirectory() as folder:
                path = f"{folder}/model.h5"
                build(package).save(path)
                with h5py.File(path) as file:
                    text = file.attrs["model_config"]
            text = text.decode() if isinstance(text, bytes) else text
            (here / f"{name}_keras{version}.json").write_text(text + "\n")


if __name__ == "__main__":
    main()
