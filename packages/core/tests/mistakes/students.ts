// What students wrote in NumPy, PyTorch, JavaScript and plain loops, each with one slip that was made before it was tried here.
import { map, map2, product, rowSums, total, transpose } from '@dit-by-hand/spec/laws/grids'
import { type AnswerName, answerNames, givenNames } from '@dit-by-hand/spec/names'
import { type Arithmetic, decimal, exactly, type Grid, type Value } from '@dit-by-hand/spec/number'
import { sizesOf } from '@dit-by-hand/spec/sizes'
import { both, each, just, right, seeing, sums, table, where } from './kit.ts'
import type { Make, Makes } from './mistake.ts'
import { one, some, type Unseen } from './unseen.ts'

/** The numbers of a matrix in their order, in another shape. */
const reshaped = (a: Grid, rows: number, columns: number): Grid => {
  const flat = a.flat()
  return table(rows, columns, (r, c) => flat[r * columns + c] ?? Number.NaN)
}

type Scores = readonly (readonly number[])[]

/** Attention from the scores, over what they are divided by. */
const softly = (shares: (scores: Scores) => Scores, over: (k: number) => number = Math.sqrt): Make =>
  where(
    'softmax',
    (_k, at, lesson) => shares(at('scores').map(row => row.map(score => decimal(score) / over(sizesOf(lesson).key)))),
    'attention',
  )
/** e to the scores less the largest of each column. */
const powers = (scores: Scores): Scores =>
  scores.map(row => row.map((score, c) => Math.exp(score - Math.max(...scores.map(other => other[c] ?? Number.NaN)))))
const sum = (row: readonly number[]): number => row.reduce((a, b) => a + b, 0)

const numerator = (x: Value): Value => (typeof x === 'number' ? x : exactly(x.n))
/** Every formula, with all that the lesson gives read by its numerators. */
const numerators = (name: AnswerName): Make =>
  seeing(name, Object.fromEntries(givenNames.map(given => [given, each(just(given), numerator)])))

const masked: Make = (_k, at) => map2(at('lossGradient'), at('predictedNoise'), (g, x) => (decimal(x) > 0 ? g : 0))

const learned = {
  feedForwardWeightAfter: ['feedForwardWeight', 'd_feedForwardWeight'],
  feedForwardBiasAfter: ['feedForwardBias', 'd_feedForwardBias'],
  modulationWeightAfter: ['modulationWeight', 'd_modulationWeight'],
  modulationBiasAfter: ['modulationBias', 'd_modulationBias'],
  queryAfter: ['query', 'd_query'],
  keyAfter: ['key', 'd_key'],
} as const
const updated = (gradient: (w: Value, g: Value, k: Arithmetic) => Value): Makes =>
  Object.fromEntries(
    Object.entries(learned).map(([name, [weight, slope]]): readonly [string, Make] => [
      name,
      (k, at, { learningRate }) =>
        map2(at(weight), at(slope), (w, g) => k.sub(w, k.mul(exactly(learningRate), gradient(w, g, k)))),
    ]),
  )

/** Only where softmax makes decimals of all gradients. */
const whereSoft = (makes: Makes): Makes =>
  Object.fromEntries(answerNames.flatMap(name => (makes[name] ? [[name, where('softmax', makes[name], name)]] : [])))

export const students: readonly Unseen[] = [
  one(
    'patches',
    'v.reshape(p, n), where v.reshape(n, p).T was meant',
    (k, at, lesson) => {
      const { pixels, patches } = sizesOf(lesson)
      return reshaped(transpose(right('patches')(k, at, lesson)), pixels, patches)
    },
    /reshaped where it should be transposed/,
  ),
  one(
    'latent',
    'latent.reshape(n, d) for latent.T, with a row for each patch',
    (k, at, lesson) => {
      const { patches, latent } = sizesOf(lesson)
      return transpose(reshaped(right('latent')(k, at, lesson), patches, latent))
    },
    /reshaped where it should be transposed/,
  ),
  one(
    'encoderPre',
    'rows = [[0] * n] * d, and += into them',
    (k, at, lesson) => {
      const whole = right('encoderPre')(k, at, lesson)
      const all = transpose(rowSums(k, transpose(whole)))
      return whole.map(() => all[0] ?? [])
    },
    /each row of it is the sum of all/,
  ),
  one(
    'noised',
    'rows = [[0] * n] * d, and = into them',
    (k, at, lesson) => {
      const whole = right('noised')(k, at, lesson)
      return whole.map(() => whole.at(-1) ?? [])
    },
    /each row of it is the last/,
  ),
  one(
    'encoderPre',
    'for k in range(p - 1)',
    (k, at) => {
      const patches = at('patches').slice(0, -1)
      const weight = at('encoderWeight').map(row => row.slice(0, -1))
      const bias = at('encoderBias')
      if (patches.length === 0)
        return map2(
          map(at('noise'), () => 0),
          bias,
          k.add,
        )
      return map2(product(k, weight, patches), bias, k.add)
    },
    /the last column of encoderWeight is left out/,
  ),
  some(
    'int("2/3".split("/")[0])',
    Object.fromEntries(answerNames.map(name => [name, numerators(name)])),
    /only the numerators of the lesson are read/,
  ),
  some(
    '(noised + shift) * scale',
    { scaled: both(both(just('noised'), just('shift'), 'add'), just('scale'), 'mul'), conditioned: just('scaled') },
    /scaled: shift is added to noised/,
    /conditioned: shift is left out/,
  ),
  some(
    'shift, scale = ss.chunk(2), and their gradients by autograd',
    {
      scale: (k, at, lesson) => right('shift')(k, at, lesson),
      shift: (k, at, lesson) => right('scale')(k, at, lesson),
      d_scale: sums(just('d_conditioned')),
      d_shift: sums(both(just('d_conditioned'), just('noised'), 'mul')),
    },
    /scale: the other half of scaleShift is taken \(also shift\)/,
    /d_shift and d_scale are swapped|d_scale and d_shift are swapped/,
  ),
  some(
    'keys of what is only noised, and all gradients by autograd',
    {
      keys: seeing('keys', { conditioned: just('noised') }),
      d_key: where('softmax', seeing('d_key', { conditioned: just('noised') }), 'd_key'),
      d_conditioned: where(
        'softmax',
        (k, at, lesson) => {
          const through = product(k, transpose(at('key')), product(k, at('queries'), transpose(at('d_scores'))))
          return map2(right('d_conditioned')(k, at, lesson), through, k.sub)
        },
        'd_conditioned',
      ),
    },
    /keys: noised takes the place of conditioned/,
    /d_conditioned: the path through keys is left out/,
  ),
  one(
    'attention',
    'k for √k',
    softly(
      scores => transpose(transpose(powers(scores)).map(column => column.map(power => power / sum(column)))),
      k => k,
    ),
    /k, the key width, instead of √k/,
  ),
  one(
    'attention',
    'e / e.sum(1, keepdims=True)',
    softly(scores => powers(scores).map(row => row.map(power => power / sum(row)))),
    /along the rows/,
  ),
  one(
    'attention',
    'e / e.sum(1)',
    softly(scores => {
      const e = powers(scores)
      return e.map(row => row.map((power, c) => power / sum(e[c] ?? [])))
    }),
    /along the rows/,
  ),
  one(
    'attention',
    'np.exp(z - z.max(1, keepdims=True)), and e / e.sum(0)',
    softly(scores => {
      const e = scores.map(row => row.map(score => Math.exp(score - Math.max(...row))))
      return transpose(transpose(e).map(column => column.map(power => power / sum(column))))
    }),
    /along the rows/,
  ),
  one(
    'generatedVideo',
    'video.astype(np.uint8)',
    each(right('generatedVideo'), x => Math.trunc(decimal(x)) % 256),
    /bytes/,
  ),
  some(
    'the gradient of a ReLU that is not there: g * (pred > 0)',
    {
      d_feedForwardWeight: (k, at, lesson) => product(k, masked(k, at, lesson), transpose(at('pooled'))),
      d_feedForwardBias: sums(masked),
      d_pooled: (k, at, lesson) => product(k, transpose(at('feedForwardWeight')), masked(k, at, lesson)),
    },
    /lossGradient passes the derivative of a ReLU of predictedNoise.*also/,
  ),
  one(
    'd_conditioned',
    'Wq.T @ dk + Wk.T @ dq',
    where('softmax', seeing('d_conditioned', { query: just('key'), key: just('query') }), 'd_conditioned'),
    /query and key are swapped/,
  ),
  some(
    'weight_decay=0.01',
    updated((w, g, k) => k.add(g, k.mul(exactly('1/100'), w))),
    /weight decay adds 0.01 × the parameter/,
  ),
  some('torch.optim.Adam', whereSoft(updated((_w, g) => decimal(g) / (Math.abs(decimal(g)) + 1e-8))), /as Adam does/),
  one(
    'loss',
    'the mean over the patches of the sums of squares',
    (k, at) => {
      const errors = at('lossGradient')
      const squares = map(errors, x => k.mul(x, x))
      return [[k.div(total(k, squares.flat()), squares[0]?.length ?? Number.NaN)]]
    },
    /number of patches/,
  ),
]
