// Slips of the pen in `spec/engines/plain.py`: each a few words of it replaced. They were chosen as a teacher would, by what a
// student may write, and without looking at what the search for mistakes knows.

/** One slip: what was done, where it first shows, what a right name of it has to mention, and the words replaced. */
export interface Slip {
  readonly id: string
  /** What was done, for a reader. */
  readonly says: string
  /** The matrix, or any of them, at which a finding must point. */
  readonly matrix: string | readonly string[]
  /** What the first two lines have to mention to be a name of it. */
  readonly named: RegExp
  /** `[words of plain.py, words in their place]`; the former stand there exactly once. */
  readonly swaps: readonly (readonly [from: string, to: string])[]
}

type Swap = Slip['swaps'][number]

const slip = (
  id: string,
  says: string,
  matrix: Slip['matrix'],
  named: RegExp,
  ...swaps: readonly [Swap, ...Swap[]]
): Slip => ({ id, says, matrix, named, swaps })

const latent: Swap[0] = 'page.write("latent", max0(page["encoderPre"]))'
const noised: Swap[0] = 'page.write("noised", plus(page["latent"], page["noise"]))'
const text: Swap[0] = 'page.write("textEmbedding", cellwise(lambda *cells: sum(cells), *words))'
const bits: Swap[0] = 'format(t, f"0{bits}b")'
const scaled: Swap[0] = 'page.write("scaled", rows_times(page["noised"], page["scale"]))'
const conditioned: Swap[0] = 'page.write("conditioned", rows_plus(page["scaled"], page["shift"]))'
const queries: Swap[0] = 'page.write("queries", times(matrix(given["query"]), page["conditioned"]))'
const keys: Swap[0] = 'page.write("keys", times(matrix(given["key"]), page["conditioned"]))'
const scores: Swap[0] = 'page.write("scores", times(transpose(page["keys"]), page["queries"]))'
const attention: Swap[0] = 'page.write("attention", transpose(columns))'
const root: Swap[0] = 'softmax(scores, math.sqrt(len(given["query"])))'
const pooled: Swap[0] = 'page.write("pooled", times(page["conditioned"], page["attention"]))'
const predicted: Swap[0] = 'page.write("predictedNoise", linear(lesson["feedForward"], page["pooled"]))'
const lossGradient: Swap[0] = 'page.write("lossGradient", minus(page["predictedNoise"], page["noise"]))'
const loss: Swap[0] = 'page.write("loss", [[sum(squares) * Fraction(1, len(squares))]])'
const after: Swap[0] = 'cellwise(lambda x, s: x - rate * s, before, slope)'
const denoised: Swap[0] = 'page.write("denoised", minus(page["noised"], page["predictedNoise"]))'
const decoded: Swap[0] = 'page.write("decoded", max0(page["decoderPre"]))'
const decoderPre: Swap[0] = 'page.write("decoderPre", linear(lesson["decoder"], page["denoised"]))'
const patches: Swap[0] = 'transpose([[video[f][r][c] for f, r, c in pixels] for pixels in patch_places(lesson)])'

/** One at a time, in the order of the steps. */
export const slips: readonly Slip[] = [
  slip(
    'pixels-down',
    'the pixels inside a patch go down its columns, not along its rows',
    'patches',
    /pixel|order|column/i,
    [
      patches,
      patches.replace('for f, r, c in pixels]', 'for f, r, c in sorted(pixels, key=lambda p: (p[0], p[2], p[1]))]'),
    ],
  ),
  slip('patches-down', 'the patches go down the frame first, then across', 'patches', /order|patches|column/i, [
    patches,
    patches.replace(
      'in patch_places(lesson)',
      'in sorted(patch_places(lesson), key=lambda p: (p[0][0], p[0][2], p[0][1]))',
    ),
  ]),
  slip(
    'patches-frames-last',
    'the patches go across and down first, through the frames last of all',
    'patches',
    /order|frame|column/i,
    [
      patches,
      patches.replace(
        'in patch_places(lesson)',
        'in sorted(patch_places(lesson), key=lambda p: (p[0][1], p[0][2], p[0][0]))',
      ),
    ],
  ),
  slip('video-backwards', 'the frames are taken in reverse', 'patches', /revers|backward|last/i, [
    'video = [matrix(frame) for frame in lesson["video"]]',
    'video = [matrix(frame) for frame in reversed(lesson["video"])]',
  ]),
  slip(
    'video-upside-down',
    'each frame stands on its head: its rows are read from the bottom',
    'patches',
    /revers|upside|bottom|flip/i,
    [
      'video = [matrix(frame) for frame in lesson["video"]]',
      'video = [matrix(frame[::-1]) for frame in lesson["video"]]',
    ],
  ),
  slip('latent-abs', 'the size of each number is taken where ReLU should be', 'latent', /abs|size|sign|positive/i, [
    latent,
    'page.write("latent", cellwise(abs, page["encoderPre"]))',
  ]),
  slip(
    'latent-leaky',
    'a leaky ReLU: a hundredth of each negative number is let through',
    'latent',
    /leak|hundredth|1\/100/i,
    [latent, 'page.write("latent", cellwise(lambda x: x if x > 0 else x * Fraction(1, 100), page["encoderPre"]))'],
  ),
  slip('latent-relu6', 'the latent is cut off at 6', 'latent', /6|cut|clip|cap|largest|most/i, [
    latent,
    'page.write("latent", cellwise(lambda x: min(6, max(0, x)), page["encoderPre"]))',
  ]),
  slip('latent-min', 'the smaller of the number and 0 is taken, not the larger', 'latent', /smaller|min|wrong side/i, [
    latent,
    'page.write("latent", cellwise(lambda x: min(0, x), page["encoderPre"]))',
  ]),
  slip(
    'latent-bias-late',
    'the encoder’s bias is added after ReLU',
    'encoderPre',
    /bias/i,
    [
      'page.write("encoderPre", linear(lesson["encoder"], page["patches"]))',
      'page.write("encoderPre", times(matrix(lesson["encoder"]["weight"]), page["patches"]))',
    ],
    [latent, 'page.write("latent", rows_plus(max0(page["encoderPre"]), column(lesson["encoder"]["bias"])))'],
  ),
  slip('latent-squared', 'ReLU’s result is squared', 'latent', /squar/i, [
    latent,
    'page.write("latent", cellwise(lambda x: max(0, x) ** 2, page["encoderPre"]))',
  ]),
  slip('encoder-bias-twice', 'the encoder’s bias is added twice', 'encoderPre', /bias.*(twice|doubl|2)|twice.*bias/i, [
    'page.write("encoderPre", linear(lesson["encoder"], page["patches"]))',
    'page.write("encoderPre", rows_plus(linear(lesson["encoder"], page["patches"]), column(lesson["encoder"]["bias"])))',
  ]),
  slip('noise-away', 'the noise is taken away, not added', 'noised', /minus|subtract|taken away|sign|−/i, [
    noised,
    'page.write("noised", minus(page["latent"], page["noise"]))',
  ]),
  slip('noise-before-relu', 'the noise is added before ReLU', 'noised', /encoderPre|ReLU|max|negative/i, [
    noised,
    'page.write("noised", max0(plus(page["encoderPre"], page["noise"])))',
  ]),
  slip('noise-on-pre', 'the noise is added to what stood before ReLU', 'noised', /encoderPre/i, [
    noised,
    'page.write("noised", plus(page["encoderPre"], page["noise"]))',
  ]),
  slip('noise-half', 'latent and noise are mixed half and half', 'noised', /half|halv|1\/2/i, [
    noised,
    'page.write("noised", cellwise(lambda x, y: Fraction(x + y) / 2, page["latent"], page["noise"]))',
  ]),
  slip('noise-by-t', 'the noise is multiplied by t before it is added', 'noised', /\bt\b|timestep/i, [
    noised,
    'page.write("noised", cellwise(lambda x, y: x + y * lesson["timestep"]["t"], page["latent"], page["noise"]))',
  ]),
  slip('noise-first-patch', 'only the first patch gets its noise', 'noised', /first|column|patch/i, [
    noised,
    'page.write("noised", [[x + y if c == 0 else x for c, (x, y) in enumerate(zip(a, b))] for a, b in zip(page["latent"], page["noise"])])',
  ]),
  slip('noise-reversed', 'each patch gets the noise of the patch at the other end', 'noised', /revers|order|column/i, [
    noised,
    'page.write("noised", plus(page["latent"], [row[::-1] for row in page["noise"]]))',
  ]),
  slip('text-mean', 'the words’ vectors are averaged, not summed', 'textEmbedding', /mean|average/i, [
    text,
    'page.write("textEmbedding", cellwise(lambda *cells: Fraction(sum(cells)) / len(cells), *words))',
  ]),
  slip('text-last', 'only the last word is read', 'textEmbedding', /last/i, [
    text,
    'page.write("textEmbedding", words[-1])',
  ]),
  slip('text-largest', 'the largest number of all words is taken in each row', 'textEmbedding', /largest|max/i, [
    text,
    'page.write("textEmbedding", cellwise(lambda *cells: max(cells), *words))',
  ]),
  slip('text-no-last', 'the last word is left out', 'textEmbedding', /last|left out|missing|first/i, [
    text,
    'page.write("textEmbedding", cellwise(lambda *cells: sum(cells[:-1]), *words))',
  ]),
  slip('time-least-first', 'the smallest bit of t stands on top', 'timeEmbedding', /revers|least|smallest|order/i, [
    bits,
    `${bits}[::-1]`,
  ]),
  slip(
    'time-right-padded',
    'noughts are put behind the bits of t, not before',
    'timeEmbedding',
    /behind|end|pad|left|shift|nought|zero|0/i,
    [bits, 'format(t, "b").ljust(bits, "0")'],
  ),
  slip(
    'time-plus-one',
    'the bits of t + 1 are written',
    'timeEmbedding',
    /t \+ 1|next|one (more|later)|1 (more|later)/i,
    [bits, 'format((t + 1) % 2 ** bits, f"0{bits}b")'],
  ),
  slip('time-gray', 'the bits are a Gray code of t', 'timeEmbedding', /[Gg]ray|exclusive|xor/i, [
    bits,
    'format(t ^ t >> 1, f"0{bits}b")',
  ]),
  slip('time-inverted', 'each bit of t is turned round', 'timeEmbedding', /invert|turned|flip|0.*1|opposite|not/i, [
    'page.write("timeEmbedding", [[int(digit)]',
    'page.write("timeEmbedding", [[1 - int(digit)]',
  ]),
  slip('time-plus-minus', 'a nought of t is written as −1', 'timeEmbedding', /−1|-1/i, [
    'page.write("timeEmbedding", [[int(digit)]',
    'page.write("timeEmbedding", [[2 * int(digit) - 1]',
  ]),
  slip('condition-upside-down', 'time stands above text', 'condition', /order|above|swap|timeEmbedding/i, [
    'page["textEmbedding"] + page["timeEmbedding"]',
    'page["timeEmbedding"] + page["textEmbedding"]',
  ]),
  slip(
    'scale-interleaved',
    'scale has every other row of scaleShift, shift the rest',
    'scale',
    /other|interleav|alternat|odd|row/i,
    ['page["scaleShift"][:d]', 'page["scaleShift"][0::2]'],
    ['page["scaleShift"][d:]', 'page["scaleShift"][1::2]'],
  ),
  slip(
    'scale-and-shift-swapped',
    'the upper half is called shift, the lower scale',
    'scale',
    /swap|shift|lower|half|last/i,
    ['page["scaleShift"][:d]', 'page["scaleShift"][d:]'],
    [
      'page.write("shift", [list(row) for row in page["scaleShift"][d:]])',
      'page.write("shift", [list(row) for row in page["scaleShift"][:d]])',
    ],
  ),
  slip('modulation-relu', 'the modulation ends in a ReLU', 'scaleShift', /ReLU|max|negative/i, [
    'page.write("scaleShift", linear(lesson["modulation"], page["condition"]))',
    'page.write("scaleShift", max0(linear(lesson["modulation"], page["condition"])))',
  ]),
  slip(
    'modulation-text-only',
    'the modulation does not see the time',
    'scaleShift',
    /timeEmbedding|time|text|column|weight/i,
    [
      'page.write("scaleShift", linear(lesson["modulation"], page["condition"]))',
      'page.write("scaleShift", linear(lesson["modulation"], page["textEmbedding"] + [[0] for _ in page["timeEmbedding"]]))',
    ],
  ),
  slip(
    'one-plus-scale',
    'rows are scaled by 1 + scale, as the published model does',
    'scaled',
    /1 \+|\+ 1|one more|noised is added|added/i,
    [scaled, 'page.write("scaled", rows_times(page["noised"], [[1 + s] for [s] in page["scale"]]))'],
  ),
  slip(
    'shift-then-scale',
    'the shift is added first, then everything is scaled',
    ['conditioned', 'scaled'],
    /shift.*scale|scale.*shift|order|first/i,
    [conditioned, 'page.write("conditioned", rows_times(rows_plus(page["noised"], page["shift"]), page["scale"]))'],
  ),
  slip('shift-away', 'the shift is taken away', 'conditioned', /minus|subtract|taken away|sign|−/i, [
    conditioned,
    'page.write("conditioned", minus(page["scaled"], [row * len(page["scaled"][0]) for row in page["shift"]]))',
  ]),
  slip('scaled-latent', 'the latent is scaled, not the noised latent', 'scaled', /latent/i, [
    scaled,
    'page.write("scaled", rows_times(page["latent"], page["scale"]))',
  ]),
  slip('scale-next-row', 'each row takes the scale of the row below', 'scaled', /row|order|next|scale/i, [
    scaled,
    'page.write("scaled", rows_times(page["noised"], page["scale"][1:] + page["scale"][:1]))',
  ]),
  slip(
    'query-key-swapped',
    'the query’s weight makes the keys, and the key’s the queries',
    'queries',
    /key/i,
    [queries, 'page.write("queries", times(matrix(given["key"]), page["conditioned"]))'],
    [keys, 'page.write("keys", times(matrix(given["query"]), page["conditioned"]))'],
  ),
  slip('scores-transposed', 'scores are queriesᵀ·keys', 'scores', /transpos|queries.*keys/i, [
    scores,
    'page.write("scores", times(transpose(page["queries"]), page["keys"]))',
  ]),
  slip('queries-from-noised', 'the queries read the noised latent, before scale and shift', 'queries', /noised/i, [
    queries,
    'page.write("queries", times(matrix(given["query"]), page["noised"]))',
  ]),
  slip('softmax-by-k', 'softmax divides by k, not by its root', 'attention', /\bk\b|root|divid/i, [
    root,
    'softmax(scores, len(given["query"]))',
  ]),
  slip('softmax-by-root-d', 'softmax divides by the root of d', 'attention', /\bd\b|rows of|root|divid/i, [
    root,
    'softmax(scores, math.sqrt(len(page["conditioned"])))',
  ]),
  slip('softmax-base-two', 'softmax takes powers of 2', 'attention', /\b2\b/i, [
    'math.exp(float(max(score - largest, -100_000)) / root)',
    '2 ** (float(max(score - largest, -100_000)) / root)',
  ]),
  slip('softmax-not-shared', 'softmax does not divide by the sum', 'attention', /sum|divid|normal/i, [
    'return [power / total for power in powers]',
    'return powers',
  ]),
  slip('softmax-hot', 'softmax divides the scores by half of √k', 'attention', /2|half|root|divid|twice|doubl/i, [
    root,
    'softmax(scores, math.sqrt(len(given["query"])) / 2)',
  ]),
  slip('hard-first', 'of equal scores the first takes it all', 'attention', /tie|first|equal|largest/i, [
    'return [Fraction(1, scores.count(largest)) if score == largest else 0 for score in scores]',
    'return [1 if place == scores.index(largest) else 0 for place in range(len(scores))]',
  ]),
  slip('hard-smallest', 'the smallest score takes it all', 'attention', /smallest|min|sign of scores/i, [
    'largest = max(scores)\n    return [Fraction',
    'largest = min(scores)\n    return [Fraction',
  ]),
  slip(
    'attention-causal',
    'a patch looks at itself and at patches before it only, the rest is cut out after softmax',
    'attention',
    /caus|earlier|before|upper|lower|triang|mask|later|after/i,
    [
      attention,
      'page.write("attention", [[cell if r <= c else 0 for c, cell in enumerate(row)] for r, row in enumerate(transpose(columns))])',
    ],
  ),
  slip('attention-no-self', 'no patch looks at itself: the diagonal is 0', 'attention', /itself|diagonal/i, [
    attention,
    'page.write("attention", [[0 if r == c else cell for c, cell in enumerate(row)] for r, row in enumerate(transpose(columns))])',
  ]),
  slip('pooled-residual', 'what goes in is added to what attention gives', 'pooled', /conditioned is added|added/i, [
    pooled,
    'page.write("pooled", plus(page["conditioned"], times(page["conditioned"], page["attention"])))',
  ]),
  slip('pooled-transposed', 'attention is transposed before pooling', 'pooled', /transpos/i, [
    pooled,
    'page.write("pooled", times(page["conditioned"], transpose(page["attention"])))',
  ]),
  slip('pooled-noised', 'the noised latent is pooled', 'pooled', /noised/i, [
    pooled,
    'page.write("pooled", times(page["noised"], page["attention"]))',
  ]),
  slip('pooled-all-alike', 'every patch gets the mean of all patches', 'pooled', /mean|average|equal shares/i, [
    pooled,
    'page.write("pooled", [[Fraction(sum(row)) / len(row)] * len(row) for row in page["conditioned"]])',
  ]),
  slip('feed-forward-relu', 'the feed-forward layer ends in a ReLU', 'predictedNoise', /ReLU|max|negative/i, [
    predicted,
    'page.write("predictedNoise", max0(linear(lesson["feedForward"], page["pooled"])))',
  ]),
  slip(
    'feed-forward-residual',
    'what goes into the feed-forward layer is added to its result',
    'predictedNoise',
    /pooled.*added|added/i,
    [predicted, 'page.write("predictedNoise", plus(page["pooled"], linear(lesson["feedForward"], page["pooled"])))'],
  ),
  slip(
    'feed-forward-relu-inside',
    'a ReLU stands before the feed-forward layer',
    'predictedNoise',
    /ReLU|max|negative/i,
    [predicted, 'page.write("predictedNoise", linear(lesson["feedForward"], max0(page["pooled"])))'],
  ),
  slip(
    'error-turned-round',
    'the error is noise less prediction',
    'lossGradient',
    /sign|noise.*−|minus|turned|swap|revers|negat/i,
    [lossGradient, 'page.write("lossGradient", minus(page["noise"], page["predictedNoise"]))'],
  ),
  slip('error-of-the-mean', 'the error carries the 2/N of the mean', 'lossGradient', /2|N|mean|number of/i, [
    lossGradient,
    'page.write("lossGradient", cellwise(lambda p, n: (p - n) * Fraction(2, len(page["noise"]) * len(page["noise"][0])), page["predictedNoise"], page["noise"]))',
  ]),
  slip('loss-sum', 'the loss is the sum of the squares', 'loss', /sum|mean|divid/i, [
    loss,
    'page.write("loss", [[sum(squares)]])',
  ]),
  slip(
    'loss-per-patch',
    'the loss is divided by the number of patches only',
    'loss',
    /patch|column|divid|mean|number/i,
    [loss, 'page.write("loss", [[sum(squares) * Fraction(1, len(page["lossGradient"][0]))]])'],
  ),
  slip('loss-absolute', 'the loss is the mean of the errors’ sizes', 'loss', /abs|size|squar/i, [
    loss,
    'page.write("loss", [[sum(abs(cell) for row in page["lossGradient"] for cell in row) * Fraction(1, len(squares))]])',
  ]),
  slip('loss-less-one', 'the loss divides by one less than the number of errors', 'loss', /less|−\s*1|- 1|one/i, [
    loss,
    'page.write("loss", [[sum(squares) * Fraction(1, max(1, len(squares) - 1))]])',
  ]),
  slip(
    'weight-slope-of-conditioned',
    'the feed-forward weight’s slope reads conditioned, not pooled',
    'd_feedForwardWeight',
    /conditioned/i,
    ['times(gradient, transpose(page["pooled"]))', 'times(gradient, transpose(page["conditioned"]))'],
  ),
  slip(
    'bias-slope-mean',
    'the feed-forward bias’s slope is the mean over the patches',
    'd_feedForwardBias',
    /mean|average|divid/i,
    [
      'page.write("d_feedForwardBias", row_sums(gradient))',
      'page.write("d_feedForwardBias", [[sum(row) * Fraction(1, len(row))] for row in gradient])',
    ],
  ),
  slip(
    'back-through-weight',
    'the error goes back through the feed-forward weight untransposed',
    'd_pooled',
    /transpos/i,
    [
      'times(transpose(matrix(lesson["feedForward"]["weight"])), gradient)',
      'times(matrix(lesson["feedForward"]["weight"]), gradient)',
    ],
  ),
  slip('back-through-attention', 'the slope goes back through attention untransposed', 'd_conditioned', /transpos/i, [
    'through_pooling = times(page["d_pooled"], transpose(page["attention"]))',
    'through_pooling = times(page["d_pooled"], page["attention"])',
  ]),
  slip(
    'softmax-slope-no-mean',
    'softmax’s slope does not take the mean away',
    'd_scores',
    /mean|sum|taken away|left out|missing/i,
    ['float(w * (s - mean)) / root', 'float(w * s) / root'],
  ),
  slip('softmax-slope-no-root', 'softmax’s slope is not divided by √k', 'd_scores', /root|√|divid/i, [
    'float(w * (s - mean)) / root',
    'float(w * (s - mean))',
  ]),
  slip(
    'softmax-slope-plain-mean',
    'softmax’s slope takes away the plain mean',
    'd_scores',
    /mean|weigh|equal shares/i,
    ['mean = sum(w * s for w, s in zip(weights, slopes))', 'mean = sum(slopes) * Fraction(1, len(slopes))'],
  ),
  slip('no-path-through-keys', 'the slope through the keys is left out', 'd_conditioned', /key/i, [
    'plus(through_pooling, plus(through_queries, through_keys))',
    'plus(through_pooling, through_queries)',
  ]),
  slip(
    'only-through-attention',
    'the slope through pooling itself is left out for softmax',
    'd_conditioned',
    /pool|attention|left out|missing/i,
    ['plus(through_pooling, plus(through_queries, through_keys))', 'plus(through_queries, through_keys)'],
  ),
  slip(
    'query-key-slopes-swapped',
    'the slopes of query and key are exchanged',
    ['d_query', 'd_key'],
    /swap|exchang|key|query/i,
    ['page.write("d_query", times(d_queries, transpose(x)))', 'page.write("d_query", times(d_keys, transpose(x)))'],
    ['page.write("d_key", times(d_keys, transpose(x)))', 'page.write("d_key", times(d_queries, transpose(x)))'],
  ),
  slip('scale-slope-of-scaled', 'the scale’s slope reads what is scaled already', 'd_scale', /scaled/i, [
    'row_sums(cellwise(lambda s, x: s * x, slope, page["noised"]))',
    'row_sums(cellwise(lambda s, x: s * x, slope, page["scaled"]))',
  ]),
  slip('shift-slope-scaled', 'the shift’s slope is multiplied by the scale', 'd_shift', /scale/i, [
    'page.write("d_shift", row_sums(slope))',
    'page.write("d_shift", rows_times(row_sums(slope), page["scale"]))',
  ]),
  slip(
    'modulation-slope-upside-down',
    'shift’s slope stands above scale’s',
    ['d_modulationWeight', 'd_modulationBias'],
    /above|order|swap|shift/i,
    ['d_scale_shift = page["d_scale"] + page["d_shift"]', 'd_scale_shift = page["d_shift"] + page["d_scale"]'],
  ),
  slip(
    'ascent',
    'the parameters move with their slopes, uphill',
    'feedForwardWeightAfter',
    /sign|added|plus|\+|uphill|wrong way|ascen/i,
    [after, 'cellwise(lambda x, s: x + rate * s, before, slope)'],
  ),
  slip(
    'decay',
    'every parameter also loses a tenth of the step’s worth of itself',
    'feedForwardWeightAfter',
    /decay|itself|tenth|1\/10|weight/i,
    [after, 'cellwise(lambda x, s: x - rate * s - rate * x * Fraction(1, 10), before, slope)'],
  ),
  slip(
    'clipped-slopes',
    'slopes are clipped to −1 … 1 before the step',
    'feedForwardWeightAfter',
    /clip|cut|limit|most|between/i,
    [after, 'cellwise(lambda x, s: x - rate * max(-1, min(1, s)), before, slope)'],
  ),
  slip('no-rate', 'the learning rate is left out', 'feedForwardWeightAfter', /learning ?rate/i, [
    after,
    'cellwise(lambda x, s: x - s, before, slope)',
  ]),
  slip('sign-descent', 'only the sign of a slope counts', 'feedForwardWeightAfter', /sign/i, [
    after,
    'cellwise(lambda x, s: x - rate * ((s > 0) - (s < 0)), before, slope)',
  ]),
  slip('query-frozen', 'the query is not learnt', 'queryAfter', /not|frozen|unchanged|before|left out|stays|same/i, [
    'page.write(name + "After", after(matrix(lesson["attention"][name]), page["d_" + name]))',
    'page.write(name + "After", matrix(lesson["attention"][name]) if name == "query" else after(matrix(lesson["attention"][name]), page["d_" + name]))',
  ]),
  slip('denoised-plus', 'the prediction is added, not taken away', 'denoised', /added|plus|sign|\+/i, [
    denoised,
    'page.write("denoised", plus(page["noised"], page["predictedNoise"]))',
  ]),
  slip('denoised-true-noise', 'the true noise is taken away, not the predicted one', 'denoised', /\bnoise\b|latent/i, [
    denoised,
    'page.write("denoised", minus(page["noised"], page["noise"]))',
  ]),
  slip('denoised-one-t-th', 'only one t-th of the prediction is taken away', 'denoised', /\bt\b|timestep|part/i, [
    denoised,
    'page.write("denoised", cellwise(lambda x, n: x - n * Fraction(1, max(1, lesson["timestep"]["t"])), page["noised"], page["predictedNoise"]))',
  ]),
  slip('decoder-encoder', 'the encoder’s weight, transposed, decodes', 'decoderPre', /encoder/i, [
    decoderPre,
    'page.write("decoderPre", rows_plus(times(transpose(matrix(lesson["encoder"]["weight"])), page["denoised"]), column(lesson["decoder"]["bias"])))',
  ]),
  slip('decoded-capped', 'pixels are cut off at 3, the brightest there is', 'decoded', /3|cut|clip|cap|most|largest/i, [
    decoded,
    'page.write("decoded", cellwise(lambda x: min(3, max(0, x)), page["decoderPre"]))',
  ]),
  slip('decoded-rounded', 'pixels are rounded down to whole numbers', 'decoded', /round|whole|floor/i, [
    decoded,
    'page.write("decoded", cellwise(lambda x: math.floor(max(0, x)), page["decoderPre"]))',
  ]),
  slip('video-frames-backwards', 'the frames come out in reverse', 'generatedVideo', /revers|backward|order|last/i, [
    'stacked[f * rows + r][c] = value',
    'stacked[(frames - 1 - f) * rows + r][c] = value',
  ]),
  slip('video-mirrored', 'each frame comes out mirrored', 'generatedVideo', /mirror|revers|flip|right to left/i, [
    'stacked[f * rows + r][c] = value',
    'stacked[f * rows + r][columns - 1 - c] = value',
  ]),
  slip(
    'video-pixels-down',
    'the pixels of a patch are put back going down its columns',
    'generatedVideo',
    /pixel|order|patch|down|column/i,
    [
      'zip(patch_places(lesson), transpose(page["decoded"]))',
      'zip([sorted(p, key=lambda p: (p[0], p[2], p[1])) for p in patch_places(lesson)], transpose(page["decoded"]))',
    ],
  ),
]

/** Slips that are not named, by now: their cell is shown without a name, or, worse, with that of another. */
export const notYet: { readonly [id: string]: 'unnamed' | 'misleading' } = { 'decoded-capped': 'unnamed' }

/** Two at once, by their names: the first is to be told first, and the second behind it or once the first is put right. */
export const pairs: readonly (readonly [string, string])[] = [
  ['pixels-down', 'feed-forward-relu'],
  ['latent-leaky', 'ascent'],
  ['noise-away', 'denoised-plus'],
  ['text-mean', 'softmax-by-k'],
  ['time-least-first', 'pooled-transposed'],
  ['condition-upside-down', 'loss-sum'],
  ['scale-interleaved', 'decoder-encoder'],
  ['one-plus-scale', 'error-turned-round'],
  ['query-key-swapped', 'bias-slope-mean'],
  ['softmax-base-two', 'softmax-slope-no-root'],
  ['hard-first', 'no-rate'],
  ['pooled-residual', 'back-through-attention'],
  ['feed-forward-residual', 'weight-slope-of-conditioned'],
  ['no-path-through-keys', 'clipped-slopes'],
  ['encoder-bias-twice', 'video-mirrored'],
  ['noise-by-t', 'denoised-one-t-th'],
]
