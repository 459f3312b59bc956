// Engines in floating point that speak the protocol: `float-engine.ts HOW PRECISION [WHAT] [declared]`. HOW is `worked` (in that
// precision, with the mistake WHAT or none), `near` (every cell nine tenths of its bound off) or `far` (of the matrix WHAT one
// cell, ten times its bound).
import { createInterface } from 'node:readline'
import { givenOf, netOf } from '@dit-by-hand/core/lesson'
import { boundsOf, precisions } from '@dit-by-hand/core/rounding'
import { type Arith, float } from '@dit-by-hand/graph/arith'
import { at } from '@dit-by-hand/graph/at'
import type { Bounded } from '@dit-by-hand/graph/bounded'
import { evaluate } from '@dit-by-hand/graph/evaluate'
import { toNumber } from '@dit-by-hand/graph/exact'
import type { Net } from '@dit-by-hand/graph/graph'
import { rewrite } from '@dit-by-hand/graph/rewrite'
import { type PrecisionName, precisions as precisionNames } from '@dit-by-hand/spec/engine'
import type { AnswerMatrix, Lesson, Reading, Values } from '@dit-by-hand/spec/format'
import { namesFor } from '@dit-by-hand/spec/names'
import { replyTo } from '@dit-by-hand/spec/protocol'

const fround = Math.fround
/** Single precision: every result rounded, every partial sum too. */
const single: Arith<number> = {
  ...float,
  num: value => fround(toNumber(value)),
  sum: terms => terms.reduce((total, term) => fround(total + term), 0),
  mul: (a, b) => fround(a * b),
  inv: x => fround(1 / x),
  sqrt: x => fround(Math.sqrt(x)),
  share: (scores, index, soft) => {
    if (!soft) return fround(float.share(scores, index, soft))
    const best = Math.max(...scores)
    const powers = scores.map(score => fround(Math.exp(fround(score - best))))
    return fround(at(powers, index) / powers.reduce((total, power) => fround(total + power), 0))
  },
  amended: value => fround(toNumber(value)),
}

/** What is wrong with a formula, by its name. */
const mistakes: { readonly [what: string]: (net: ReturnType<typeof netOf>) => ReturnType<typeof netOf> } = {
  relu: net => rewrite(net, { latent: node => at(node.src, 0) }),
  residual: net => rewrite(net, { denoised: node => at(node.src, 0) }),
  unscaled: net => rewrite(net, { scaled: node => at(node.src, 0) }),
}

const [, , how = '', named = '', ...rest] = process.argv
const precision = precisionNames.find(name => name === named)
const [what] = rest.filter(word => word !== 'declared')
if (!precision) throw new Error('name a precision: single, double')

type Grids = { readonly [name: string]: readonly (readonly number[])[] | undefined }

/** Grids of numbers as an answer has them. */
function answered(lesson: Lesson, grids: Grids): Values {
  const height = at(lesson.video, 0).length
  return Object.fromEntries(
    namesFor(lesson.attention.kind).map(name => {
      const grid: AnswerMatrix = (grids[name] ?? []).map(row => [...row])
      return [
        name,
        name === 'generatedVideo' ? lesson.video.map((_, f) => grid.slice(f * height, (f + 1) * height)) : grid,
      ]
    }),
  )
}

function worked(lesson: Lesson, reading: Reading, own: PrecisionName): Grids {
  const k = own === 'single' ? single : float
  const given = Object.entries(givenOf(lesson)).map(([name, grid]) => [name, grid?.map(row => row.map(k.num))])
  const net = netOf(lesson, reading)
  const wrong: Net = what === undefined ? net : (mistakes[what]?.(net) ?? net)
  return evaluate(wrong, Object.fromEntries(given), k)
}

function moved(
  lesson: Lesson,
  reading: Reading,
  own: PrecisionName,
  by: (cell: Bounded, name: string, r: number, c: number) => number,
): Grids {
  return Object.fromEntries(
    Object.entries(boundsOf(lesson, reading, precisions[own])).map(([name, grid]) => [
      name,
      grid?.map((row, r) => row.map((cell, c) => toNumber(cell.value) + by(cell, name, r, c))),
    ]),
  )
}

const ways: { readonly [how: string]: (lesson: Lesson, reading: Reading) => Grids } = {
  worked: (lesson, reading) => worked(lesson, reading, precision),
  near: (lesson, reading) =>
    moved(lesson, reading, precision, ({ value, error }, _name, r, c) => {
      const by = 0.9 * error * ((r + c) % 2 ? 1 : -1)
      // No number of double precision may lie that near: then it is the nearest there is.
      return Math.abs(toNumber(value) + by - toNumber(value)) <= error ? by : 0
    }),
  far: (lesson, reading) =>
    moved(lesson, reading, precision, ({ error }, name, r, c) =>
      name === what && r === 0 && c === 0 && Number.isFinite(error) ? 10 * error : 0,
    ),
}

const way = ways[how]
if (!way) throw new Error(`say how: ${Object.keys(ways).join(', ')}`)
for await (const line of createInterface({ input: process.stdin })) {
  const reply = await replyTo(
    {
      name: `${how} ${precision}`,
      ...(rest.includes('declared') && { precision }),
      answer: (lesson, reading) => answered(lesson, way(lesson, reading)),
    },
    line,
  )
  if (reply === undefined) break
  process.stdout.write(`${reply}\n`)
}
