# The thirteen steps of the NumPy starter, filled in.

def blocks(lesson):
    """Frames, rows and columns of the video as blocks of patches: six axes."""
    video, patch = lesson["video"], lesson["patch"]
    f, r, c = patch["frames"], patch["rows"], patch["columns"]
    return (len(video) // f, f, len(video[0]) // r, r, len(video[0][0]) // c, c)


# Step 1: patchify
def patchify(lesson, m):
    video = np.array([[[exact(cell) for cell in row] for row in frame] for frame in lesson["video"]], dtype=object)
    f, pf, r, pr, c, pc = blocks(lesson)
    cut = video.reshape(f, pf, r, pr, c, pc).transpose(1, 3, 5, 0, 2, 4)
    m["patches"] = cut.reshape(pf * pr * pc, f * r * c)


# Step 2: encode
def encode(lesson, m):
    encoder = lesson["encoder"]
    m["encoderPre"] = matrix(encoder["weight"]) @ m["patches"] + column(encoder["bias"])
    m["latent"] = np.maximum(0, m["encoderPre"])


# Step 3: add-noise
def add_noise(lesson, m):
    m["noise"] = matrix(lesson["noise"])
    m["noised"] = m["latent"] + m["noise"]


# Step 4: conditions
def encode_conditions(lesson, m):
    t, bits = lesson["timestep"]["t"], lesson["timestep"]["bits"]
    m["textEmbedding"] = matrix(lesson["prompt"]["words"].values()).sum(axis=0).reshape(-1, 1)
    m["timeEmbedding"] = [[t >> bit & 1] for bit in reversed(range(bits))]
    m["condition"] = np.vstack([m["textEmbedding"], m["timeEmbedding"]])


# Step 5: estimate
def estimate_scale_and_shift(lesson, m):
    modulation = lesson["modulation"]
    m["scaleShift"] = matrix(modulation["weight"]) @ m["condition"] + column(modulation["bias"])
    m["scale"], m["shift"] = np.vsplit(m["scaleShift"], 2)


# Step 6: apply
def apply_scale_and_shift(lesson, m):
    m["scaled"] = m["noised"] * m["scale"]
    m["conditioned"] = m["scaled"] + m["shift"]


# Step 7: attention
def self_attention(lesson, m):
    given = lesson["attention"]
    if given["kind"] == "given":
        m["attention"] = matrix(given["matrix"])
        return
    m["queries"] = matrix(given["query"]) @ m["conditioned"]
    m["keys"] = matrix(given["key"]) @ m["conditioned"]
    m["scores"] = m["keys"].T @ m["queries"]
    if given["kind"] == "hard":
        best = m["scores"] == m["scores"].max(axis=0)
        m["attention"] = [
            [Fraction(int(cell), int(total)) for cell, total in zip(row, best.sum(axis=0))] for row in best
        ]
    else:
        scores = (m["scores"] - m["scores"].max(axis=0)).astype(float)
        powers = np.exp(scores / np.sqrt(len(given["query"])))
        m["attention"] = powers / powers.sum(axis=0)


# Step 8: pooling
def attention_pooling(lesson, m):
    m["pooled"] = m["conditioned"] @ m["attention"]


# Step 9: feed-forward
def feed_forward(lesson, m):
    layer = lesson["feedForward"]
    m["predictedNoise"] = matrix(layer["weight"]) @ m["pooled"] + column(layer["bias"])


# Step 10: slopes
def loss_and_gradients(lesson, m):
    given, x = lesson["attention"], m["conditioned"]
    m["lossGradient"] = m["predictedNoise"] - m["noise"]
    m["loss"] = [[(m["lossGradient"] ** 2).sum() * Fraction(1, m["lossGradient"].size)]]
    m["d_feedForwardWeight"] = m["lossGradient"] @ m["pooled"].T
    m["d_feedForwardBias"] = m["lossGradient"].sum(axis=1, keepdims=True)
    m["d_pooled"] = matrix(lesson["feedForward"]["weight"]).T @ m["lossGradient"]
    d_conditioned = m["d_pooled"] @ m["attention"].T
    if given["kind"] == "hard":
        m["d_query"] = matrix(given["query"]) * 0
        m["d_key"] = matrix(given["key"]) * 0
    if given["kind"] == "softmax":
        slope = x.T @ m["d_pooled"]
        means = (m["attention"] * slope).sum(axis=0)
        m["d_scores"] = m["attention"] * (slope - means) / float(np.sqrt(len(given["query"])))
        m["d_query"] = m["keys"] @ m["d_scores"] @ x.T
        m["d_key"] = m["queries"] @ m["d_scores"].T @ x.T
        d_conditioned = d_conditioned + matrix(given["query"]).T @ m["keys"] @ m["d_scores"]
        d_conditioned = d_conditioned + matrix(given["key"]).T @ m["queries"] @ m["d_scores"].T
    m["d_conditioned"] = d_conditioned
    m["d_scale"] = (m["d_conditioned"] * m["noised"]).sum(axis=1, keepdims=True)
    m["d_shift"] = m["d_conditioned"].sum(axis=1, keepdims=True)
    slope = np.vstack([m["d_scale"], m["d_shift"]])
    m["d_modulationWeight"] = slope @ m["condition"].T
    m["d_modulationBias"] = slope
    rate = exact(lesson["learningRate"])
    for layer in ("feedForward", "modulation"):
        m[layer + "WeightAfter"] = matrix(lesson[layer]["weight"]) - rate * m["d_" + layer + "Weight"]
        m[layer + "BiasAfter"] = column(lesson[layer]["bias"]) - rate * m["d_" + layer + "Bias"]
    if given["kind"] != "given":
        m["queryAfter"] = matrix(given["query"]) - rate * m["d_query"]
        m["keyAfter"] = matrix(given["key"]) - rate * m["d_key"]


# Step 11: denoise
def denoise(lesson, m):
    m["denoised"] = m["noised"] - m["predictedNoise"]


# Step 12: decode
def decode(lesson, m):
    decoder = lesson["decoder"]
    m["decoderPre"] = matrix(decoder["weight"]) @ m["denoised"] + column(decoder["bias"])
    m["decoded"] = np.maximum(0, m["decoderPre"])


# Step 13: video
def put_back(lesson, m):
    f, pf, r, pr, c, pc = blocks(lesson)
    back = m["decoded"].reshape(pf, pr, pc, f, r, c).transpose(3, 0, 4, 1, 5, 2)
    m["generatedVideo"] = back.reshape(f * pf, r * pr, c * pc)
