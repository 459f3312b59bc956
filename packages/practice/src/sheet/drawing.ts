// Matrices put on a page: how much paper each takes, and how it is drawn there.
import type { Worked } from '@dit-by-hand/core/lesson'
import { type Name, readThrough } from '@dit-by-hand/core/names'
import { named } from '@dit-by-hand/graph/at'
import { formulaOf, textLook } from '@dit-by-hand/graph/formula'
import { factsOf } from '@dit-by-hand/walkthrough/facts'
import { matrices, symbolOf } from '@dit-by-hand/walkthrough/matrices'
import { rearranged } from '@dit-by-hand/walkthrough/rearranged'
import type { Facts } from '@dit-by-hand/walkthrough/telling'
import { type Asked, cellsOf, framesOf, wideOf } from './cells.ts'
import type { Drawn, SignFormula } from './paper.ts'
import type { Size } from './placing.ts'

/** A lesson worked, and what of it is to be filled in. */
export interface Material {
  readonly worked: Worked
  readonly facts: Facts
  readonly asked: Asked
}

export const materialOf = (worked: Worked, asked: Asked): Material => ({ worked, facts: factsOf(worked), asked })

/** Squares between the frames of a video. */
const between = 0.5

/** The paper that a matrix takes. */
export function sizeOf(name: Name, turned: boolean, { worked, facts }: Material): Size {
  const [rows, columns] = named(worked.net, name).shape
  const wide = wideOf(name, worked)
  if (turned) return { rows: columns, columns: rows * wide }
  const frames = framesOf(name, facts)
  if (!frames) return { rows, columns: columns * wide }
  const down = Math.ceil(frames.count / frames.across)
  return {
    rows: down * (frames.rows + between) - between,
    columns: frames.across * (columns * wide + between) - between,
  }
}

/** A matrix at its place; a video frame by frame. */
export function drawn(
  name: Name,
  turned: boolean,
  place: { readonly row: number; readonly column: number; readonly captionRoom: number },
  material: Material,
): readonly Drawn[] {
  const { symbol, title, role, isGradient } = matrices[name]
  const cells = cellsOf(name, material.worked, material.asked, turned)
  const wide = wideOf(name, material.worked)
  const whole = { name, turned, symbol: turned ? `${symbol}ᵀ` : symbol, title, role, isGradient, wide }
  const frames = framesOf(name, material.facts)
  if (!frames) return [{ ...whole, ...place, frame: null, cells }]
  const width = (cells[0]?.length ?? 0) * wide + between
  return Array.from({ length: frames.count }, (_, i) => ({
    ...whole,
    ...place,
    frame: { number: i + 1, from: i * frames.rows },
    row: place.row + Math.floor(i / frames.across) * (frames.rows + between),
    column: place.column + (i % frames.across) * width,
    cells: cells.slice(i * frames.rows, (i + 1) * frames.rows),
  }))
}

// Signs are marked while a formula is put together, and taken out of it again as pieces.
const mark = '\u0000'
const call = (name: string): string => `${mark}${symbolOf(name)}${mark}`

/** How some matrices are made, in signs: `Z = max(0, We · P + be)`, in words before it where numbers only change places; nothing
 *  of what is given, or what the lesson has not. */
export const formulasOf = (
  names: readonly Name[],
  { worked: { net } }: Pick<Material, 'worked'>,
): readonly (readonly SignFormula[])[] =>
  names
    .filter(name => net[name] && net[name].op !== 'input')
    .map(name => [
      ...(rearranged(net, name) ?? []),
      formulaOf(net, name, { look: textLook, call, through: readThrough }),
    ])
    .map(lines => lines.map(signsIn))

const signsIn = (line: string): SignFormula =>
  line
    .split(mark)
    .map((text, i) => ({ text, isSign: i % 2 === 1 }))
    .filter(({ text }) => text !== '')
