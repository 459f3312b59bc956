// Which slips people make by hand, and how likely they are beside each other. What only a program would do is left out.
import type { Slip } from '@dit-by-hand/core/mistakes/slips'

/** Matrices of which each is easily taken for the next, one cell at a time. */
const ways: readonly (readonly string[])[] = [
  ['encoderPre', 'latent', 'noised', 'scaled', 'conditioned', 'pooled', 'predictedNoise', 'lossGradient', 'd_pooled'],
  ['d_pooled', 'd_conditioned'],
  ['noised', 'noise', 'predictedNoise'],
  ['noised', 'denoised', 'latent'],
  ['decoderPre', 'decoded'],
  ['scale', 'shift'],
  ['queries', 'keys'],
  ['query', 'key'],
  ['scores', 'attention'],
  ['d_scale', 'd_shift'],
  ['d_query', 'd_key'],
]

const areNeighbours = ([a, b]: readonly [string, string]): boolean =>
  ways.some(way => way.includes(a) && way.includes(b) && Math.abs(way.indexOf(a) - way.indexOf(b)) === 1)

/** How far-fetched the slips of a family are; which of them nobody makes with a pencil, or say nothing; or which alone count. */
interface Family {
  readonly base: number
  readonly never?: RegExp
  readonly only?: RegExp
}
const families: { readonly [family: string]: Family } = {
  reading: { base: 0, only: /^it is answered as it was printed/ },
  'left out': { base: 0, never: /^it is 0 everywhere/ },
  sign: { base: 1 },
  bits: { base: 1 },
  operation: { base: 2, never: /is divided by|\(\* for @\)|the largest square/ },
  order: { base: 2 },
  softmax: {
    base: 2,
    never: /overflows|sigmoid|powers of 2|softmax is taken twice|takes the place of the hard/,
  },
  axis: { base: 2 },
  transposed: { base: 2 },
  twice: { base: 2, never: /is applied twice/ },
  rounding: { base: 2.8, only: /rounded to (whole ones|1 place)$/ },
  activation: { base: 3, only: /^(absolute values are taken|ReLU keeps|a ReLU clips it)/ },
  'order of items': {
    base: 3,
    only: /^(patches |the pixels inside|the bits|it is a plain|the video|the other half|every other|.* stands above|its (rows|columns))/,
  },
  count: {
    base: 3,
    never: /by the number of its cells$|^the mean of the sum/,
    only: /^(the sum is taken|half the sum|it is divided by the number|the mean of|the scores are|1 \+ |it is (doubled|halved))/,
  },
  'other matrix': { base: 4, never: /changed in place/ },
  updated: { base: 4 },
}

/** Matrices that are clipped in the next step: many do so at once. */
const clippedNext: ReadonlySet<string> = new Set(['encoderPre', 'decoderPre'])

/** What is an average, or the gradient of one. */
const averaged: ReadonlySet<string> = new Set(['loss', 'lossGradient'])

/** How far-fetched a slip is, 0 for the likeliest; undefined where nobody makes it by hand. */
export function farFetched(
  name: string,
  { family, says, pair }: Pick<Slip, 'family' | 'says' | 'pair'>,
): number | undefined {
  const { base, never, only } = families[family] ?? {}
  if (base === undefined || never?.test(says) || only?.test(says) === false) return undefined
  // What is too long to be said; a share that nobody halves.
  if (/\ba factor\b/.test(says) || (name === 'attention' && /^it is (doubled|halved)/.test(says))) return undefined
  if (family === 'left out') return leftOut(says)
  if (saysAllOrNothing.test(says)) return 1.5
  if (/^it is masked|^no patch attends|cut out/.test(says)) return 3.4
  if (/^a ReLU clips it/.test(says)) return clippedNext.has(name) ? 0.7 : 3
  if (/^absolute values/.test(says)) return 1.2
  if (/^it is divided by the number of/.test(says)) return averaged.has(name) ? base : 6
  if (/^only the (first|last) column/.test(says)) return 3
  if (/^the sign of /.test(says) || /^(the first number|the (first|last) (row|column))/.test(says)) return 2.5
  if (/^its (rows|columns)/.test(says)) return 6
  if (family === 'other matrix' && pair) return areNeighbours(pair) ? 3.5 : 7
  return family === 'other matrix' ? 7 : base
}

/** What is forgotten most: a bias, a term that stands at the end, a factor that stands alone; least a whole product. */
function leftOut(says: string): number {
  if (/^(ReLU|the division by √k|.*(bias|noise|scale|shift|learning rate) is left out$)/.test(says)) return 0
  if (/√k/.test(says)) return 0.1
  if (/ · .* is left out$|column of .* left out of|(weight|patches|word vectors|query|key) is left out$/.test(says))
    return 3
  return /^only/.test(says) ? 3 : 1.4
}

/** What makes shares of 0 and 1. */
export const saysAllOrNothing: RegExp = /^a hard maximum/

/** From here on a slip counts only where it explains several numbers at once. */
export const needsCompany = 5

/** Up to here one number is enough, whatever the numbers beside it. */
export const plain = 2
