"""A Diffusion Transformer worked by hand: your engine, in plain Python.

Thirteen functions wait below. Follow their sentences one after the other, and check up to where you are, in this folder:

    {{dit}} check --engine "python3 engine.py" --step 1

In the sentences · is the product of matrices, × goes cell by cell, ᵀ exchanges rows and columns, and encoder.weight is
lesson["encoder"]["weight"]: every matrix of the lesson is a list of rows, every vector (a bias, a word's numbers) a matrix of
one column, the video a list of frames. What else a lesson holds: LESSON.md, beside this file.

Every named matrix goes into m: m["latent"] = …, and is read back from there: m["latent"][0][2] is row 1, column 3. Patches
are columns. m keeps a copy of its own. A lesson may have misprints, and is asked in two readings: in the printed one, m puts
a misprint in its place as soon as you store the matrix, and whoever works with paper carries on from what is printed. So read
back from m what you stored, and never go on with a variable of your own.

Numbers are Fraction, so that every digit is right, and / of two of them is exact. Only softmax makes floats: math.exp wants
decimal(…) of what it is given.
"""

import json
import math
import sys
from fractions import Fraction


def exact(cell):
    """A cell of a lesson, an int or a text such as "2/3", as an exact number."""
    return Fraction(cell)


def matrix(rows):
    return [[exact(cell) for cell in row] for row in rows]


def column(cells):
    return [[exact(cell)] for cell in cells]


def decimal(x):
    """A number as a float; one too large for a float becomes the largest that there is."""
    return float(max(-sys.float_info.max, min(sys.float_info.max, x)))


# ----- The thirteen steps: yours to write ------------------------------------------------------------------------

# Step 1: patchify
def patchify(lesson, m):
    """{{step 1}}"""
    raise NotImplementedError


# Step 2: encode
def encode(lesson, m):
    """{{step 2}}"""
    raise NotImplementedError


# Step 3: add-noise
def add_noise(lesson, m):
    """{{step 3}}"""
    raise NotImplementedError


# Step 4: conditions
def encode_conditions(lesson, m):
    """{{step 4}}"""
    raise NotImplementedError


# Step 5: estimate
def estimate_scale_and_shift(lesson, m):
    """{{step 5}}"""
    raise NotImplementedError


# Step 6: apply
def apply_scale_and_shift(lesson, m):
    """{{step 6}}"""
    raise NotImplementedError


# Step 7: attention
def self_attention(lesson, m):
    """{{step 7}}"""
    raise NotImplementedError


# Step 8: pooling
def attention_pooling(lesson, m):
    """{{step 8}}"""
    raise NotImplementedError


# Step 9: feed-forward
def feed_forward(lesson, m):
    """{{step 9}}"""
    raise NotImplementedError


# Step 10: slopes
def loss_and_gradients(lesson, m):
    """{{step 10}}"""
    raise NotImplementedError


# Step 11: denoise
def denoise(lesson, m):
    """{{step 11}}"""
    raise NotImplementedError


# Step 12: decode
def decode(lesson, m):
    """{{step 12}}"""
    raise NotImplementedError


# Step 13: video
def put_back(lesson, m):
    """{{step 13}}"""
    raise NotImplementedError


# ----- The end of the steps: below is the conversation with the judge, and nothing to change ---------------------

STEPS = [
    patchify,
    encode,
    add_noise,
    encode_conditions,
    estimate_scale_and_shift,
    apply_scale_and_shift,
    self_attention,
    attention_pooling,
    feed_forward,
    loss_and_gradients,
    denoise,
    decode,
    put_back,
]


def prepared(lesson):
    """The lesson with its cells made numbers and its lists of cells made columns, for the steps to read."""
    mine = {**lesson, "video": [matrix(frame) for frame in lesson["video"]], "noise": matrix(lesson["noise"])}
    for name in ("encoder", "modulation", "feedForward", "decoder"):
        mine[name] = {"weight": matrix(lesson[name]["weight"]), "bias": column(lesson[name]["bias"])}
    words = {word: column(cells) for word, cells in lesson["prompt"]["words"].items()}
    mine["prompt"] = {**lesson["prompt"], "words": words}
    mine["attention"] = {name: part if name == "kind" else matrix(part) for name, part in lesson["attention"].items()}
    mine["learningRate"] = exact(lesson["learningRate"])
    return mine


class Matrices(dict):
    """Name → matrix. In the printed reading a misprinted cell is stored as it was printed."""

    def __init__(self, lesson, reading):
        super().__init__()
        slips = lesson["errata"] if reading == "printed" else []
        self.slips = [slip for slip in slips if slip["printed"] is not None]
        self.height = len(lesson["video"][0])
        self.kind = lesson["attention"]["kind"]

    def __setitem__(self, name, rows):
        own = self.copied(name, rows)
        for slip in self.slips:
            if slip["matrix"] == name:
                row, frames = slip["row"] - 1, own
                if name == "generatedVideo":
                    row, frames = row % self.height, own[row // self.height]
                frames[row][slip["column"] - 1] = exact(slip["printed"])
        super().__setitem__(name, own)

    def copied(self, name, part):
        if isinstance(part, (list, tuple)):
            return [self.copied(name, inner) for inner in part]
        if isinstance(part, float) and not part.is_integer() and self.kind != "softmax":
            raise TypeError(f"{name} holds {part}, a float, where every number can be exact: such as Fraction(1, 3)")
        return part if isinstance(part, float) and self.kind == "softmax" else exact(part)


def written(cell):
    """A number as the judge reads it; a float has all of its 17 digits in Python's JSON."""
    if isinstance(cell, list):
        return [written(part) for part in cell]
    if isinstance(cell, Fraction):
        return cell.numerator if cell.denominator == 1 else f"{cell.numerator}/{cell.denominator}"
    return cell


HELLO = {
    "name": "my engine in plain Python",
    "protocol": 1,
    "claims": ["forward", "slopes", "update", "hard", "softmax", "printed"],
}

said = set()


def work(lesson, reading):
    """Every matrix that is written so far: the first step that is not ends the work, and is told once."""
    m = Matrices(lesson, reading)
    mine = prepared(lesson)
    for number, step in enumerate(STEPS, 1):
        try:
            step(mine, m)
        except NotImplementedError:
            if number not in said:
                said.add(number)
                print(f"step {number}: {step.__name__} is not written yet", file=sys.stderr)
            break
    return {name: written(rows) for name, rows in m.items()}


def reply_to(request):
    if request["command"] == "hello":
        return HELLO
    return {"values": work(request["lesson"], request["reading"])}


def serve():
    for line in sys.stdin:
        request = json.loads(line)
        if request["command"] == "bye":
            return
        try:
            reply = json.dumps({"id": request["id"], **reply_to(request)}, allow_nan=False)
        except Exception as problem:
            reply = json.dumps({"id": request["id"], "error": told(problem)})
        print(reply, flush=True)


def told(problem):
    """What went wrong, and in which line of this file."""
    trace, line = problem.__traceback__, 0
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == __file__:
            line = trace.tb_lineno
        trace = trace.tb_next
    return f"line {line}: {type(problem).__name__}: {problem}"


if __name__ == "__main__":
    if hasattr(sys, "set_int_max_str_digits"):
        sys.set_int_max_str_digits(0)
    serve()
