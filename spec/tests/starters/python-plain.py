# The thirteen steps of the plain Python starter, filled in.

def times(a, b):
    return [[sum(x * y for x, y in zip(row, cells)) for cells in zip(*b)] for row in a]


def transpose(a):
    return [list(cells) for cells in zip(*a)]


def each(function, *matrices):
    return [[function(*cells) for cells in zip(*rows)] for rows in zip(*matrices)]


def linear(layer, x):
    bias = column(layer["bias"])
    return [[cell + b for cell in row] for row, [b] in zip(times(matrix(layer["weight"]), x), bias)]


def row_sums(a):
    return [[sum(row)] for row in a]


def places(lesson):
    video, patch = lesson["video"], lesson["patch"]
    frames, rows, columns = patch["frames"], patch["rows"], patch["columns"]
    return [
        [(f + i, r + j, c + k) for i in range(frames) for j in range(rows) for k in range(columns)]
        for f in range(0, len(video), frames)
        for r in range(0, len(video[0]), rows)
        for c in range(0, len(video[0][0]), columns)
    ]


# Step 1: patchify
def patchify(lesson, m):
    video = [matrix(frame) for frame in lesson["video"]]
    m["patches"] = transpose([[video[f][r][c] for f, r, c in pixels] for pixels in places(lesson)])


# Step 2: encode
def encode(lesson, m):
    m["encoderPre"] = linear(lesson["encoder"], m["patches"])
    m["latent"] = each(lambda x: max(0, x), m["encoderPre"])


# Step 3: add-noise
def add_noise(lesson, m):
    m["noise"] = matrix(lesson["noise"])
    m["noised"] = each(lambda x, y: x + y, m["latent"], m["noise"])


# Step 4: conditions
def encode_conditions(lesson, m):
    t, bits = lesson["timestep"]["t"], lesson["timestep"]["bits"]
    m["textEmbedding"] = row_sums(transpose(matrix(lesson["prompt"]["words"].values())))
    m["timeEmbedding"] = [[t >> bit & 1] for bit in reversed(range(bits))]
    m["condition"] = [list(row) for row in m["textEmbedding"] + m["timeEmbedding"]]


# Step 5: estimate
def estimate_scale_and_shift(lesson, m):
    m["scaleShift"] = linear(lesson["modulation"], m["condition"])
    d = len(m["noised"])
    m["scale"] = [list(row) for row in m["scaleShift"][:d]]
    m["shift"] = [list(row) for row in m["scaleShift"][d:]]


# Step 6: apply
def apply_scale_and_shift(lesson, m):
    m["scaled"] = [[x * s for x in row] for row, [s] in zip(m["noised"], m["scale"])]
    m["conditioned"] = [[x + s for x in row] for row, [s] in zip(m["scaled"], m["shift"])]


# Step 7: attention
def self_attention(lesson, m):
    given = lesson["attention"]
    if given["kind"] == "given":
        m["attention"] = matrix(given["matrix"])
        return
    m["queries"] = times(matrix(given["query"]), m["conditioned"])
    m["keys"] = times(matrix(given["key"]), m["conditioned"])
    m["scores"] = times(transpose(m["keys"]), m["queries"])
    weigh = hard if given["kind"] == "hard" else lambda scores: softmax(scores, math.sqrt(len(given["query"])))
    m["attention"] = transpose([weigh(scores) for scores in transpose(m["scores"])])


def hard(scores):
    largest = max(scores)
    return [Fraction(1, scores.count(largest)) if score == largest else 0 for score in scores]


def softmax(scores, root):
    powers = [math.exp(float(max(score - max(scores), -100_000)) / root) for score in scores]
    return [power / sum(powers) for power in powers]


# Step 8: pooling
def attention_pooling(lesson, m):
    m["pooled"] = times(m["conditioned"], m["attention"])


# Step 9: feed-forward
def feed_forward(lesson, m):
    m["predictedNoise"] = linear(lesson["feedForward"], m["pooled"])


# Step 10: slopes
def loss_and_gradients(lesson, m):
    kind, x = lesson["attention"]["kind"], m["conditioned"]
    m["lossGradient"] = each(lambda p, n: p - n, m["predictedNoise"], m["noise"])
    squares = [cell * cell for row in m["lossGradient"] for cell in row]
    m["loss"] = [[sum(squares) * Fraction(1, len(squares))]]
    m["d_feedForwardWeight"] = times(m["lossGradient"], transpose(m["pooled"]))
    m["d_feedForwardBias"] = row_sums(m["lossGradient"])
    m["d_pooled"] = times(transpose(matrix(lesson["feedForward"]["weight"])), m["lossGradient"])
    d_conditioned = times(m["d_pooled"], transpose(m["attention"]))
    if kind == "hard":
        for name in ("query", "key"):
            m["d_" + name] = [[0 for _ in row] for row in lesson["attention"][name]]
    if kind == "softmax":
        root = math.sqrt(len(lesson["attention"]["query"]))
        slopes = []
        for weights, column_slopes in zip(transpose(m["attention"]), transpose(times(transpose(x), m["d_pooled"]))):
            mean = sum(w * s for w, s in zip(weights, column_slopes))
            slopes.append([w * (s - mean) / root for w, s in zip(weights, column_slopes)])
        m["d_scores"] = transpose(slopes)
        d_queries = times(m["keys"], m["d_scores"])
        d_keys = times(m["queries"], transpose(m["d_scores"]))
        m["d_query"] = times(d_queries, transpose(x))
        m["d_key"] = times(d_keys, transpose(x))
        for name, slope in (("query", d_queries), ("key", d_keys)):
            through = times(transpose(matrix(lesson["attention"][name])), slope)
            d_conditioned = each(lambda a, b: a + b, d_conditioned, through)
    m["d_conditioned"] = d_conditioned
    m["d_scale"] = row_sums(each(lambda s, n: s * n, m["d_conditioned"], m["noised"]))
    m["d_shift"] = row_sums(m["d_conditioned"])
    slope = m["d_scale"] + m["d_shift"]
    m["d_modulationWeight"] = times(slope, transpose(m["condition"]))
    m["d_modulationBias"] = [list(row) for row in slope]
    rate = exact(lesson["learningRate"])
    for layer in ("feedForward", "modulation"):
        for part, before in (("Weight", matrix(lesson[layer]["weight"])), ("Bias", column(lesson[layer]["bias"]))):
            m[layer + part + "After"] = each(lambda w, s: w - rate * s, before, m["d_" + layer + part])
    if kind != "given":
        for name in ("query", "key"):
            before = matrix(lesson["attention"][name])
            m[name + "After"] = each(lambda w, s: w - rate * s, before, m["d_" + name])


# Step 11: denoise
def denoise(lesson, m):
    m["denoised"] = each(lambda x, n: x - n, m["noised"], m["predictedNoise"])


# Step 12: decode
def decode(lesson, m):
    m["decoderPre"] = linear(lesson["decoder"], m["denoised"])
    m["decoded"] = each(lambda x: max(0, x), m["decoderPre"])


# Step 13: video
def put_back(lesson, m):
    video = [[[0 for _ in row] for row in frame] for frame in lesson["video"]]
    for pixels, values in zip(places(lesson), transpose(m["decoded"])):
        for (f, r, c), value in zip(pixels, values):
            video[f][r][c] = value
    m["generatedVideo"] = video
