#!/usr/bin/env python3
"""One Python way of doing what ductus does, as a process that compare.py measures.

usage: peers.py PEER [--mnist FOLDER] [--csv FILE] [--threads N] [--steps N] [--images N]

Prints a JSON line when it is ready: the versions of its packages, or what is missing. For every line "measure" on stdin
it then does its work once and prints {"items", "wall_s", "cpu_s"}; for "accuracy" the fraction of MNIST's test part that
the network it trained has right. CPU seconds are user and system, of this process and its workers.
"""
import argparse
import importlib.metadata
import json
import math
import os
import resource
import sys
import time

BATCH = 128
CLASSES = 36
ROTATE_DEG, SHIFT, ZOOM = 10, 0.1, 0.05


def read_mnist(folder, part):
    """Images [N, 28, 28] and labels [N], uint8."""
    import numpy as np
    images = np.fromfile(os.path.join(folder, f"{part}-images-idx3-ubyte"), np.uint8, offset=16)
    labels = np.fromfile(os.path.join(folder, f"{part}-labels-idx1-ubyte"), np.uint8, offset=8)
    return images.reshape(-1, 28, 28), labels


def inverse_weights(labels):
    """Largest count / count; 1 for a class without samples."""
    import numpy as np
    counts = np.bincount(labels, minlength=CLASSES)
    return np.where(counts > 0, counts.max() / np.maximum(counts, 1), 1.0)


class Keras:
    """Keras on tensorflow-cpu with ImageDataGenerator, as reference 003 trains."""
    packages = ("tensorflow-cpu", "keras", "scipy", "numpy")

    def __init__(self, a):
        os.environ["TF_CPP_MIN_LOG_LEVEL"] = "2"
        os.environ["CUDA_VISIBLE_DEVICES"] = ""
        import keras
        import tensorflow as tf
        from keras.src.legacy.preprocessing.image import ImageDataGenerator
        tf.config.threading.set_intra_op_parallelism_threads(a.threads)
        keras.utils.set_random_seed(1)
        images, labels = read_mnist(a.mnist, "train")
        # whole batches only: what is left over would be an epoch of its own under Keras 3
        images, labels = images[:a.steps * BATCH], labels[:a.steps * BATCH]
        generator = ImageDataGenerator(rotation_range=ROTATE_DEG, width_shift_range=SHIFT, height_shift_range=SHIFT,
                                       zoom_range=ZOOM)
        self.flow = generator.flow(self.floats(images), keras.utils.to_categorical(labels, CLASSES), batch_size=BATCH,
                                   seed=1)
        self.weights = dict(enumerate(inverse_weights(labels)))
        self.a, self.model = a, self.network(keras)
        self.model.compile("adam", "categorical_crossentropy")
        self.model.fit(self.flow, steps_per_epoch=2, verbose=0, class_weight=self.weights)  # traces the graph

    @staticmethod
    def floats(images):
        return images.reshape(-1, 28, 28, 1).astype("float32") / 255

    @staticmethod
    def network(keras):
        layers = keras.layers
        return keras.Sequential([
            keras.Input((28, 28, 1)),
            layers.Conv2D(32, 3, activation="relu"), layers.MaxPooling2D(),
            layers.Conv2D(64, 3, padding="same", activation="relu"), layers.MaxPooling2D(),
            layers.Conv2D(128, 3, activation="relu"), layers.MaxPooling2D(), layers.Flatten(),
            layers.Dense(64, activation="relu"), layers.Dense(128, activation="relu"),
            layers.Dense(CLASSES, activation="softmax")])

    def measure(self):
        import keras
        batches = []
        count = keras.callbacks.LambdaCallback(on_train_batch_end=lambda batch, logs: batches.append(batch))
        self.model.fit(self.flow, steps_per_epoch=self.a.steps, verbose=0, class_weight=self.weights, callbacks=[count])
        return BATCH * len(batches)

    def accuracy(self):
        images, labels = read_mnist(self.a.mnist, "t10k")
        return float((self.model.predict(self.floats(images), batch_size=500, verbose=0).argmax(1) == labels).mean())


class Torch:
    """Eager PyTorch: channels-last, fused Adam, weighted cross entropy divided by the batch's size."""
    packages = ("torch", "torchvision", "numpy")

    def __init__(self, a):
        import torch
        torch.manual_seed(1)
        torch.set_num_threads(a.threads)
        images, labels = read_mnist(a.mnist, "train")
        self.a, self.torch = a, torch
        self.images, self.labels = torch.from_numpy(images).unsqueeze(1), torch.from_numpy(labels).long()
        self.weights = torch.tensor(inverse_weights(labels), dtype=torch.float32)
        self.model = self.network(torch.nn).to(memory_format=torch.channels_last)
        self.adam = torch.optim.Adam(self.model.parameters(), lr=1e-3, eps=1e-7, fused=True)

    @staticmethod
    def network(nn):
        return nn.Sequential(
            nn.Conv2d(1, 32, 3), nn.ReLU(), nn.MaxPool2d(2),
            nn.Conv2d(32, 64, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
            nn.Conv2d(64, 128, 3), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(),
            nn.Linear(512, 64), nn.ReLU(), nn.Linear(64, 128), nn.ReLU(), nn.Linear(128, CLASSES))

    def forward(self, images):
        return self.model(images.contiguous(memory_format=self.torch.channels_last))

    def step(self, images, labels):
        cross_entropy = self.torch.nn.functional.cross_entropy
        loss = cross_entropy(self.forward(images), labels, weight=self.weights, reduction="sum") / len(labels)
        self.adam.zero_grad(set_to_none=True)
        loss.backward()
        self.adam.step()

    def accuracy(self):
        images, labels = read_mnist(self.a.mnist, "t10k")
        with self.torch.inference_mode():
            batches = self.torch.from_numpy(images).unsqueeze(1).float().div(255).split(500)
            predicted = self.torch.cat([self.forward(batch).argmax(1) for batch in batches])
        return float((predicted.numpy() == labels).mean())


class TorchInMemory(Torch):
    """The whole set in memory, augmented a batch at a time by one grid_sample: the best of eager PyTorch."""

    def __init__(self, a):
        super().__init__(a)
        for _ in range(3):
            self.step(self.augment(self.images[:BATCH]), self.labels[:BATCH])

    def augment(self, images):
        torch, n = self.torch, len(images)

        def uniform(limit, *shape):
            return torch.empty(n, *shape).uniform_(-limit, limit)

        angle, scale, shift = uniform(math.radians(ROTATE_DEG)), 1 + uniform(ZOOM, 2), uniform(2 * SHIFT, 2)
        cos, sin = angle.cos(), angle.sin()
        theta = torch.stack([cos * scale[:, 0], -sin * scale[:, 1], shift[:, 0],
                             sin * scale[:, 0], cos * scale[:, 1], shift[:, 1]], 1).view(n, 2, 3)
        grid = torch.nn.functional.affine_grid(theta, (n, 1, 28, 28), align_corners=False)
        return torch.nn.functional.grid_sample(images.float().div_(255), grid, align_corners=False)

    def measure(self):
        order = self.torch.randperm(len(self.images))[:self.a.steps * BATCH]
        for chosen in order.split(BATCH):
            self.step(self.augment(self.images[chosen]), self.labels[chosen])
        return len(order)


class TorchLoader(Torch):
    """DataLoader with a worker a thread and torchvision's RandomAffine on every image, as tutorials do."""

    def measure(self):
        from torch.utils.data import DataLoader, StackDataset
        from torchvision.transforms import v2
        affine = v2.RandomAffine(ROTATE_DEG, translate=(SHIFT, SHIFT), scale=(1 - ZOOM, 1 + ZOOM),
                                 interpolation=v2.InterpolationMode.BILINEAR)
        augment = v2.Compose([affine, v2.ToDtype(self.torch.float32, scale=True)])
        chosen = self.torch.randperm(len(self.images))[:self.a.steps * BATCH]
        images = self.images[chosen]

        class Augmented:
            def __len__(self):
                return len(images)

            def __getitem__(self, i):
                return augment(images[i])

        samples = StackDataset(Augmented(), self.labels[chosen])
        loader = DataLoader(samples, BATCH, shuffle=True, num_workers=self.a.threads)
        for batch, labels in loader:
            self.step(batch, labels)
        return len(chosen)


class TorchPredict(Torch):
    """Inference: bytes to classes, 256 images at a time."""

    def measure(self):
        with self.torch.inference_mode():
            for images in self.images[:self.a.images].split(256):
                self.forward(images.float().div_(255)).argmax(1)
        return self.a.images


class TorchAugment(TorchInMemory):
    """The batched augmentation alone."""

    def measure(self):
        for images in self.images[:self.a.images].split(BATCH):
            self.augment(images)
        return self.a.images


class OpenCv:
    """warpAffine with a fixed matrix, one image a call."""
    packages = ("opencv-python-headless", "numpy")

    def __init__(self, a):
        import cv2
        cv2.setNumThreads(1)
        self.cv2, self.images = cv2, list(read_mnist(a.mnist, "train")[0][:a.images])
        self.map = cv2.getRotationMatrix2D((13.5, 13.5), 7, 1.03)

    def measure(self):
        warp, flags = self.cv2.warpAffine, self.cv2.INTER_LINEAR | self.cv2.WARP_INVERSE_MAP
        for image in self.images:
            warp(image, self.map, (28, 28), flags=flags)
        return len(self.images)


class Csv:
    """A letters CSV into one uint8 array [rows, 785]."""

    def __init__(self, a):
        self.path = a.csv
        self.prepare()

    def measure(self):
        import numpy as np
        table = self.read()
        assert table.dtype == np.uint8 and table.shape[1] == 785 and table.flags.c_contiguous, table.shape
        return len(table)


class Polars(Csv):
    packages = ("polars", "numpy")

    def prepare(self):
        import polars
        self.polars, self.schema = polars, {f"column_{i + 1}": polars.UInt8 for i in range(785)}

    def read(self):
        return self.polars.read_csv(self.path, has_header=False, schema=self.schema).to_numpy(order="c")


class NumpyLoadtxt(Csv):
    packages = ("numpy",)

    def prepare(self):
        import numpy
        self.numpy = numpy

    def read(self):
        return self.numpy.loadtxt(self.path, delimiter=",", dtype=self.numpy.uint8)


class PyArrow(Csv):
    packages = ("pyarrow", "numpy")

    def prepare(self):
        import numpy
        import pyarrow
        import pyarrow.csv
        self.numpy, self.csv = numpy, pyarrow.csv
        self.convert = pyarrow.csv.ConvertOptions(column_types={f"f{i}": pyarrow.uint8() for i in range(785)})

    def read(self):
        options = self.csv.ReadOptions(autogenerate_column_names=True)
        table = self.csv.read_csv(self.path, read_options=options, convert_options=self.convert)
        out = self.numpy.empty((table.num_rows, 785), self.numpy.uint8)
        for i, column in enumerate(table.columns):
            out[:, i] = column.to_numpy()
        return out


class Pandas(Csv):
    packages = ("pandas", "numpy")

    def prepare(self):
        import pandas
        self.pandas = pandas

    def read(self):
        import numpy
        table = self.pandas.read_csv(self.path, header=None, dtype=numpy.uint8, engine="c", low_memory=False)
        return numpy.ascontiguousarray(table.to_numpy())


PEERS = {"keras": Keras, "torch_in_memory": TorchInMemory, "torch_loader": TorchLoader, "torch_predict": TorchPredict,
         "torch_augment": TorchAugment, "opencv": OpenCv, "polars": Polars, "numpy.loadtxt": NumpyLoadtxt,
         "pyarrow": PyArrow, "pandas": Pandas}


def cpu_s():
    spent = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in spent)


def measured(peer):
    cpu, wall = cpu_s(), time.perf_counter()
    items = peer.measure()
    return {"items": items, "wall_s": time.perf_counter() - wall, "cpu_s": cpu_s() - cpu}


def start(a):
    """The peer and what to say of it; no peer where a package is missing."""
    kind = PEERS[a.peer]
    try:
        versions = {name: importlib.metadata.version(name) for name in kind.packages}
        return kind(a), {"versions": versions}
    except ImportError as error:  # includes PackageNotFoundError
        return None, {"missing": str(error)}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("peer", choices=PEERS)
    parser.add_argument("--mnist")
    parser.add_argument("--csv")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--steps", type=int, default=468, help="batches of 128 a measurement")
    parser.add_argument("--images", type=int, default=10240, help="images a measurement, where nothing is trained")
    a = parser.parse_args()
    answers, sys.stdout = sys.stdout, sys.stderr
    peer, about = start(a)
    print(json.dumps(about), file=answers, flush=True)
    for line in sys.stdin if peer else ():
        answer = {"accuracy": peer.accuracy()} if line.strip() == "accuracy" else measured(peer)
        print(json.dumps(answer), file=answers, flush=True)


if __name__ == "__main__":
    main()
