# The sentences of the kits, followed literally: what each says, written down below it, and nothing else. Read by fill.ts.

# Step 1
# | patches (p×n): cut video into blocks of patch.frames × patch.rows × patch.columns; every block is one column, frame by frame, then by rows, then by columns, and so are the pixels in a block.
video, patch = lesson["video"], lesson["patch"]
f, r, c = patch["frames"], patch["rows"], patch["columns"]
T, H, W = video.shape
blocks = [
    video[i : i + f, j : j + r, k : k + c].reshape(-1)
    for i in range(0, T, f)
    for j in range(0, H, r)
    for k in range(0, W, c)
]
m["patches"] = np.array(blocks).T

# Step 2
# | encoderPre = encoder.weight · patches + encoder.bias, the bias added to every column.
m["encoderPre"] = lesson["encoder"]["weight"] @ m["patches"] + lesson["encoder"]["bias"]
# | latent = max(0, encoderPre), cell by cell.
m["latent"] = np.maximum(0, m["encoderPre"])

# Step 3
# | noise = noise of the lesson.
m["noise"] = lesson["noise"]
# | noised = latent + noise.
m["noised"] = m["latent"] + m["noise"]

# Step 4
# | textEmbedding = the sum of the vectors in prompt.words.
m["textEmbedding"] = sum(lesson["prompt"]["words"].values())
# | timeEmbedding = timestep.t in binary, timestep.bits digits, the largest bit on top.
digits = format(lesson["timestep"]["t"], "b").zfill(lesson["timestep"]["bits"])
m["timeEmbedding"] = [[int(digit)] for digit in digits]
# | condition = textEmbedding above timeEmbedding.
m["condition"] = np.vstack([m["textEmbedding"], m["timeEmbedding"]])

# Step 5
# | scaleShift = modulation.weight · condition + modulation.bias.
m["scaleShift"] = lesson["modulation"]["weight"] @ m["condition"] + lesson["modulation"]["bias"]
# | scale = the upper half of the rows of scaleShift.
m["scale"] = m["scaleShift"][: len(m["scaleShift"]) // 2]
# | shift = the lower half.
m["shift"] = m["scaleShift"][len(m["scaleShift"]) // 2 :]

# Step 6
# | scaled = each row of noised × its scale.
m["scaled"] = m["noised"] * m["scale"]
# | conditioned = each row of scaled + its shift.
m["conditioned"] = m["scaled"] + m["shift"]

# Step 7
# | If attention.kind is "given": attention = attention.matrix, and the step is done.
if lesson["attention"]["kind"] == "given":
    m["attention"] = lesson["attention"]["matrix"]
    return
# | queries = attention.query · conditioned.
m["queries"] = lesson["attention"]["query"] @ m["conditioned"]
# | keys = attention.key · conditioned.
m["keys"] = lesson["attention"]["key"] @ m["conditioned"]
# | scores = keysᵀ · queries.
m["scores"] = m["keys"].T @ m["queries"]
# | If attention.kind is "hard": attention has, in each column of scores, 1 at the largest; where several are largest, each has an equal part of the 1, as an exact fraction.
if lesson["attention"]["kind"] == "hard":
    best = m["scores"] == m["scores"].max(axis=0)
    m["attention"] = [
        [Fraction(int(one), int(count)) for one, count in zip(row, best.sum(axis=0))] for row in best
    ]
# | If it is "softmax": in each column, take its largest score away from every score, divide by √k (k = rows of attention.query), and take e to that power; attention = each of these, divided by their sum in the column.
if lesson["attention"]["kind"] == "softmax":
    powers = np.exp(floats(m["scores"] - m["scores"].max(axis=0)) / np.sqrt(len(lesson["attention"]["query"])))
    m["attention"] = powers / powers.sum(axis=0)

# Step 8
# | pooled = conditioned · attention.
m["pooled"] = m["conditioned"] @ m["attention"]

# Step 9
# | predictedNoise = feedForward.weight · pooled + feedForward.bias.
m["predictedNoise"] = lesson["feedForward"]["weight"] @ m["pooled"] + lesson["feedForward"]["bias"]

# Step 10
# | lossGradient = predictedNoise − noise.
m["lossGradient"] = m["predictedNoise"] - m["noise"]
# | loss (1×1) = the sum of the squares of lossGradient, divided by how many they are.
m["loss"] = (m["lossGradient"] ** 2).sum() / m["lossGradient"].size
# | d_feedForwardWeight = lossGradient · pooledᵀ.
m["d_feedForwardWeight"] = m["lossGradient"] @ m["pooled"].T
# | d_feedForwardBias = the sum of each row of lossGradient.
m["d_feedForwardBias"] = m["lossGradient"].sum(axis=1)
# | d_pooled = feedForward.weightᵀ · lossGradient.
m["d_pooled"] = lesson["feedForward"]["weight"].T @ m["lossGradient"]
# | d_conditioned starts as d_pooled · attentionᵀ.
d_conditioned = m["d_pooled"] @ m["attention"].T
# | If attention.kind is "softmax": S = conditionedᵀ · d_pooled; in each column, d_scores = attention × (S − the sum of attention × S in that column) / √k.
if lesson["attention"]["kind"] == "softmax":
    S = m["conditioned"].T @ m["d_pooled"]
    sums = (m["attention"] * S).sum(axis=0)
    m["d_scores"] = m["attention"] * (S - sums) / np.sqrt(len(lesson["attention"]["query"]))
# | And then: d_query = keys · d_scores · conditionedᵀ; d_key = queries · d_scoresᵀ · conditionedᵀ.
if lesson["attention"]["kind"] == "softmax":
    m["d_query"] = m["keys"] @ m["d_scores"] @ m["conditioned"].T
    m["d_key"] = m["queries"] @ m["d_scores"].T @ m["conditioned"].T
# | And to d_conditioned come attention.queryᵀ · keys · d_scores and attention.keyᵀ · queries · d_scoresᵀ.
if lesson["attention"]["kind"] == "softmax":
    d_conditioned = d_conditioned + lesson["attention"]["query"].T @ m["keys"] @ m["d_scores"]
    d_conditioned = d_conditioned + lesson["attention"]["key"].T @ m["queries"] @ m["d_scores"].T
# | If it is "hard": d_query and d_key are zeros, of the shape of attention.query.
if lesson["attention"]["kind"] == "hard":
    m["d_query"] = np.zeros(lesson["attention"]["query"].shape)
    m["d_key"] = np.zeros(lesson["attention"]["query"].shape)
# | Now d_conditioned is whole: store it.
m["d_conditioned"] = d_conditioned
# | d_scale = the sum of each row of d_conditioned × noised.
m["d_scale"] = (m["d_conditioned"] * m["noised"]).sum(axis=1)
# | d_shift = the sum of each row of d_conditioned.
m["d_shift"] = m["d_conditioned"].sum(axis=1)
# | d_modulationBias = d_scale above d_shift.
m["d_modulationBias"] = np.vstack([m["d_scale"], m["d_shift"]])
# | d_modulationWeight = (d_scale above d_shift) · conditionᵀ.
m["d_modulationWeight"] = np.vstack([m["d_scale"], m["d_shift"]]) @ m["condition"].T
# | feedForwardWeightAfter = feedForward.weight − learningRate × d_feedForwardWeight.
m["feedForwardWeightAfter"] = lesson["feedForward"]["weight"] - lesson["learningRate"] * m["d_feedForwardWeight"]
# | In the same way feedForwardBiasAfter, modulationWeightAfter and modulationBiasAfter.
m["feedForwardBiasAfter"] = lesson["feedForward"]["bias"] - lesson["learningRate"] * m["d_feedForwardBias"]
m["modulationWeightAfter"] = lesson["modulation"]["weight"] - lesson["learningRate"] * m["d_modulationWeight"]
m["modulationBiasAfter"] = lesson["modulation"]["bias"] - lesson["learningRate"] * m["d_modulationBias"]
# | If attention.kind is not "given", in the same way queryAfter and keyAfter.
if lesson["attention"]["kind"] != "given":
    m["queryAfter"] = lesson["attention"]["query"] - lesson["learningRate"] * m["d_query"]
    m["keyAfter"] = lesson["attention"]["key"] - lesson["learningRate"] * m["d_key"]

# Step 11
# | denoised = noised − predictedNoise.
m["denoised"] = m["noised"] - m["predictedNoise"]

# Step 12
# | decoderPre = decoder.weight · denoised + decoder.bias.
m["decoderPre"] = lesson["decoder"]["weight"] @ m["denoised"] + lesson["decoder"]["bias"]
# | decoded = max(0, decoderPre), cell by cell.
m["decoded"] = np.maximum(0, m["decoderPre"])

# Step 13
# | generatedVideo = the pixels of decoded, put back where step 1 took them from: frame, row, column.
video, patch = lesson["video"].copy(), lesson["patch"]
f, r, c = patch["frames"], patch["rows"], patch["columns"]
T, H, W = video.shape
columns = iter(m["decoded"].T)
for i in range(0, T, f):
    for j in range(0, H, r):
        for k in range(0, W, c):
            video[i : i + f, j : j + r, k : k + c] = next(columns).reshape(f, r, c)
m["generatedVideo"] = video
