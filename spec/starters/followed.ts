// The sentences of the starter kits, followed literally: what each says, written down in each language, and nothing else.
import type { StarterLanguage } from '../src/starters/kits.ts'

export interface Followed {
  readonly sentence: string
  readonly code: { readonly [L in StarterLanguage]: string }
}

const said = (sentence: string, python: string, plain: string, javascript: string, java: string): Followed => ({
  sentence,
  code: { python, 'python-plain': plain, javascript, java },
})

/** What somebody writes first: the sums and products that the sentences speak of. */
export const helpers: Followed['code'] = {
  python: '',
  'python-plain': `
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
`,
  javascript: `
const transpose = a => a[0].map((_, c) => a.map(row => row[c]))
const total = cells => cells.reduce((sum, cell) => add(sum, cell), 0)
const times = (a, b) => a.map(row => transpose(b).map(cells => total(row.map((x, i) => mul(x, cells[i])))))
const each = (f, a, b) => a.map((row, r) => row.map((x, c) => f(x, b?.[r][c])))
const toRows = (f, a, cells) => a.map((row, r) => row.map(x => f(x, cells[r][0])))
const max0 = a => each(x => (compare(x, 0) > 0 ? x : 0), a)
const rowSums = a => a.map(row => [total(row)])
const after = (before, slope, rate) => each((x, s) => sub(x, mul(rate, s)), before, slope)
`,
  java: `
    static Num[][] transpose(Num[][] a) {
        Num[][] made = new Num[a[0].length][a.length];
        for (int r = 0; r < a.length; r++) for (int c = 0; c < a[r].length; c++) made[c][r] = a[r][c];
        return made;
    }

    static Num[][] times(Num[][] a, Num[][] b) {
        Num[][] made = new Num[a.length][b[0].length];
        for (int r = 0; r < a.length; r++)
            for (int c = 0; c < b[0].length; c++) {
                made[r][c] = Num.of(0);
                for (int i = 0; i < b.length; i++) made[r][c] = made[r][c].plus(a[r][i].times(b[i][c]));
            }
        return made;
    }

    interface Made { Num of(Num x, Num y); }

    static Num[][] each(Made f, Num[][] a, Num[][] b) {
        Num[][] made = new Num[a.length][a[0].length];
        for (int r = 0; r < a.length; r++)
            for (int c = 0; c < a[r].length; c++) made[r][c] = f.of(a[r][c], b[r][b[r].length == 1 ? 0 : c]);
        return made;
    }

    static Num[][] plus(Num[][] a, Num[][] b) { return each(Num::plus, a, b); }
    static Num[][] minus(Num[][] a, Num[][] b) { return each(Num::minus, a, b); }
    static Num[][] max0(Num[][] a) { return each((x, y) -> x.compareTo(Num.of(0)) > 0 ? x : Num.of(0), a, a); }

    static Num[][] rowSums(Num[][] a) {
        Num[][] made = new Num[a.length][1];
        for (int r = 0; r < a.length; r++) {
            made[r][0] = Num.of(0);
            for (Num x : a[r]) made[r][0] = made[r][0].plus(x);
        }
        return made;
    }

    static Num[][] above(Num[][] a, Num[][] b) {
        Num[][] made = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, made, a.length, b.length);
        return made;
    }

    static Num[][] weight(Json lesson, String layer) { return lesson.get(layer).get("weight").matrix(); }
    static Num[][] bias(Json lesson, String layer) { return lesson.get(layer).get("bias").column(); }
    static Num[][] given(Json lesson, String name) { return lesson.get("attention").get(name).matrix(); }
    static String kind(Json lesson) { return lesson.get("attention").get("kind").text(); }

    static Num[][] after(Json lesson, Num[][] before, Num[][] slope) {
        Num rate = lesson.get("learningRate").number();
        return each((x, s) -> x.minus(rate.times(s)), before, slope);
    }

    interface Place { void at(int frame, int row, int column, int pixel, int block); }

    static void places(Json lesson, Place place) {
        Json video = lesson.get("video"), patch = lesson.get("patch");
        int pf = patch.get("frames").whole(), pr = patch.get("rows").whole(), pc = patch.get("columns").whole();
        int block = 0;
        for (int f = 0; f < video.size(); f += pf)
            for (int r = 0; r < video.get(0).size(); r += pr)
                for (int c = 0; c < video.get(0).get(0).size(); c += pc, block++) {
                    int pixel = 0;
                    for (int i = 0; i < pf; i++)
                        for (int j = 0; j < pr; j++)
                            for (int k = 0; k < pc; k++) place.at(f + i, r + j, c + k, pixel++, block);
                }
    }
`,
}

/** Sentence by sentence, in the order of the kits. */
export const followed: readonly (readonly Followed[])[] = [
  [
    said(
      'patches (p×n): cut video into blocks of patch.frames × patch.rows × patch.columns; every block is one column, frame by frame, then by rows, then by columns, and so are the pixels in a block.',
      `
video, patch = lesson["video"], lesson["patch"]
f, r, c = patch["frames"], patch["rows"], patch["columns"]
T, H, W = video.shape
blocks = [
    video[i : i + f, j : j + r, k : k + c].reshape(-1)
    for i in range(0, T, f)
    for j in range(0, H, r)
    for k in range(0, W, c)
]
m["patches"] = np.array(blocks).T`,
      `
video, patch = lesson["video"], lesson["patch"]
f, r, c = patch["frames"], patch["rows"], patch["columns"]
blocks = [
    [video[i + a][j + b][k + d] for a in range(f) for b in range(r) for d in range(c)]
    for i in range(0, len(video), f)
    for j in range(0, len(video[0]), r)
    for k in range(0, len(video[0][0]), c)
]
m["patches"] = transpose(blocks)`,
      `
const { video, patch } = lesson
const blocks = []
for (let f = 0; f < video.length; f += patch.frames)
  for (let r = 0; r < video[0].length; r += patch.rows)
    for (let c = 0; c < video[0][0].length; c += patch.columns)
      blocks.push(
        video.slice(f, f + patch.frames).flatMap(frame =>
          frame.slice(r, r + patch.rows).flatMap(row => row.slice(c, c + patch.columns)),
        ),
      )
m.patches = transpose(blocks)`,
      `
Json video = lesson.get("video"), patch = lesson.get("patch");
int p = patch.get("frames").whole() * patch.get("rows").whole() * patch.get("columns").whole();
int n = video.size() * video.get(0).size() * video.get(0).get(0).size() / p;
Num[][] made = new Num[p][n];
places(lesson, (f, r, c, pixel, block) -> made[pixel][block] = video.get(f).get(r).get(c).number());
m.put("patches", made);`,
    ),
  ],
  [
    said(
      'encoderPre = encoder.weight · patches + encoder.bias, the bias added to every column.',
      'm["encoderPre"] = lesson["encoder"]["weight"] @ m["patches"] + lesson["encoder"]["bias"]',
      'm["encoderPre"] = to_rows(times(lesson["encoder"]["weight"], m["patches"]), lesson["encoder"]["bias"])',
      'm.encoderPre = toRows(add, times(lesson.encoder.weight, m.patches), lesson.encoder.bias)',
      'm.put("encoderPre", plus(times(weight(lesson, "encoder"), m.get("patches")), bias(lesson, "encoder")));',
    ),
    said(
      'latent = max(0, encoderPre), cell by cell.',
      'm["latent"] = np.maximum(0, m["encoderPre"])',
      'm["latent"] = each(lambda x: max(0, x), m["encoderPre"])',
      'm.latent = max0(m.encoderPre)',
      'm.put("latent", max0(m.get("encoderPre")));',
    ),
  ],
  [
    said(
      'noise = noise of the lesson.',
      'm["noise"] = lesson["noise"]',
      'm["noise"] = lesson["noise"]',
      'm.noise = lesson.noise',
      'm.put("noise", lesson.get("noise").matrix());',
    ),
    said(
      'noised = latent + noise.',
      'm["noised"] = m["latent"] + m["noise"]',
      'm["noised"] = plus(m["latent"], m["noise"])',
      'm.noised = each(add, m.latent, m.noise)',
      'm.put("noised", plus(m.get("latent"), m.get("noise")));',
    ),
  ],
  [
    said(
      'textEmbedding = the sum of the vectors in prompt.words.',
      'm["textEmbedding"] = sum(lesson["prompt"]["words"].values())',
      'm["textEmbedding"] = each(lambda *cells: sum(cells), *lesson["prompt"]["words"].values())',
      'm.textEmbedding = Object.values(lesson.prompt.words).reduce((sum, vector) => each(add, sum, vector))',
      `
Json words = lesson.get("prompt").get("words");
Num[][] text = null;
for (String word : words.names())
    text = text == null ? words.get(word).column() : plus(text, words.get(word).column());
m.put("textEmbedding", text);`,
    ),
    said(
      'timeEmbedding = timestep.t in binary, timestep.bits digits, the largest bit on top.',
      `
digits = format(lesson["timestep"]["t"], "b").zfill(lesson["timestep"]["bits"])
m["timeEmbedding"] = [[int(digit)] for digit in digits]`,
      `
digits = format(lesson["timestep"]["t"], "b").zfill(lesson["timestep"]["bits"])
m["timeEmbedding"] = [[int(digit)] for digit in digits]`,
      `m.timeEmbedding = [...lesson.timestep.t.toString(2).padStart(lesson.timestep.bits, '0')].map(digit => [Number(digit)])`,
      `
int t = lesson.get("timestep").get("t").whole(), bits = lesson.get("timestep").get("bits").whole();
Num[][] time = new Num[bits][1];
for (int i = 0; i < bits; i++) time[i][0] = Num.of(t >> (bits - 1 - i) & 1);
m.put("timeEmbedding", time);`,
    ),
    said(
      'condition = textEmbedding above timeEmbedding.',
      'm["condition"] = np.vstack([m["textEmbedding"], m["timeEmbedding"]])',
      'm["condition"] = m["textEmbedding"] + m["timeEmbedding"]',
      'm.condition = [...m.textEmbedding, ...m.timeEmbedding]',
      'm.put("condition", above(m.get("textEmbedding"), m.get("timeEmbedding")));',
    ),
  ],
  [
    said(
      'scaleShift = modulation.weight · condition + modulation.bias.',
      'm["scaleShift"] = lesson["modulation"]["weight"] @ m["condition"] + lesson["modulation"]["bias"]',
      'm["scaleShift"] = plus(times(lesson["modulation"]["weight"], m["condition"]), lesson["modulation"]["bias"])',
      'm.scaleShift = each(add, times(lesson.modulation.weight, m.condition), lesson.modulation.bias)',
      'm.put("scaleShift", plus(times(weight(lesson, "modulation"), m.get("condition")), bias(lesson, "modulation")));',
    ),
    said(
      'scale = the upper half of the rows of scaleShift.',
      'm["scale"] = m["scaleShift"][: len(m["scaleShift"]) // 2]',
      'm["scale"] = m["scaleShift"][: len(m["scaleShift"]) // 2]',
      'm.scale = m.scaleShift.slice(0, m.scaleShift.length / 2)',
      `
Num[][] both = m.get("scaleShift");
m.put("scale", Arrays.copyOfRange(both, 0, both.length / 2));`,
    ),
    said(
      'shift = the lower half.',
      'm["shift"] = m["scaleShift"][len(m["scaleShift"]) // 2 :]',
      'm["shift"] = m["scaleShift"][len(m["scaleShift"]) // 2 :]',
      'm.shift = m.scaleShift.slice(m.scaleShift.length / 2)',
      'm.put("shift", Arrays.copyOfRange(both, both.length / 2, both.length));',
    ),
  ],
  [
    said(
      'scaled = each row of noised × its scale.',
      'm["scaled"] = m["noised"] * m["scale"]',
      'm["scaled"] = [[x * s for x in row] for row, [s] in zip(m["noised"], m["scale"])]',
      'm.scaled = toRows(mul, m.noised, m.scale)',
      'm.put("scaled", each(Num::times, m.get("noised"), m.get("scale")));',
    ),
    said(
      'conditioned = each row of scaled + its shift.',
      'm["conditioned"] = m["scaled"] + m["shift"]',
      'm["conditioned"] = to_rows(m["scaled"], m["shift"])',
      'm.conditioned = toRows(add, m.scaled, m.shift)',
      'm.put("conditioned", plus(m.get("scaled"), m.get("shift")));',
    ),
  ],
  [
    said(
      'If attention.kind is "given": attention = attention.matrix, and the step is done.',
      `
if lesson["attention"]["kind"] == "given":
    m["attention"] = lesson["attention"]["matrix"]
    return`,
      `
if lesson["attention"]["kind"] == "given":
    m["attention"] = lesson["attention"]["matrix"]
    return`,
      `
if (lesson.attention.kind === 'given') {
  m.attention = lesson.attention.matrix
  return
}`,
      `
if (kind(lesson).equals("given")) {
    m.put("attention", given(lesson, "matrix"));
    return;
}`,
    ),
    said(
      'queries = attention.query · conditioned.',
      'm["queries"] = lesson["attention"]["query"] @ m["conditioned"]',
      'm["queries"] = times(lesson["attention"]["query"], m["conditioned"])',
      'm.queries = times(lesson.attention.query, m.conditioned)',
      'm.put("queries", times(given(lesson, "query"), m.get("conditioned")));',
    ),
    said(
      'keys = attention.key · conditioned.',
      'm["keys"] = lesson["attention"]["key"] @ m["conditioned"]',
      'm["keys"] = times(lesson["attention"]["key"], m["conditioned"])',
      'm.keys = times(lesson.attention.key, m.conditioned)',
      'm.put("keys", times(given(lesson, "key"), m.get("conditioned")));',
    ),
    said(
      'scores = keysᵀ · queries.',
      'm["scores"] = m["keys"].T @ m["queries"]',
      'm["scores"] = times(transpose(m["keys"]), m["queries"])',
      'm.scores = times(transpose(m.keys), m.queries)',
      'm.put("scores", times(transpose(m.get("keys")), m.get("queries")));',
    ),
    said(
      'If attention.kind is "hard": attention has, in each column of scores, 1 at the largest; where several are largest, each has an equal part of the 1, as an exact fraction.',
      `
if lesson["attention"]["kind"] == "hard":
    best = m["scores"] == m["scores"].max(axis=0)
    m["attention"] = [
        [Fraction(int(one), int(count)) for one, count in zip(row, best.sum(axis=0))] for row in best
    ]`,
      `
if lesson["attention"]["kind"] == "hard":
    columns = []
    for scores in transpose(m["scores"]):
        count = scores.count(max(scores))
        columns.append([Fraction(1, count) if score == max(scores) else 0 for score in scores])
    m["attention"] = transpose(columns)`,
      `
if (lesson.attention.kind === 'hard')
  m.attention = transpose(
    transpose(m.scores).map(scores => {
      const isLargest = score => scores.every(other => compare(other, score) <= 0)
      const count = scores.filter(isLargest).length
      return scores.map(score => (isLargest(score) ? fraction(1, count) : 0))
    }),
  )`,
      `
Num[][] columns = transpose(m.get("scores"));
for (int c = 0; c < columns.length && kind(lesson).equals("hard"); c++) {
    Num[] scores = columns[c];
    Num largest = scores[0];
    for (Num score : scores) if (score.compareTo(largest) > 0) largest = score;
    long count = 0;
    for (Num score : scores) if (score.compareTo(largest) == 0) count++;
    columns[c] = new Num[scores.length];
    for (int r = 0; r < scores.length; r++)
        columns[c][r] = scores[r].compareTo(largest) == 0 ? Num.of(1).over(Num.of(count)) : Num.of(0);
}`,
    ),
    said(
      'If it is "softmax": in each column, take its largest score away from every score, divide by √k (k = rows of attention.query), and take e to that power; attention = each of these, divided by their sum in the column.',
      `
if lesson["attention"]["kind"] == "softmax":
    powers = np.exp(floats(m["scores"] - m["scores"].max(axis=0)) / np.sqrt(len(lesson["attention"]["query"])))
    m["attention"] = powers / powers.sum(axis=0)`,
      `
if lesson["attention"]["kind"] == "softmax":
    columns = []
    for scores in transpose(m["scores"]):
        root = math.sqrt(len(lesson["attention"]["query"]))
        powers = [math.exp(decimal(score - max(scores)) / root) for score in scores]
        columns.append([power / sum(powers) for power in powers])
    m["attention"] = transpose(columns)`,
      `
if (lesson.attention.kind === 'softmax')
  m.attention = transpose(
    transpose(m.scores).map(scores => {
      const largest = scores.reduce((best, score) => (compare(score, best) > 0 ? score : best))
      const powers = scores.map(score => Math.exp(decimal(sub(score, largest)) / Math.sqrt(lesson.attention.query.length)))
      return powers.map(power => number(power / powers.reduce((sum, one) => sum + one, 0)))
    }),
  )`,
      `
for (int c = 0; c < columns.length && kind(lesson).equals("softmax"); c++) {
    Num[] scores = columns[c];
    Num largest = scores[0];
    for (Num score : scores) if (score.compareTo(largest) > 0) largest = score;
    double sum = 0;
    double[] powers = new double[scores.length];
    for (int r = 0; r < scores.length; r++) {
        powers[r] = Math.exp(scores[r].minus(largest).decimal() / Math.sqrt(given(lesson, "query").length));
        sum += powers[r];
    }
    columns[c] = new Num[scores.length];
    for (int r = 0; r < scores.length; r++) columns[c][r] = Num.of(powers[r] / sum);
}
m.put("attention", transpose(columns));`,
    ),
  ],
  [
    said(
      'pooled = conditioned · attention.',
      'm["pooled"] = m["conditioned"] @ m["attention"]',
      'm["pooled"] = times(m["conditioned"], m["attention"])',
      'm.pooled = times(m.conditioned, m.attention)',
      'm.put("pooled", times(m.get("conditioned"), m.get("attention")));',
    ),
  ],
  [
    said(
      'predictedNoise = feedForward.weight · pooled + feedForward.bias.',
      'm["predictedNoise"] = lesson["feedForward"]["weight"] @ m["pooled"] + lesson["feedForward"]["bias"]',
      'm["predictedNoise"] = to_rows(times(lesson["feedForward"]["weight"], m["pooled"]), lesson["feedForward"]["bias"])',
      'm.predictedNoise = toRows(add, times(lesson.feedForward.weight, m.pooled), lesson.feedForward.bias)',
      'm.put("predictedNoise", plus(times(weight(lesson, "feedForward"), m.get("pooled")), bias(lesson, "feedForward")));',
    ),
  ],
  [
    said(
      'lossGradient = predictedNoise − noise.',
      'm["lossGradient"] = m["predictedNoise"] - m["noise"]',
      'm["lossGradient"] = minus(m["predictedNoise"], m["noise"])',
      'm.lossGradient = each(sub, m.predictedNoise, m.noise)',
      'm.put("lossGradient", minus(m.get("predictedNoise"), m.get("noise")));',
    ),
    said(
      'loss (1×1) = the sum of the squares of lossGradient, divided by how many they are.',
      'm["loss"] = (m["lossGradient"] ** 2).sum() / m["lossGradient"].size',
      `
squares = [x * x for row in m["lossGradient"] for x in row]
m["loss"] = [[sum(squares) / len(squares)]]`,
      `
const squares = m.lossGradient.flat().map(x => mul(x, x))
m.loss = [[div(total(squares), squares.length)]]`,
      `
Num[][] squares = each(Num::times, m.get("lossGradient"), m.get("lossGradient"));
Num count = Num.of(squares.length * squares[0].length);
m.put("loss", new Num[][] {{transpose(rowSums(transpose(rowSums(squares))))[0][0].over(count)}});`,
    ),
    said(
      'd_feedForwardWeight = lossGradient · pooledᵀ.',
      'm["d_feedForwardWeight"] = m["lossGradient"] @ m["pooled"].T',
      'm["d_feedForwardWeight"] = times(m["lossGradient"], transpose(m["pooled"]))',
      'm.d_feedForwardWeight = times(m.lossGradient, transpose(m.pooled))',
      'm.put("d_feedForwardWeight", times(m.get("lossGradient"), transpose(m.get("pooled"))));',
    ),
    said(
      'd_feedForwardBias = the sum of each row of lossGradient.',
      'm["d_feedForwardBias"] = m["lossGradient"].sum(axis=1)',
      'm["d_feedForwardBias"] = row_sums(m["lossGradient"])',
      'm.d_feedForwardBias = rowSums(m.lossGradient)',
      'm.put("d_feedForwardBias", rowSums(m.get("lossGradient")));',
    ),
    said(
      'd_pooled = feedForward.weightᵀ · lossGradient.',
      'm["d_pooled"] = lesson["feedForward"]["weight"].T @ m["lossGradient"]',
      'm["d_pooled"] = times(transpose(lesson["feedForward"]["weight"]), m["lossGradient"])',
      'm.d_pooled = times(transpose(lesson.feedForward.weight), m.lossGradient)',
      'm.put("d_pooled", times(transpose(weight(lesson, "feedForward")), m.get("lossGradient")));',
    ),
    said(
      'd_conditioned starts as d_pooled · attentionᵀ.',
      'd_conditioned = m["d_pooled"] @ m["attention"].T',
      'd_conditioned = times(m["d_pooled"], transpose(m["attention"]))',
      'let dConditioned = times(m.d_pooled, transpose(m.attention))',
      'Num[][] dConditioned = times(m.get("d_pooled"), transpose(m.get("attention")));',
    ),
    said(
      'If attention.kind is "softmax": S = conditionedᵀ · d_pooled; in each column, d_scores = attention × (S − the sum of attention × S in that column) / √k.',
      `
if lesson["attention"]["kind"] == "softmax":
    S = m["conditioned"].T @ m["d_pooled"]
    sums = (m["attention"] * S).sum(axis=0)
    m["d_scores"] = m["attention"] * (S - sums) / np.sqrt(len(lesson["attention"]["query"]))`,
      `
if lesson["attention"]["kind"] == "softmax":
    S = transpose(times(transpose(m["conditioned"]), m["d_pooled"]))
    columns = []
    for shares, column_of_s in zip(transpose(m["attention"]), S):
        mean = sum(a * s for a, s in zip(shares, column_of_s))
        root = math.sqrt(len(lesson["attention"]["query"]))
        columns.append([a * (s - mean) / root for a, s in zip(shares, column_of_s)])
    m["d_scores"] = transpose(columns)`,
      `
const isSoft = lesson.attention.kind === 'softmax'
if (isSoft) {
  const S = transpose(times(transpose(m.conditioned), m.d_pooled))
  m.d_scores = transpose(
    transpose(m.attention).map((shares, c) => {
      const sum = total(shares.map((share, r) => mul(share, S[c][r])))
      return shares.map((share, r) => div(mul(share, sub(S[c][r], sum)), number(Math.sqrt(lesson.attention.query.length))))
    }),
  )
}`,
      `
boolean isSoft = kind(lesson).equals("softmax");
if (isSoft) {
    Num[][] s = times(transpose(m.get("conditioned")), m.get("d_pooled"));
    Num[][] sums = rowSums(transpose(each(Num::times, m.get("attention"), s)));
    Num root = Num.of(Math.sqrt(given(lesson, "query").length));
    Num[][] inner = transpose(each(Num::minus, transpose(s), sums));
    m.put("d_scores", each((a, x) -> a.times(x).over(root), m.get("attention"), inner));
}`,
    ),
    said(
      'And then: d_query = keys · d_scores · conditionedᵀ; d_key = queries · d_scoresᵀ · conditionedᵀ.',
      `
if lesson["attention"]["kind"] == "softmax":
    m["d_query"] = m["keys"] @ m["d_scores"] @ m["conditioned"].T
    m["d_key"] = m["queries"] @ m["d_scores"].T @ m["conditioned"].T`,
      `
if lesson["attention"]["kind"] == "softmax":
    m["d_query"] = times(times(m["keys"], m["d_scores"]), transpose(m["conditioned"]))
    m["d_key"] = times(times(m["queries"], transpose(m["d_scores"])), transpose(m["conditioned"]))`,
      `
if (isSoft) {
  m.d_query = times(times(m.keys, m.d_scores), transpose(m.conditioned))
  m.d_key = times(times(m.queries, transpose(m.d_scores)), transpose(m.conditioned))
}`,
      `
if (isSoft) {
    m.put("d_query", times(times(m.get("keys"), m.get("d_scores")), transpose(m.get("conditioned"))));
    m.put("d_key", times(times(m.get("queries"), transpose(m.get("d_scores"))), transpose(m.get("conditioned"))));
}`,
    ),
    said(
      'And to d_conditioned come attention.queryᵀ · keys · d_scores and attention.keyᵀ · queries · d_scoresᵀ.',
      `
if lesson["attention"]["kind"] == "softmax":
    d_conditioned = d_conditioned + lesson["attention"]["query"].T @ m["keys"] @ m["d_scores"]
    d_conditioned = d_conditioned + lesson["attention"]["key"].T @ m["queries"] @ m["d_scores"].T`,
      `
if lesson["attention"]["kind"] == "softmax":
    through_queries = times(transpose(lesson["attention"]["query"]), times(m["keys"], m["d_scores"]))
    through_keys = times(transpose(lesson["attention"]["key"]), times(m["queries"], transpose(m["d_scores"])))
    d_conditioned = plus(d_conditioned, plus(through_queries, through_keys))`,
      `
if (isSoft) {
  const throughQueries = times(transpose(lesson.attention.query), times(m.keys, m.d_scores))
  const throughKeys = times(transpose(lesson.attention.key), times(m.queries, transpose(m.d_scores)))
  dConditioned = each(add, dConditioned, each(add, throughQueries, throughKeys))
}`,
      `
if (isSoft) {
    Num[][] throughQueries = times(transpose(given(lesson, "query")), times(m.get("keys"), m.get("d_scores")));
    Num[][] throughKeys = times(transpose(given(lesson, "key")), times(m.get("queries"), transpose(m.get("d_scores"))));
    dConditioned = plus(dConditioned, plus(throughQueries, throughKeys));
}`,
    ),
    said(
      'If it is "hard": d_query and d_key are zeros, of the shape of attention.query.',
      `
if lesson["attention"]["kind"] == "hard":
    m["d_query"] = np.zeros(lesson["attention"]["query"].shape)
    m["d_key"] = np.zeros(lesson["attention"]["query"].shape)`,
      `
if lesson["attention"]["kind"] == "hard":
    m["d_query"] = [[0 for _ in row] for row in lesson["attention"]["query"]]
    m["d_key"] = [[0 for _ in row] for row in lesson["attention"]["query"]]`,
      `
if (lesson.attention.kind === 'hard') {
  m.d_query = lesson.attention.query.map(row => row.map(() => 0))
  m.d_key = lesson.attention.query.map(row => row.map(() => 0))
}`,
      `
if (kind(lesson).equals("hard"))
    for (String name : new String[] {"d_query", "d_key"})
        m.put(name, each((x, y) -> Num.of(0), given(lesson, "query"), given(lesson, "query")));`,
    ),
    said(
      'Now d_conditioned is whole: store it.',
      'm["d_conditioned"] = d_conditioned',
      'm["d_conditioned"] = d_conditioned',
      'm.d_conditioned = dConditioned',
      'm.put("d_conditioned", dConditioned);',
    ),
    said(
      'd_scale = the sum of each row of d_conditioned × noised.',
      'm["d_scale"] = (m["d_conditioned"] * m["noised"]).sum(axis=1)',
      'm["d_scale"] = row_sums(each(lambda s, x: s * x, m["d_conditioned"], m["noised"]))',
      'm.d_scale = rowSums(each(mul, m.d_conditioned, m.noised))',
      'm.put("d_scale", rowSums(each(Num::times, m.get("d_conditioned"), m.get("noised"))));',
    ),
    said(
      'd_shift = the sum of each row of d_conditioned.',
      'm["d_shift"] = m["d_conditioned"].sum(axis=1)',
      'm["d_shift"] = row_sums(m["d_conditioned"])',
      'm.d_shift = rowSums(m.d_conditioned)',
      'm.put("d_shift", rowSums(m.get("d_conditioned")));',
    ),
    said(
      'd_modulationBias = d_scale above d_shift.',
      'm["d_modulationBias"] = np.vstack([m["d_scale"], m["d_shift"]])',
      'm["d_modulationBias"] = m["d_scale"] + m["d_shift"]',
      'm.d_modulationBias = [...m.d_scale, ...m.d_shift]',
      'm.put("d_modulationBias", above(m.get("d_scale"), m.get("d_shift")));',
    ),
    said(
      'd_modulationWeight = (d_scale above d_shift) · conditionᵀ.',
      'm["d_modulationWeight"] = np.vstack([m["d_scale"], m["d_shift"]]) @ m["condition"].T',
      'm["d_modulationWeight"] = times(m["d_scale"] + m["d_shift"], transpose(m["condition"]))',
      'm.d_modulationWeight = times([...m.d_scale, ...m.d_shift], transpose(m.condition))',
      'm.put("d_modulationWeight", times(above(m.get("d_scale"), m.get("d_shift")), transpose(m.get("condition"))));',
    ),
    said(
      'feedForwardWeightAfter = feedForward.weight − learningRate × d_feedForwardWeight.',
      'm["feedForwardWeightAfter"] = lesson["feedForward"]["weight"] - lesson["learningRate"] * m["d_feedForwardWeight"]',
      `
def after(before, slope):
    return each(lambda x, s: x - lesson["learningRate"] * s, before, slope)

m["feedForwardWeightAfter"] = after(lesson["feedForward"]["weight"], m["d_feedForwardWeight"])`,
      'm.feedForwardWeightAfter = after(lesson.feedForward.weight, m.d_feedForwardWeight, lesson.learningRate)',
      'm.put("feedForwardWeightAfter", after(lesson, weight(lesson, "feedForward"), m.get("d_feedForwardWeight")));',
    ),
    said(
      'In the same way feedForwardBiasAfter, modulationWeightAfter and modulationBiasAfter.',
      `
m["feedForwardBiasAfter"] = lesson["feedForward"]["bias"] - lesson["learningRate"] * m["d_feedForwardBias"]
m["modulationWeightAfter"] = lesson["modulation"]["weight"] - lesson["learningRate"] * m["d_modulationWeight"]
m["modulationBiasAfter"] = lesson["modulation"]["bias"] - lesson["learningRate"] * m["d_modulationBias"]`,
      `
m["feedForwardBiasAfter"] = after(lesson["feedForward"]["bias"], m["d_feedForwardBias"])
m["modulationWeightAfter"] = after(lesson["modulation"]["weight"], m["d_modulationWeight"])
m["modulationBiasAfter"] = after(lesson["modulation"]["bias"], m["d_modulationBias"])`,
      `
m.feedForwardBiasAfter = after(lesson.feedForward.bias, m.d_feedForwardBias, lesson.learningRate)
m.modulationWeightAfter = after(lesson.modulation.weight, m.d_modulationWeight, lesson.learningRate)
m.modulationBiasAfter = after(lesson.modulation.bias, m.d_modulationBias, lesson.learningRate)`,
      `
m.put("feedForwardBiasAfter", after(lesson, bias(lesson, "feedForward"), m.get("d_feedForwardBias")));
m.put("modulationWeightAfter", after(lesson, weight(lesson, "modulation"), m.get("d_modulationWeight")));
m.put("modulationBiasAfter", after(lesson, bias(lesson, "modulation"), m.get("d_modulationBias")));`,
    ),
    said(
      'If attention.kind is not "given", in the same way queryAfter and keyAfter.',
      `
if lesson["attention"]["kind"] != "given":
    m["queryAfter"] = lesson["attention"]["query"] - lesson["learningRate"] * m["d_query"]
    m["keyAfter"] = lesson["attention"]["key"] - lesson["learningRate"] * m["d_key"]`,
      `
if lesson["attention"]["kind"] != "given":
    m["queryAfter"] = after(lesson["attention"]["query"], m["d_query"])
    m["keyAfter"] = after(lesson["attention"]["key"], m["d_key"])`,
      `
if (lesson.attention.kind !== 'given') {
  m.queryAfter = after(lesson.attention.query, m.d_query, lesson.learningRate)
  m.keyAfter = after(lesson.attention.key, m.d_key, lesson.learningRate)
}`,
      `
if (!kind(lesson).equals("given"))
    for (String name : new String[] {"query", "key"})
        m.put(name + "After", after(lesson, given(lesson, name), m.get("d_" + name)));`,
    ),
  ],
  [
    said(
      'denoised = noised − predictedNoise.',
      'm["denoised"] = m["noised"] - m["predictedNoise"]',
      'm["denoised"] = minus(m["noised"], m["predictedNoise"])',
      'm.denoised = each(sub, m.noised, m.predictedNoise)',
      'm.put("denoised", minus(m.get("noised"), m.get("predictedNoise")));',
    ),
  ],
  [
    said(
      'decoderPre = decoder.weight · denoised + decoder.bias.',
      'm["decoderPre"] = lesson["decoder"]["weight"] @ m["denoised"] + lesson["decoder"]["bias"]',
      'm["decoderPre"] = to_rows(times(lesson["decoder"]["weight"], m["denoised"]), lesson["decoder"]["bias"])',
      'm.decoderPre = toRows(add, times(lesson.decoder.weight, m.denoised), lesson.decoder.bias)',
      'm.put("decoderPre", plus(times(weight(lesson, "decoder"), m.get("denoised")), bias(lesson, "decoder")));',
    ),
    said(
      'decoded = max(0, decoderPre), cell by cell.',
      'm["decoded"] = np.maximum(0, m["decoderPre"])',
      'm["decoded"] = each(lambda x: max(0, x), m["decoderPre"])',
      'm.decoded = max0(m.decoderPre)',
      'm.put("decoded", max0(m.get("decoderPre")));',
    ),
  ],
  [
    said(
      'generatedVideo = the pixels of decoded, put back where step 1 took them from: frame, row, column.',
      `
video, patch = lesson["video"].copy(), lesson["patch"]
f, r, c = patch["frames"], patch["rows"], patch["columns"]
T, H, W = video.shape
columns = iter(m["decoded"].T)
for i in range(0, T, f):
    for j in range(0, H, r):
        for k in range(0, W, c):
            video[i : i + f, j : j + r, k : k + c] = next(columns).reshape(f, r, c)
m["generatedVideo"] = video`,
      `
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
m["generatedVideo"] = made`,
      `
const { video, patch } = lesson
const made = video.map(frame => frame.map(row => row.map(() => 0)))
let block = 0
for (let f = 0; f < video.length; f += patch.frames)
  for (let r = 0; r < video[0].length; r += patch.rows)
    for (let c = 0; c < video[0][0].length; c += patch.columns) {
      let pixel = 0
      for (let i = 0; i < patch.frames; i++)
        for (let j = 0; j < patch.rows; j++)
          for (let k = 0; k < patch.columns; k++) made[f + i][r + j][c + k] = m.decoded[pixel++][block]
      block++
    }
m.generatedVideo = made`,
      `
Json video = lesson.get("video");
int height = video.get(0).size();
Num[][] made = new Num[video.size() * height][video.get(0).get(0).size()];
places(lesson, (f, r, c, pixel, block) -> made[f * height + r][c] = m.get("decoded")[pixel][block]);
m.put("generatedVideo", made);`,
    ),
  ],
]
