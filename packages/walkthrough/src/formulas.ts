// Formulas of named matrices, as a line of text and in LaTeX: readings of the net, never typed by hand.
import { type Name, readThrough } from '@dit-by-hand/core/names'
import { formulaOf } from '@dit-by-hand/graph/formula'
import type { Net } from '@dit-by-hand/graph/graph'
import { formulaLatex, nameLatex } from '@dit-by-hand/graph/latex'
import { memo } from '@dit-by-hand/graph/memo'
import { isName, meaningOf } from './matrices.ts'
import type { Facts, Telling } from './telling.ts'

/** How a matrix is made. */
export interface Formula {
  /** `latent = max(0, encoderWeight · patches + encoderBias)` */
  readonly text: string
  readonly latex: string
}

/** What a matrix is called in a formula: a gradient gets a ∂, an updated parameter a prime. */
const signed =
  (plain: (name: string) => string, partial: string, prime: string) =>
  (name: string): string => {
    const meaning = isName(name) ? meaningOf(name) : { kind: 'value' as const }
    if (meaning.kind === 'value') return plain(name)
    return meaning.kind === 'gradient' ? `${partial}${plain(meaning.of)}` : `${plain(meaning.of)}${prime}`
  }
const inText = signed(name => name, '∂', '′')
const inLatex = signed(nameLatex, '\\partial ', "'")

const written = memo((_net: Net) => new Map<Name, Formula>())

/** How a matrix is made from other named ones; undefined where it is given or not there. */
export function formulaFor({ net }: Pick<Facts, 'net'>, name: Name): Formula | undefined {
  const node = net[name]
  if (!node || node.op === 'input') return undefined
  const known = written(net)
  const formula = known.get(name) ?? write(net, name)
  known.set(name, formula)
  return formula
}

function write(net: Net, name: Name): Formula {
  return {
    text: formulaOf(net, name, { call: inText, through: readThrough }),
    latex: formulaLatex(net, name, { call: inLatex, through: readThrough }),
  }
}

/** The formulas that sum a step up, on one line. */
export function formulaLine(telling: Telling, facts: Facts): string {
  const shown = telling.formula(facts)
  if ('to' in shown) return `${shown.from.join(', ')} → ${shown.to}`
  return shown.map(name => formulaFor(facts, name)?.text ?? `${name} is given`).join(', ')
}
