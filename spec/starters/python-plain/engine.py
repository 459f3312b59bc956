"""A Diffusion Transformer worked by hand: your engine, in plain Python.

Fill in the thirteen functions below, one after the other. Check your work as you go:

    dit check --engine "python3 engine.py" --step 1

`m` holds every named matrix, a list of rows: m["patches"][0][2] is row 1, column 3. Patches are columns; a vector is
a matrix of one column. Store each result in m under its name, and read what you need back from m: in the printed
reading m puts misprints where they belong. Numbers are int or Fraction, exact to the last digit; only softmax makes
floats. What `lesson` holds is written down in spec/README.md.
"""

import json
import math
import sys
from fractions import Fraction


def exact(cell):
    """A cell of a lesson, an int or a text such as "2/3", as an exact number."""
    return Fraction(cell) if isinstance(cell, str) else cell


def matrix(rows):
    """Rows of cells of a lesson as rows of exact numbers: matrix(lesson["encoder"]["weight"])."""
    return [[exact(cell) for cell in row] for row in rows]


def column(cells):
    """A list of cells of a lesson as a matrix of one column: column(lesson["encoder"]["bias"])."""
    return [[exact(cell)] for cell in cells]


# ----- The thirteen steps: yours to write ------------------------------------------------------------------------

# Step 1: patchify
def patchify(lesson, m):
    """patches (p×n): lesson["video"] cut into blocks of lesson["patch"] frames × rows × columns, one block a column.
    Blocks go by frame, then row, then column, and so do the pixels inside a block."""
    raise NotImplementedError


# Step 2: encode
def encode(lesson, m):
    """encoderPre = encoder weight · patches + encoder bias (added to every column); latent = max(0, encoderPre)."""
    raise NotImplementedError


# Step 3: add-noise
def add_noise(lesson, m):
    """noise = lesson["noise"]; noised = latent + noise."""
    raise NotImplementedError


# Step 4: conditions
def encode_conditions(lesson, m):
    """textEmbedding = the sum of the vectors in lesson["prompt"]["words"]; timeEmbedding = t of lesson["timestep"] in
    binary, the largest bit on top; condition = text above time."""
    raise NotImplementedError


# Step 5: estimate
def estimate_scale_and_shift(lesson, m):
    """scaleShift = modulation weight · condition + modulation bias; scale = its upper half, shift = its lower."""
    raise NotImplementedError


# Step 6: apply
def apply_scale_and_shift(lesson, m):
    """scaled = each row of noised × its scale; conditioned = each row of scaled + its shift."""
    raise NotImplementedError


# Step 7: attention
def self_attention(lesson, m):
    """lesson["attention"]["kind"] is "given" (attention = its matrix), "hard" or "softmax". For the latter two:
    queries = query · conditioned; keys = key · conditioned; scores = keysᵀ · queries; and down each column of scores,
    hard: 1 at the largest, shared equally where several are largest; softmax: of scores / √k, k = rows of query."""
    raise NotImplementedError


# Step 8: pooling
def attention_pooling(lesson, m):
    """pooled = conditioned · attention."""
    raise NotImplementedError


# Step 9: feed-forward
def feed_forward(lesson, m):
    """predictedNoise = feedForward weight · pooled + feedForward bias."""
    raise NotImplementedError


# Step 10: slopes
def loss_and_gradients(lesson, m):
    """lossGradient = predictedNoise − noise; loss (1×1) = the mean of its squares. Then the slopes:
    d_feedForwardWeight = lossGradient · pooledᵀ; d_feedForwardBias = row sums of lossGradient;
    d_pooled = feedForward weightᵀ · lossGradient;
    softmax only: d_scores = attention × (S − its column means weighted by attention) / √k, S = conditionedᵀ · d_pooled;
    not for given attention: d_query = keys · d_scores · conditionedᵀ, d_key = queries · d_scoresᵀ · conditionedᵀ
    (for hard attention both are zeros, k×d);
    d_conditioned = d_pooled · attentionᵀ, and for softmax + queryᵀ · keys · d_scores + keyᵀ · queries · d_scoresᵀ;
    d_scale = row sums of d_conditioned × noised; d_shift = row sums of d_conditioned;
    d_modulationBias = d_scale above d_shift; d_modulationWeight = d_modulationBias · conditionᵀ.
    And one step of descent: feedForwardWeightAfter = weight − learningRate × slope, and in the same way
    feedForwardBiasAfter, modulationWeightAfter, modulationBiasAfter and (not for given attention) queryAfter, keyAfter."""
    raise NotImplementedError


# Step 11: denoise
def denoise(lesson, m):
    """denoised = noised − predictedNoise."""
    raise NotImplementedError


# Step 12: decode
def decode(lesson, m):
    """decoderPre = decoder weight · denoised + decoder bias; decoded = max(0, decoderPre)."""
    raise NotImplementedError


# Step 13: video
def put_back(lesson, m):
    """generatedVideo = the columns of decoded put back where patchify took them from: a list of frames, each a list
    of rows."""
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


class Matrices(dict):
    """Name → matrix. In the printed reading a misprinted cell is stored as it was printed."""

    def __init__(self, lesson, reading):
        super().__init__()
        slips = lesson["errata"] if reading == "printed" else []
        self.slips = [slip for slip in slips if slip["printed"] is not None]
        self.height = len(lesson["video"][0])

    def __setitem__(self, name, rows):
        for slip in self.slips:
            if slip["matrix"] == name:
                row, frames = slip["row"] - 1, rows
                if name == "generatedVideo":
                    row, frames = row % self.height, rows[row // self.height]
                frames[row][slip["column"] - 1] = exact(slip["printed"])
        super().__setitem__(name, rows)


def written(cell):
    """A number as the judge reads it."""
    if isinstance(cell, list):
        return [written(part) for part in cell]
    if isinstance(cell, Fraction):
        return cell.numerator if cell.denominator == 1 else f"{cell.numerator}/{cell.denominator}"
    return cell


said = set()


def work(lesson, reading):
    """Every matrix that is written so far: the first step that is not ends the work, and is told once."""
    m = Matrices(lesson, reading)
    for number, step in enumerate(STEPS, 1):
        try:
            step(lesson, m)
        except NotImplementedError:
            if number not in said:
                said.add(number)
                print(f"step {number}: {step.__name__} is not written yet", file=sys.stderr)
            break
    return {name: written(rows) for name, rows in m.items()}


def reply_to(request):
    if request["command"] == "hello":
        claims = ["forward", "slopes", "update", "hard", "softmax", "printed"]
        return {"name": "my engine in plain Python", "protocol": 1, "claims": claims}
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
