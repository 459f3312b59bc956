// What students wrote in NumPy, PyTorch, JavaScript and plain loops, each with one slip that was made before it was tried here.
import { inner, map, map2, product, rowSums, total, transpose } from '@dit-by-hand/spec/laws/grids'
import { type AnswerName, answerNames, givenNames } from '@dit-by-hand/spec/names'
import {
  type Arithmetic,
  compare,
  decimal,
  decimals,
  exactly,
  type Grid,
  same,
  type Value,
} from '@dit-by-hand/spec/number'
import { sizesOf } from '@dit-by-hand/spec/sizes'
import { both, cut, each, just, right, seeing, sums, table, where } from './kit.ts'
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

/** The column of what is made of t halved again and again, the last half first. */
const digits =
  (of: (half: number, place: number) => number): Make =>
  (_k, _at, { timestep: { t, bits } }) =>
    Array.from({ length: bits }, (_, i) => [exactly(asFraction(of(t / 2 ** (bits - 1 - i), bits - 1 - i), bits))])
/** A number with few binary places, as a fraction. */
const asFraction = (x: number, places: number): string => `${x * 2 ** places}/${2 ** places}`

const shifted = <T>(row: readonly T[]): readonly T[] => [...row.slice(-1), ...row.slice(0, -1)]
/** The generated video, every column one place further to the left, the first at the end. */
const left: Make = (k, at, lesson) =>
  right('generatedVideo')(k, at, lesson).map(row => [...row.slice(1), ...row.slice(0, 1)])
const fortran = ['columns', 'rows', 'frames'] as const

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
  one(
    'loss',
    'np.var(error)',
    (k, at) => {
      const errors = at('lossGradient').flat()
      const mean = k.div(total(k, errors), errors.length)
      const squares = errors.map(x => k.mul(k.sub(x, mean), k.sub(x, mean)))
      return [[k.div(total(k, squares), squares.length)]]
    },
    /lossGradient loses its mean first/,
  ),
  one(
    'loss',
    'np.mean(error)',
    (k, at) => {
      const errors = at('lossGradient').flat()
      return [[k.div(total(k, errors), errors.length)]]
    },
    /lossGradient is not squared/,
  ),
  one(
    'timeEmbedding',
    't % 2, then t = t / 2',
    digits(half => half % 2),
    /the halves of t are not rounded down/,
  ),
  one('timeEmbedding', 't >> i', digits(Math.floor), /what is left of t/),
  one(
    'timeEmbedding',
    't & (1 << i)',
    digits((half, place) => (Math.floor(half) % 2) * 2 ** place),
    /what it is worth/,
  ),
  one(
    'timeEmbedding',
    'f"{t:03}", without the b',
    (_k, _at, { timestep: { t, bits } }) =>
      Array.from({ length: bits }, (_, i) => [Math.floor(t / 10 ** (bits - 1 - i)) % 10]),
    /digits of t are decimal/,
  ),
  one(
    'textEmbedding',
    'total = words[0], and then += every word',
    (k, at) => at('words').map(row => [k.add(total(k, row), row[0] ?? 0)]),
    /the first column of words is counted twice/,
  ),
  one(
    'scaled',
    'LayerNorm(x) * scale',
    where(
      'softmax',
      (k, at) => {
        const columns = transpose(at('noised')).map(column => {
          const numbers = column.map(decimal)
          const mean = sum(numbers) / numbers.length
          const variance = sum(numbers.map(x => (x - mean) ** 2)) / numbers.length
          return numbers.map(x => (x - mean) / Math.sqrt(variance + 1e-5))
        })
        return map2(transpose(columns), at('scale'), k.mul)
      },
      'scaled',
    ),
    /each column of noised goes through a layer norm/,
  ),
  one(
    'scaleShift',
    'Linear(SiLU(c)), as DiT has it',
    where(
      'softmax',
      seeing('scaleShift', { condition: each(just('condition'), x => decimal(x) / (1 + Math.exp(-decimal(x)))) }),
      'scaleShift',
    ),
    /condition goes through SiLU/,
  ),
  one(
    'scaled',
    'scale || 1',
    (k, at) => map2(at('noised'), at('scale'), (x, scale) => (decimal(scale) === 0 ? x : k.mul(x, scale))),
    /1 stands for every 0 of scale/,
  ),
  one(
    'noised',
    'noise[j - 1], with patches counted from 1',
    (k, at) => map2(at('latent'), at('noise').map(shifted), k.add),
    /columns of noise are shifted right by one/,
  ),
  one('generatedVideo', 'video[..., x - 1] = pixel', left, /columns shifted by one: the first comes last/),
  one(
    'patches',
    'order="F" throughout',
    cut(fortran, fortran),
    /patches and pixels go by columns, then rows, then frames/,
  ),
  one(
    'decoded',
    'np.clip(x, 0, 255)',
    each(right('decoded'), x => (decimal(x) > 255 ? 255 : x)),
    /cut off at 0 and 255/,
  ),
  one(
    'd_scores',
    '(p * s).sum(), with no axis',
    where(
      'softmax',
      (_k, at, lesson) => {
        const s = product(decimals, transpose(at('conditioned')), at('d_pooled'))
        const all = inner(decimals, at('attention'), s)
        const root = Math.sqrt(sizesOf(lesson).key)
        return map2(at('attention'), s, (p, x) => (decimal(p) * (decimal(x) - decimal(all))) / root)
      },
      'd_scores',
    ),
    /summed over the whole matrix/,
  ),
  one(
    'shift',
    'ss[d - 1 : 2 * d - 1]',
    (_k, at) => at('scaleShift').slice(at('scaleShift').length / 2 - 1, -1),
    /half of scaleShift begins one row too early/,
  ),
  one(
    'loss',
    'np.linalg.norm(error)',
    where('softmax', (_k, at) => [[Math.hypot(...at('lossGradient').flat().map(decimal))]], 'loss'),
    /the length, √ of the sum, is taken instead of the mean/,
  ),
  one(
    'attention',
    'np.eye(n)[scores.argmax(axis=1)]',
    where(
      'hard',
      (_k, at) =>
        at('scores').map(row => {
          const best = row.reduce((most, x) => (compare(x, most) > 0 ? x : most))
          return row.map((_, c) => (c === row.findIndex(x => same(x, best)) ? 1 : 0))
        }),
      'attention',
    ),
    /along the rows.*; a tie goes to the first/,
  ),
  one(
    'noised',
    '0.9 * z + 0.3 * eps, as DDPM mixes them',
    (k, at) => map2(at('latent'), at('noise'), (z, e) => k.add(k.mul(exactly('9/10'), z), k.mul(exactly('3/10'), e))),
    /latent counts 0.9 times and noise counts 0.3 times/,
  ),
  some(
    'SGD(momentum=0.9, nesterov=True)',
    updated((_w, g, k) => k.mul(exactly('19/10'), g)),
    /learningRate × the gradient counts 1.9 times/,
  ),
  one(
    'attention',
    'softmax(s * triu(ones)), masked by 0 and not by −∞',
    softly(scores => {
      const e = powers(scores.map((row, r) => row.map((score, c) => (r > c ? 0 : score))))
      return transpose(transpose(e).map(column => column.map(power => power / sum(column))))
    }),
    /the scores of patches after each are made 0 before the shares/,
  ),
  one(
    'attention',
    's.masked_fill(~tril, -inf).softmax(dim=-1)',
    softly(scores =>
      scores.map((row, r) => {
        const e = row.map((score, c) => (c > r ? 0 : Math.exp(score - Math.max(...row.slice(0, r + 1)))))
        return e.map(power => power / sum(e))
      }),
    ),
    /along the rows.*; it is masked: patches do not see those after them/,
  ),
]
