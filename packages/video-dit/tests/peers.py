# The other reader and writer: reads what we wrote and says what it found; writes what we are to read. One JSON line each way.
import json
import sys

import numpy
from safetensors import safe_open
from safetensors.numpy import load_file, save_file


def told(path):
    with safe_open(path, framework="numpy") as file:
        metadata = file.metadata() or {}
    return {
        "metadata": metadata,
        "tensors": {
            name: {"dtype": str(array.dtype), "shape": list(array.shape), "sum": float(array.astype("float64").sum())}
            for name, array in load_file(path).items()
        },
    }


def write(path):
    tensors = {
        "half": numpy.array([[1, -2, 0.5], [65504, 2**-24, 0]], dtype="float16"),
        "wide": numpy.array([numpy.pi, numpy.e]),
        "scalar": numpy.array(7.5, dtype="float32"),
        "none": numpy.zeros((0,), dtype="float32"),
        "whole": numpy.array([-(2**40), 3], dtype="int64"),
        "odd": numpy.array([1, 2, 3], dtype="uint8"),
    }
    save_file(tensors, path, metadata={"format": "pt", "greeting": "ä"})
    save_file(tensors, path + ".bare")


def refused(paths):
    answers = []
    for path in paths:
        try:
            told(path)
            answers.append(None)
        except BaseException as error:  # the reader in Rust may panic
            answers.append(str(error)[:80])
    return answers


for line in sys.stdin:
    do, arguments = json.loads(line)
    print(json.dumps({"told": told, "write": write, "refused": refused}[do](arguments)), flush=True)
