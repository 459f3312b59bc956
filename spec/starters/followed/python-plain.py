# The sentences of the kits, followed literally: what each says, written down below it, and nothing else. Read by fill.ts.

def times(a, b):
    return [[sum(x * y for x, y in zip(row, cells)) for cells in zip(*b)] for row in a]


def transpose(a):
    return [list(cells) for cells in zip(*a)]


def each(function, *matrices):
    return [[function(*cells) for cells in zip(*rows)] for rows in zip(*matrices)]


def plus(a, b):
    return each(lambda x, y: x + y, a, b)


def minus(a, b):
    return each(lambda x, y: x - y, a, b)


def to_rows(a, cells):
    return [[x + cell for x in row] for row, [cell] in zip(a, cells)]


def row_sums(a):
    return [[sum(row)] for row in a]

# Step 1
# | patches (p×n): cut video into blocks of patch.frames × patch.rows × patch.columns; every block is one column, frame by frame, then by rows, then by columns, and so are the pixels in a block.
video, patch = lesson["video"], lesson["patch"]
f, r, c = patch["frames"], patch["rows"], patch["columns"]
blocks = [
    [video[i + a][j + b][k + d] for a in range(f) for b in range(r) for d in range(c)]
    for i in range(0, len(video), f)
    for j in range(0, len(video[0]), r)
    for k in range(0, len(video[0][0]), c)
]
m["patches"] = transpose(blocks)

# Step 2
# | encoderPre = encoder.weight · patches + encoder.bias, the bias added to every column.
m["encoderPre"] = to_rows(times(lesson["encoder"]["weight"], m["patches"]), lesson["encoder"]["bias"])
# | latent = max(0, encoderPre), cell by cell.
m["latent"] = each(lambda x: max(0, x), m["encoderPre"])

# Step 3
# | noise = noise of the lesson.
m["noise"] = lesson["noise"]
# | noised = latent + noise.
m["noised"] = plus(m["latent"], m["noise"])

# Step 4
# | textEmbedding = the sum of the vectors in prompt.words.
m["textEmbedding"] = each(lambda *cells: sum(cells), *lesson["prompt"]["words"].values())
# | timeEmbedding = timestep.t in binary, timestep.bits digits, the largest bit on top.
digits = format(lesson["timestep"]["t"], "b").zfill(lesson["timestep"]["bits"])
m["timeEmbedding"] = [[int(digit)] for digit in digits]
# | condition = textEmbedding above timeEmbedding.
m["condition"] = m["textEmbedding"] + m["timeEmbedding"]

# Step 5
# | scaleShift = modulation.weight · condition + modulation.bias.
m["scaleShift"] = plus(times(lesson["modulation"]["weight"], m["condition"]), lesson["modulation"]["bias"])
# | scale = the upper half of the rows of scaleShift.
m["scale"] = m["scaleShift"][: len(m["scaleShift"]) // 2]
# | shift = the lower half.
m["shift"] = m["scaleShift"][len(m["scaleShift"]) // 2 :]

# Step 6
# | scaled = each row of noised × its scale.
m["scaled"] = [[x * s for x in row] for row, [s] in zip(m["noised"], m["scale"])]
# | conditioned = each row of scaled + its shift.
m["conditioned"] = to_rows(m["scaled"], m["shift"])

# Step 7
# | If attention.kind is "given": attention = attention.matrix, and the step is done.
if lesson["attention"]["kind"] == "given":
    m["attention"] = lesson["attention"]["matrix"]
    return
# | queries = attention.query · conditioned.
m["queries"] = times(lesson["attention"]["query"], m["conditioned"])
# | keys = attention.key · conditioned.
m["keys"] = times(lesson["attention"]["key"], m["conditioned"])
# | scores = keysᵀ · queries.
m["scores"] = times(transpose(m["keys"]), m["queries"])
# | If attention.kind is "hard": attention has, in each column of scores, 1 at the largest; where several are largest, each has an equal part of the 1, as an exact fraction.
if lesson["attention"]["kind"] == "hard":
    columns = []
    for scores in transpose(m["scores"]):
        count = scores.count(max(scores))
        columns.append([Fraction(1, count) if score == max(scores) else 0 for score in scores])
    m["attention"] = transpose(columns)
# | If it is "softmax": in each column, take its largest score away from every score, divide by √k (k = rows of attention.query), and take e to that power; attention = each of these, divided by their sum in the column.
if lesson["attention"]["kind"] == "softmax":
    columns = []
    for scores in transpose(m["scores"]):
        root = math.sqrt(len(lesson["attention"]["query"]))
        powers = [math.exp(decimal(score - max(scores)) / root) for score in scores]
        columns.append([power / sum(powers) for power in powers])
    m["attention"] = transpose(columns)

# Step 8
# | pooled = conditioned · attention.
m["pooled"] = times(m["conditioned"], m["attention"])

# Step 9
# | predictedNoise = feedForward.weight · pooled + feedForward.bias.
m["predictedNoise"] = to_rows(times(lesson["feedForward"]["weight"], m["pooled"]), lesson["feedForward"]["bias"])

# Step 10
# | lossGradient = predictedNoise − noise.
m["lossGradient"] = minus(m["predictedNoise"], m["noise"])
# | loss (1×1) = the sum of the squares of lossGradient, divided by how many they are.
squares = [x * x for row in m["lossGradient"] for x in row]
m["loss"] = [[sum(squares) / len(squares)]]
# | d_feedForwardWeight = lossGradient · pooledᵀ.
m["d_feedForwardWeight"] = times(m["lossGradient"], transpose(m["pooled"]))
# | d_feedForwardBias = the sum of each row of lossGradient.
m["d_feedForwardBias"] = row_sums(m["lossGradient"])
# | d_pooled = feedForward.weightᵀ · lossGradient.
m["d_pooled"] = times(transpose(lesson["feedForward"]["weight"]), m["lossGradient"])
# | d_conditioned starts as d_pooled · attentionᵀ.
d_conditioned = times(m["d_pooled"], transpose(m["attention"]))
# | If attention.kind is "softmax": S = conditionedᵀ · d_pooled; in each column, d_scores = attention × (S − the sum of attention × S in that column) / √k.
if lesson["attention"]["kind"] == "softmax":
    S = transpose(times(transpose(m["conditioned"]), m["d_pooled"]))
    columns = []
    for shares, column_of_s in zip(transpose(m["attention"]), S):
        mean = sum(a * s for a, s in zip(shares, column_of_s))
        root = math.sqrt(len(lesson["attention"]["query"]))
        columns.append([a * (s - mean) / root for a, s in zip(shares, column_of_s)])
    m["d_scores"] = transpose(columns)
# | And then: d_query = keys · d_scores · conditionedᵀ; d_key = queries · d_scoresᵀ · conditionedᵀ.
if lesson["attention"]["kind"] == "softmax":
    m["d_query"] = times(times(m["keys"], m["d_scores"]), transpose(m["conditioned"]))
    m["d_key"] = times(times(m["queries"], transpose(m["d_scores"])), transpose(m["conditioned"]))
# | And to d_conditioned come attention.queryᵀ · keys · d_scores and attention.keyᵀ · queries · d_scoresᵀ.
if lesson["attention"]["kind"] == "softmax":
    through_queries = times(transpose(lesson["attention"]["query"]), times(m["keys"], m["d_scores"]))
    through_keys = times(transpose(lesson["attention"]["key"]), times(m["queries"], transpose(m["d_scores"])))
    d_conditioned = plus(d_conditioned, plus(through_queries, through_keys))
# | If it is "hard": d_query and d_key are zeros, of the shape of attention.query.
if lesson["attention"]["kind"] == "hard":
    m["d_query"] = [[0 for _ in row] for row in lesson["attention"]["query"]]
    m["d_key"] = [[0 for _ in row] for row in lesson["attention"]["query"]]
# | Now d_conditioned is whole: store it.
m["d_conditioned"] = d_conditioned
# | d_scale = the sum of each row of d_conditioned × noised.
m["d_scale"] = row_sums(each(lambda s, x: s * x, m["d_conditioned"], m["noised"]))
# | d_shift = the sum of each row of d_conditioned.
m["d_shift"] = row_sums(m["d_conditioned"])
# | d_modulationBias = d_scale above d_shift.
m["d_modulationBias"] = m["d_scale"] + m["d_shift"]
# | d_modulationWeight = (d_scale above d_shift) · conditionᵀ.
m["d_modulationWeight"] = times(m["d_scale"] + m["d_shift"], transpose(m["condition"]))
# | feedForwardWeightAfter = feedForward.weight − learningRate × d_feedForwardWeight.
def after(before, slope):
    return each(lambda x, s: x - lesson["learningRate"] * s, before, slope)

m["feedForwardWeightAfter"] = after(lesson["feedForward"]["weight"], m["d_feedForwardWeight"])
# | In the same way feedForwardBiasAfter, modulationWeightAfter and modulationBiasAfter.
m["feedForwardBiasAfter"] = after(lesson["feedForward"]["bias"], m["d_feedForwardBias"])
m["modulationWeightAfter"] = after(lesson["modulation"]["weight"], m["d_modulationWeight"])
m["modulationBiasAfter"] = after(lesson["modulation"]["bias"], m["d_modulationBias"])
# | If attention.kind is not "given", in the same way queryAfter and keyAfter.
if lesson["attention"]["kind"] != "given":
    m["queryAfter"] = after(lesson["attention"]["query"], m["d_query"])
    m["keyAfter"] = after(lesson["attention"]["key"], m["d_key"])

# Step 11
# | denoised = noised − predictedNoise.
m["denoised"] = minus(m["noised"], m["predictedNoise"])

# Step 12
# | decoderPre = decoder.weight · denoised + decoder.bias.
m["decoderPre"] = to_rows(times(lesson["decoder"]["weight"], m["denoised"]), lesson["decoder"]["bias"])
# | decoded = max(0, decoderPre), cell by cell.
m["decoded"] = each(lambda x: max(0, x), m["decoderPre"])

# Step 13
# | generatedVideo = the pixels of decoded, put back where step 1 took them from: frame, row, column.
video, patch = lesson["video"], lesson["patch"]
f, r, c = patch["frames"], patch["rows"], patch["columns"]
made = [[[0 for _ in row] for row in frame] for frame in video]
columns = iter(transpose(m["decoded"]))
for i in range(0, len(video), f):
    for j in range(0, len(video[0]), r):
        for k in range(0, len(video[0][0]), c):
            pixels = iter(next(columns))
            for a in range(f):
                for b in range(r):
                    for d in range(c):
                        made[i + a][j + b][k + d] = next(pixels)
m["generatedVideo"] = made
