#!/usr/bin/env python3
"""Reads line pictures with another OCR engine, one picture at a time on one thread.

usage: ocr_engine.py ENGINE IMAGES IDS.tsv OUT.tsv [--scale S] [--border PX]

ENGINE   tesseract, ppocrv4 or ppocrv6.  IMAGES: a folder or a tar.  IDS.tsv: its first column names the pictures, after a
header.  OUT.tsv: file<TAB>text, upper-cased where the truth is (--upper).  Prints a JSON line: lines, wall and CPU seconds of
scaling and recognition; neither the engine's start nor decoding pictures is timed.
"""
import argparse
import importlib.metadata
import io
import json
import os
import tarfile
import time

os.environ.update(OMP_THREAD_LIMIT="1", OMP_NUM_THREADS="1")
import numpy as np
from PIL import Image, ImageOps


def tesseract():
    import tesserocr
    api = tesserocr.PyTessBaseAPI(lang="eng", psm=tesserocr.PSM.SINGLE_LINE, oem=tesserocr.OEM.LSTM_ONLY)

    def read(image):
        api.SetImage(image)
        return api.GetUTF8Text()
    return read, "Tesseract " + tesserocr.tesseract_version().split()[1]


def ppocrv4():
    from rapidocr_onnxruntime import RapidOCR
    engine = RapidOCR(intra_op_num_threads=1, inter_op_num_threads=1)
    return (lambda image: engine.text_rec([np.asarray(image.convert("RGB"))])[0][0][0],
            "PP-OCRv4, rapidocr-onnxruntime " + importlib.metadata.version("rapidocr-onnxruntime"))


def ppocrv6():
    import logging
    from rapidocr import RapidOCR
    from rapidocr.ch_ppocr_rec.typings import TextRecInput
    logging.disable(logging.WARNING)
    session = "EngineConfig.onnxruntime."
    engine = RapidOCR(params={session + "intra_op_num_threads": 1, session + "inter_op_num_threads": 1})
    recogniser = engine._load_rec_model()
    return (lambda image: recogniser(TextRecInput(img=[np.asarray(image.convert("RGB"))])).txts[0],
            "PP-OCRv6, rapidocr " + importlib.metadata.version("rapidocr"))


def names_in(path):
    with open(path, encoding="utf-8") as rows:
        return [row.split("\t", 1)[0] for row in rows][1:]


def pictures(source, names):
    wanted = set(names)
    if os.path.isdir(source):
        found = {name: Image.open(os.path.join(source, name)).convert("L") for name in wanted}
    else:
        with tarfile.open(source) as tar:
            found = {m.name: Image.open(io.BytesIO(tar.extractfile(m).read())).convert("L") for m in tar if m.name in wanted}
    missing = wanted - set(found)
    if missing:
        raise SystemExit(f"{source}: {len(missing)} pictures are missing, as {min(missing)}")
    return [found[name] for name in names]


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("engine", choices=["tesseract", "ppocrv4", "ppocrv6"])
    for name in ("images", "ids", "out"):
        arguments.add_argument(name)
    arguments.add_argument("--scale", type=float, default=1)
    arguments.add_argument("--border", type=int, default=0, help="white pixels added on all sides, after scaling")
    arguments.add_argument("--upper", action="store_true")
    a = arguments.parse_args()

    names = names_in(a.ids)
    images = pictures(a.images, names)
    read, version = globals()[a.engine]()
    texts = []
    wall, cpu = time.perf_counter(), time.process_time()
    for image in images:
        if a.scale != 1:
            size = [max(1, round(side * a.scale)) for side in image.size]
            image = image.resize(size, Image.LANCZOS)
        texts.append(read(ImageOps.expand(image, a.border, 255) if a.border else image))
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    with open(a.out, "w", encoding="utf-8") as out:
        out.write("file\ttext\n")
        for name, text in zip(names, texts):
            text = " ".join(text.split())
            out.write(f"{name}\t{text.upper() if a.upper else text}\n")
    print(json.dumps({"engine": version, "scale": a.scale, "border": a.border, "lines": len(names), "wall_s": round(wall, 2),
                      "cpu_s": round(cpu, 2), "lines_per_cpu_s": round(len(names) / cpu, 1)}))


if __name__ == "__main__":
    main()
