#!/usr/bin/env python3
# A second engine, in plain Python: the thirteen steps of the by-hand Diffusion Transformer in exact fractions.
"""Works one lesson by hand, the way one would on paper, with nothing but the standard library.

    python3 plain.py LESSON.json              print every matrix of a lesson
    python3 plain.py LESSON.json printed      the same, with misprints carried on as they were printed
    python3 plain.py                          speak the JSON-lines protocol of spec/README.md

Read it from "the thirteen steps" downwards. A matrix is a list of rows; a vector is a matrix with one column;
the patches of a video are the columns of a matrix. Whole numbers stay whole numbers, everything else is a
Fraction, so every digit is right. Only softmax, which needs e, makes decimals.
"""

import json
import math
import sys
from fractions import Fraction
from operator import mul

# ---------------------------------------------------------------------------------------------------------------
# Cells and matrices


def exact(cell):
    """A cell of a lesson, an integer or a string such as "2/3", as an exact number."""
    return Fraction(cell) if isinstance(cell, str) else cell


def matrix(rows):
    return [[exact(cell) for cell in row] for row in rows]


def column(cells):
    """A list of numbers as a matrix with one column."""
    return [[exact(cell)] for cell in cells]


def transpose(a):
    return [list(cells) for cells in zip(*a)]


def times(a, b):
    """The matrix product: cell (r, c) is row r of a times column c of b."""
    columns = transpose(b)
    return [[sum(map(mul, row, cells)) for cells in columns] for row in a]


def cellwise(function, *matrices):
    """The same function at every cell of matrices of the same shape."""
    return [[function(*cells) for cells in zip(*rows)] for rows in zip(*matrices)]


def plus(a, b):
    return cellwise(lambda x, y: x + y, a, b)


def minus(a, b):
    return cellwise(lambda x, y: x - y, a, b)


def max0(a):
    """ReLU: negative cells become 0."""
    return cellwise(lambda x: max(0, x), a)


def linear(layer, x):
    """Weight times x, plus the bias in every column."""
    bias = column(layer["bias"])
    return [[cell + b for cell in row] for row, [b] in zip(times(matrix(layer["weight"]), x), bias)]


def row_sums(a):
    return [[sum(row)] for row in a]


def rows_times(a, factors):
    """Row i of a times the i-th factor."""
    return [[cell * f for cell in row] for row, [f] in zip(a, factors)]


def rows_plus(a, terms):
    """The i-th term added to row i of a."""
    return [[cell + t for cell in row] for row, [t] in zip(a, terms)]


# ---------------------------------------------------------------------------------------------------------------
# The page: where every named matrix is written down


class Page(dict):
    """Name -> matrix. In the printed reading a misprinted cell is written as it was printed, and whoever reads the
    page afterwards carries on from there."""

    def __init__(self, lesson, reading):
        super().__init__()
        self.misprints = []
        if reading == "printed":
            self.misprints = [slip for slip in lesson["errata"] if slip["printed"] is not None]

    def write(self, name, rows):
        for slip in self.misprints:
            if slip["matrix"] == name:
                rows[slip["row"] - 1][slip["column"] - 1] = exact(slip["printed"])
        self[name] = rows


# ---------------------------------------------------------------------------------------------------------------
# The thirteen steps


def patchify(lesson, page):
    """Step 1. Cut the video into patches; each becomes one column of p pixels."""
    video = [matrix(frame) for frame in lesson["video"]]
    page.write("patches", transpose([[video[f][r][c] for f, r, c in pixels] for pixels in patch_places(lesson)]))


def patch_places(lesson):
    """For every patch the places (frame, row, column) of its pixels. Patches go along frames, then down, then
    across, and so do the pixels inside a patch."""
    video, patch = lesson["video"], lesson["patch"]
    frames, rows, columns = patch["frames"], patch["rows"], patch["columns"]
    return [
        [(f + i, r + j, c + k) for i in range(frames) for j in range(rows) for k in range(columns)]
        for f in range(0, len(video), frames)
        for r in range(0, len(video[0]), rows)
        for c in range(0, len(video[0][0]), columns)
    ]


def encode(lesson, page):
    """Step 2. A linear layer and a ReLU turn each patch of p pixels into a latent of d numbers."""
    page.write("encoderPre", linear(lesson["encoder"], page["patches"]))
    page.write("latent", max0(page["encoderPre"]))


def add_noise(lesson, page):
    """Step 3. The noise is given; the model's whole task is to find it again."""
    page.write("noise", matrix(lesson["noise"]))
    page.write("noised", plus(page["latent"], page["noise"]))


def encode_conditions(lesson, page):
    """Step 4. The prompt is the sum of its words' vectors; t is written in binary, most significant bit first."""
    words = [column(vector) for vector in lesson["prompt"]["words"].values()]
    t, bits = lesson["timestep"]["t"], lesson["timestep"]["bits"]
    page.write("textEmbedding", cellwise(lambda *cells: sum(cells), *words))
    page.write("timeEmbedding", [[int(digit)] for digit in format(t, f"0{bits}b")])
    page.write("condition", [list(row) for row in page["textEmbedding"] + page["timeEmbedding"]])


def estimate_scale_and_shift(lesson, page):
    """Step 5. A linear layer reads the condition; its first d rows are the scale, its last d the shift."""
    page.write("scaleShift", linear(lesson["modulation"], page["condition"]))
    d = len(page["noised"])
    page.write("scale", [list(row) for row in page["scaleShift"][:d]])
    page.write("shift", [list(row) for row in page["scaleShift"][d:]])


def apply_scale_and_shift(lesson, page):
    """Step 6. Adaptive layer norm without the norm: every row is scaled, then shifted."""
    page.write("scaled", rows_times(page["noised"], page["scale"]))
    page.write("conditioned", rows_plus(page["scaled"], page["shift"]))


def self_attention(lesson, page):
    """Step 7. How much each patch (a column) attends to every patch (the rows)."""
    given = lesson["attention"]
    if given["kind"] == "given":
        page.write("attention", matrix(given["matrix"]))
        return
    page.write("queries", times(matrix(given["query"]), page["conditioned"]))
    page.write("keys", times(matrix(given["key"]), page["conditioned"]))
    page.write("scores", times(transpose(page["keys"]), page["queries"]))
    if given["kind"] == "hard":
        columns = [hard_maximum(scores) for scores in transpose(page["scores"])]
    else:
        columns = [softmax(scores, math.sqrt(len(given["query"]))) for scores in transpose(page["scores"])]
    page.write("attention", transpose(columns))


def hard_maximum(scores):
    """1 at the largest score; where several are largest they share the 1 equally."""
    largest = max(scores)
    return [Fraction(1, scores.count(largest)) if score == largest else 0 for score in scores]


def softmax(scores, root):
    """Softmax of scores / root, in decimals. Taking the largest score away first changes nothing and keeps e^x
    from overflowing; below -100000 e^x is 0 for every root there is, so larger differences are not needed."""
    largest = max(scores)
    powers = [math.exp(float(max(score - largest, -100_000)) / root) for score in scores]
    total = math.fsum(powers)
    return [power / total for power in powers]


def attention_pooling(lesson, page):
    """Step 8. Each patch becomes the attention's mixture of all patches (there are no values in this toy)."""
    page.write("pooled", times(page["conditioned"], page["attention"]))


def feed_forward(lesson, page):
    """Step 9. One linear layer, the same for every patch, predicts the noise."""
    page.write("predictedNoise", linear(lesson["feedForward"], page["pooled"]))


def loss_and_gradients(lesson, page):
    """Step 10. How wrong the prediction is, which way each parameter pushes that, and one step of descent."""
    page.write("lossGradient", minus(page["predictedNoise"], page["noise"]))
    squares = [cell * cell for row in page["lossGradient"] for cell in row]
    page.write("loss", [[sum(squares) * Fraction(1, len(squares))]])
    slopes_of_feed_forward(lesson, page)
    slopes_of_attention(lesson, page)
    slopes_of_modulation(lesson, page)
    descend(lesson, page)


def slopes_of_feed_forward(lesson, page):
    """predictedNoise = W·pooled + b, seeded with lossGradient itself."""
    gradient = page["lossGradient"]
    page.write("d_feedForwardWeight", times(gradient, transpose(page["pooled"])))
    page.write("d_feedForwardBias", row_sums(gradient))
    page.write("d_pooled", times(transpose(matrix(lesson["feedForward"]["weight"])), gradient))


def slopes_of_attention(lesson, page):
    """pooled = X·attention. X also reaches attention through queries and keys; a hard maximum lets no slope through,
    a given matrix has none to let."""
    x, given = page["conditioned"], lesson["attention"]
    through_pooling = times(page["d_pooled"], transpose(page["attention"]))
    if given["kind"] != "softmax":
        if given["kind"] == "hard":
            page.write("d_query", zeros_like(given["query"]))
            page.write("d_key", zeros_like(given["key"]))
        page.write("d_conditioned", through_pooling)
        return
    d_attention = times(transpose(x), page["d_pooled"])
    page.write("d_scores", slope_of_softmax(page["attention"], d_attention, math.sqrt(len(given["query"]))))
    d_queries = times(page["keys"], page["d_scores"])
    d_keys = times(page["queries"], transpose(page["d_scores"]))
    page.write("d_query", times(d_queries, transpose(x)))
    page.write("d_key", times(d_keys, transpose(x)))
    through_queries = times(transpose(matrix(given["query"])), d_queries)
    through_keys = times(transpose(matrix(given["key"])), d_keys)
    page.write("d_conditioned", plus(through_pooling, plus(through_queries, through_keys)))


def zeros_like(rows):
    return [[0 for _ in row] for row in rows]


def slope_of_softmax(attention, d_attention, root):
    """Down each column: attention × (its slope − the slopes' mean weighted by attention), and 1/root for the
    division of the scores. This is the slope at the scores themselves, before they are divided."""
    columns = []
    for weights, slopes in zip(transpose(attention), transpose(d_attention)):
        mean = sum(w * s for w, s in zip(weights, slopes))
        columns.append([float(w * (s - mean)) / root for w, s in zip(weights, slopes)])
    return transpose(columns)


def slopes_of_modulation(lesson, page):
    """conditioned = noised × scale + shift, row by row; scale and shift = W·condition + b."""
    slope = page["d_conditioned"]
    page.write("d_scale", row_sums(cellwise(lambda s, x: s * x, slope, page["noised"])))
    page.write("d_shift", row_sums(slope))
    d_scale_shift = page["d_scale"] + page["d_shift"]
    page.write("d_modulationWeight", times(d_scale_shift, transpose(page["condition"])))
    page.write("d_modulationBias", [list(row) for row in d_scale_shift])


def descend(lesson, page):
    """Every learnable parameter moves against its slope; the encoder and the decoder are frozen."""
    rate = exact(lesson["learningRate"])

    def after(before, slope):
        return cellwise(lambda x, s: x - rate * s, before, slope)

    for name in ("feedForward", "modulation"):
        page.write(name + "WeightAfter", after(matrix(lesson[name]["weight"]), page["d_" + name + "Weight"]))
        page.write(name + "BiasAfter", after(column(lesson[name]["bias"]), page["d_" + name + "Bias"]))
    if lesson["attention"]["kind"] != "given":
        for name in ("query", "key"):
            page.write(name + "After", after(matrix(lesson["attention"][name]), page["d_" + name]))


def denoise(lesson, page):
    """Step 11. Take the predicted noise away."""
    page.write("denoised", minus(page["noised"], page["predictedNoise"]))


def decode(lesson, page):
    """Step 12. A linear layer and a ReLU turn each latent back into p pixels."""
    page.write("decoderPre", linear(lesson["decoder"], page["denoised"]))
    page.write("decoded", max0(page["decoderPre"]))


def video(lesson, page):
    """Step 13. Put every pixel back where it came from. The page keeps the frames one under the other."""
    frames, rows, columns = len(lesson["video"]), len(lesson["video"][0]), len(lesson["video"][0][0])
    stacked = [[0] * columns for _ in range(frames * rows)]
    for pixels, values in zip(patch_places(lesson), transpose(page["decoded"])):
        for (f, r, c), value in zip(pixels, values):
            stacked[f * rows + r][c] = value
    page.write("generatedVideo", stacked)


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
    video,
]


def work(lesson, reading="corrected"):
    """Every named matrix of a lesson, ready to be written as JSON."""
    page = Page(lesson, reading)
    for step in STEPS:
        step(lesson, page)
    values = {name: cellwise(written, rows) for name, rows in page.items()}
    stacked, rows = values["generatedVideo"], len(lesson["video"][0])
    values["generatedVideo"] = [stacked[at : at + rows] for at in range(0, len(stacked), rows)]
    return values


def written(cell):
    """A number as a lesson writes it: a whole number, "n/d" in lowest terms, or a decimal."""
    if type(cell) is Fraction:
        return cell.numerator if cell.denominator == 1 else str(cell)
    return cell


# ---------------------------------------------------------------------------------------------------------------
# The protocol: one JSON object a line, each way

PROTOCOL = 1
CLAIMS = ["forward", "slopes", "update", "hard", "softmax", "printed"]


def reply_to(request):
    if request["command"] == "hello":
        return {"name": "plain Python", "protocol": PROTOCOL, "claims": CLAIMS}
    if request["command"] == "answer":
        return {"values": work(request["lesson"], request["reading"])}
    return {"error": f"unknown command {request['command']!r}"}


def serve():
    for line in sys.stdin:
        request = json.loads(line)
        if request["command"] == "bye":
            return
        try:
            reply = json.dumps({"id": request["id"], **reply_to(request)}, allow_nan=False)
        except Exception as problem:  # one lesson that goes wrong is not the end of the conversation
            reply = json.dumps({"id": request["id"], "error": f"{type(problem).__name__}: {problem}"})
        print(reply, flush=True)


def show(path, reading="corrected"):
    if reading not in ("corrected", "printed"):
        sys.exit(f'the reading is "{reading}"; it can be "corrected" or "printed"')
    with open(path, encoding="utf-8") as file:
        lesson = json.load(file)
    print(json.dumps({"lesson": lesson["id"], "reading": reading, "values": work(lesson, reading)}, allow_nan=False))


if __name__ == "__main__":
    if hasattr(sys, "set_int_max_str_digits"):
        sys.set_int_max_str_digits(0)
    if len(sys.argv) > 3:
        sys.exit("usage: python3 plain.py [LESSON.json [corrected|printed]]")
    if len(sys.argv) > 1:
        show(*sys.argv[1:])
    else:
        serve()
