// The search: rewrites of a matrix's part of the graph whose numbers are exactly what the engine answered, in every lesson.
import { exact } from '@dit-by-hand/graph/arith'
import { at, named } from '@dit-by-hand/graph/at'
import { evaluate, type Grid } from '@dit-by-hand/graph/evaluate'
import { type Exact, fromCell, toNumber } from '@dit-by-hand/graph/exact'
import { type Node, ShapeError } from '@dit-by-hand/graph/graph'
import type { AnswerName, AttentionKind } from '@dit-by-hand/spec/names'
import { agrees, differing } from './agree.ts'
import { type Evidence, gridOf, type Local, roomOf } from './evidence.ts'
import type { Scope } from './scope.ts'
import { type About, families, type TitleOf, type Variant } from './variant.ts'
import { and, attempt, type Way, waysFor } from './ways.ts'

/** A matrix of one answer, and what it should be, worked from the engine's own matrices before it. */
export interface Seen {
  readonly evidence: Evidence
  readonly name: AnswerName
  readonly local: Local
  readonly worked: Grid<Exact>
  readonly found: Grid<Exact>
  /** Where all is decimal: how large the terms are. */
  readonly size: Grid<number> | undefined
  readonly wrong: readonly { readonly row: number; readonly column: number }[]
}

export const kindOf = ({ evidence }: Seen): AttentionKind => evidence.asked.lesson.attention.kind

/** What was done. `only`: with this kind of attention; with the others it is right. */
export type Explanation = Pick<Variant, 'family' | 'says' | 'pair'> & { readonly only?: AttentionKind }

/** Looks at one matrix; undefined where it cannot be read. */
export function seen(evidence: Evidence, name: AnswerName): Seen | undefined {
  const answered = evidence.answered(name)
  if (!answered || !('grid' in answered)) return undefined
  const local = evidence.local(name)
  const worked = amended(evidence, name, gridOf(local, local.node))
  const size = roomOf(evidence, local)
  const found = answered.grid
  return { evidence, name, local, worked, found, size, wrong: differing(worked, found, size) }
}

/** A matrix as its reading has it. */
function amended({ asked: { lesson, reading } }: Evidence, name: AnswerName, grid: Grid<Exact>): Grid<Exact> {
  const slips = reading === 'printed' ? lesson.errata.filter(({ matrix }) => matrix === name) : []
  if (slips.length === 0) return grid
  return grid.map((row, r) =>
    row.map((cell, c) => {
      const slip = slips.find(({ row, column }) => row === r + 1 && column === c + 1)
      return slip && slip.printed !== null ? fromCell(slip.printed) : cell
    }),
  )
}

/** Whether a variant gives what was found, and in a scope only there; undefined where it cannot be made. */
function explainsIn(of: Seen, about: About, variant: Variant, scope: Scope | undefined): boolean | undefined {
  const grid = attempt(() => {
    const node: Node = variant.make()
    if (node.shape.join() !== about.local.node.shape.join()) throw new ShapeError(variant.says)
    return named(evaluate({ node }, about.local.values, exact), 'node')
  })
  const isNumeric = of.found.every(row => row.every(cell => Number.isFinite(toNumber(cell))))
  // What does not fit in a lesson is not what was done there.
  if (!grid) return isNumeric && of.wrong.length > 0 ? false : undefined
  const isExplained = fits(of, about, grid, variant, scope)
  // What overflows in one engine does not in the next, though both make the same mistake.
  return isExplained || isNumeric ? isExplained : undefined
}

function fits(of: Seen, about: About, grid: Grid<Exact>, variant: Variant, scope: Scope | undefined): boolean {
  const made = variant.bare ? grid : amended(of.evidence, of.name, grid)
  return of.found.every((row, r) =>
    row.every((cell, c) => {
      const inside = !scope || scope.holds(r, c, about.local.node.shape)
      const worked = at(at(inside ? made : of.worked, r), c)
      return agrees(worked, cell, of.size && at(at(of.size, r), c))
    }),
  )
}

/** Lessons that tell most at least cost: small, and of no degenerate size. */
function origins(wrong: readonly Seen[]): readonly Seen[] {
  const cost = ({ evidence, found, wrong }: Seen): number => {
    const shapes = [evidence.shapeOf('latent'), evidence.shapeOf('condition'), evidence.shapeOf('patches')]
    const flat = shapes.flat().filter(size => size === 1).length
    const { attention } = evidence.asked.lesson
    const key = attention.kind !== 'given' && attention.query.length === 1 ? 1 : 0
    return (
      60 * (flat + key) +
      (wrong.length < 2 && found.flat().length > 1 ? 40 : 0) +
      shapes.flat().reduce((a, b) => a + b, 0)
    )
  }
  return wrong.toSorted((a, b) => cost(a) - cost(b)).slice(0, 4)
}

/** How far-fetched an explanation is: a matrix that is taken for another is likelier an earlier one. */
function rank({ family, pair, says }: Explanation, names: readonly string[]): number {
  const isLater = pair && names.indexOf(pair[1]) > names.indexOf(pair[0])
  return families.indexOf(family) + (isLater ? 0.4 : 0) + (says.startsWith('it holds') ? 0.5 : 0)
}

/** Which explanations are looked for, and whether only the simple ones. */
export interface Within {
  readonly among?: ReadonlySet<string> | undefined
  readonly isQuick?: boolean
}

/** How many matrices without a simple explanation are searched to the end, and for two slips: it takes its time. */
export interface Patience {
  ends: number
}

/**
 * The explanations of a matrix that is wrong in some answers and right in others: rewrites that give exactly what was
 * found in all of them. One slip before two; the whole matrix before a row, a column or a cell of it.
 */
export function search(
  wrong: readonly Seen[],
  fine: readonly Seen[],
  title: TitleOf,
  patience: Patience,
  { among, isQuick }: Within = {},
): readonly Explanation[] {
  const { names } = at(wrong, 0).evidence
  for (const way of waysFor(wrong, title)) {
    if (way === 'the rest takes long') {
      if (isQuick || patience.ends-- <= 0) return []
      continue
    }
    const found = along(way, wrong, fine, among).toSorted((a, b) => rank(a, names) - rank(b, names))
    if (found.length > 0)
      return way.scope ? found.map(one => ({ ...one, says: `${one.says} ${way.scope?.says}` })) : found
  }
  return []
}

function along(
  way: Way,
  wrong: readonly Seen[],
  fine: readonly Seen[],
  among?: ReadonlySet<string>,
): readonly Explanation[] {
  for (const origin of origins(wrong)) {
    const about = way.view(origin)
    if (!about) continue
    const alive = new Map<string, Explanation>()
    for (const variant of way.variants(about))
      if (
        !alive.has(variant.says) &&
        (!among || among.has(variant.says)) &&
        explainsIn(origin, about, variant, way.scope)
      )
        alive.set(variant.says, variant)
    const hits = new Map([...alive.keys()].map(says => [says, [origin]]))
    for (const other of [...wrong, ...fine]) {
      if (alive.size === 0) break
      if (other === origin) continue
      const view = way.view(other)
      if (!view) continue
      const fits = new Map<string, boolean>()
      const firsts = new Set([...alive.keys()].map(says => at(says.split(and), 0)))
      for (const variant of way.variants(view, firsts)) {
        if (!alive.has(variant.says) || fits.get(variant.says)) continue
        const outcome = explainsIn(other, view, variant, way.scope)
        if (outcome !== undefined) fits.set(variant.says, outcome)
      }
      for (const [says, outcome] of fits) {
        if (!outcome) alive.delete(says)
        else if (other.wrong.length > 0) hits.get(says)?.push(other)
      }
    }
    // A lesson of size 1 may have no such slip to make; half of them, and each kind of attention, must show it.
    const kinds = new Set(wrong.map(kindOf))
    const kept = [...alive.values()].filter(({ says }) => {
      const shown = hits.get(says) ?? []
      return 2 * shown.length >= wrong.length && new Set(shown.map(kindOf)).size === kinds.size
    })
    if (kept.length > 0) return kept.map(({ family, says, pair }) => ({ family, says, ...(pair && { pair }) }))
  }
  return []
}
