// The search: rewrites of a matrix's part of the graph whose numbers are exactly what the engine answered, in every lesson.
import { at, named } from '@dit-by-hand/graph/at'
import type { Grid } from '@dit-by-hand/graph/evaluate'
import { type Exact, toNumber } from '@dit-by-hand/graph/exact'
import { memo } from '@dit-by-hand/graph/memo'
import type { AnswerName, AttentionKind } from '@dit-by-hand/spec/names'
import { agree, type Cell, differing, type Room, roomOf } from './agree.ts'
import { asRead, type Evidence, inputsIn, isShaped, type Part, partOf } from './evidence.ts'
import { type Explanation, families, type Variant, type Wanted } from './variant.ts'
import { furtherWays, simpleWays, type Way } from './ways.ts'

/** A matrix of one answer, and what it should be, worked from the engine's own matrices before it. */
export interface Seen extends Part {
  /** `follows`: otherwise than it should be, but right for what the engine answered before it. */
  readonly state: 'right' | 'follows' | 'wrong' | 'unreadable' | 'missing'
  readonly worked: Grid<Exact>
  readonly found: Grid<Exact>
  readonly room: Room
  readonly wrong: readonly Cell[]
}

export const kindOf = ({ evidence }: Part): AttentionKind => evidence.asked.lesson.attention.kind

/** Looks at one matrix. */
export function seen(evidence: Evidence, name: AnswerName): Seen {
  const part = partOf(evidence)(name)
  const found = evidence.found[name]
  if (typeof found !== 'object') {
    const state = found === undefined ? 'missing' : 'unreadable'
    return { ...part, state, worked: [], found: [], room: () => undefined, wrong: [] }
  }
  const worked = part.grid(asRead(part, part.node))
  const room = isShaped(found, part.node.shape) ? roomOf(part) : () => 1
  const wrong = differing(worked, found, room)
  // What is made of cells that are no numbers may be anything.
  const isSpread = !isNumber(found) && inputsIn(part.node).some(([leaf]) => !isNumber(named(part.values, leaf)))
  const isRight = agree(named(evidence.right, name), found, room)
  const state = isRight ? 'right' : wrong.length === 0 || isSpread ? 'follows' : 'wrong'
  return { ...part, state, worked, found, room, wrong }
}

/** Whether it has the shape it should have. */
export const isAlike = ({ found, node }: Seen): boolean => isShaped(found, node.shape)

/** Whether there are numbers, and nothing but numbers. */
export const isNumber: (grid: Grid<Exact>) => boolean = memo(
  grid => grid.flat().length > 0 && grid.flat().every(cell => Number.isFinite(toNumber(cell))),
)

/** Whether a variant gives what was found; undefined where that says nothing. */
function explains({ found, wrong, room }: Seen, variant: Variant): boolean | undefined {
  const grid = variant.grid([found.length, found[0]?.length ?? 0])
  if (grid && agree(grid, found, room)) return true
  // What does not fit in a lesson is not what was done there; what overflows in one engine does not in the next.
  return isNumber(found) && (grid || wrong.length > 0) ? false : undefined
}

/** Lessons that tell most at least cost: small, and of no degenerate size. */
function origins(wrong: readonly Seen[]): readonly Seen[] {
  const cost = ({ evidence, found, wrong }: Seen): number => {
    const sizes = (['latent', 'condition', 'patches'] as const).flatMap(name => named(evidence.net, name).shape)
    const flat = [...sizes, evidence.net.query?.shape[0]].filter(size => size === 1).length
    const isThin = wrong.length < 2 && found.flat().length > 1
    return 60 * flat + (isThin ? 40 : 0) + sizes.reduce((a, b) => a + b, 0)
  }
  return wrong.toSorted((a, b) => cost(a) - cost(b)).slice(0, 4)
}

/** How far-fetched an explanation is: a matrix that is taken for another is likelier an earlier one. */
function rank({ family, pair, says }: Explanation, names: readonly string[]): number {
  const isLater = pair && names.indexOf(pair[1]) > names.indexOf(pair[0])
  return families.indexOf(family) + (isLater ? 0.4 : 0) + (says.startsWith('it holds') ? 0.5 : 0)
}

/** How many matrices without a simple explanation are searched to the end, and for two slips: it takes its time. */
export type Patience = { ends: number }

/**
 * The explanations of a matrix that is wrong in some answers and right in others: rewrites that give exactly what was
 * found in all of them. What is told already first; one slip before two; the whole matrix before a row, a column or a cell of it.
 */
export function search(
  wrong: readonly Seen[],
  fine: readonly Seen[],
  patience: Patience,
  told: Wanted,
): readonly Explanation[] {
  const { names } = at(wrong, 0).evidence
  const simplest = (ways: readonly Way[]): readonly Explanation[] => {
    for (const way of ways) {
      const found = along(way, wrong, fine)
      if (found.length > 0) return found.toSorted((a, b) => rank(a, names) - rank(b, names))
    }
    return []
  }
  const again =
    (way: Way): Way =>
    (of, wanted = told) =>
      [...way(of, wanted)].filter(({ says }) => told.has(says))
  const found = simplest([...(told.size > 0 ? simpleWays.map(again) : []), ...simpleWays])
  const isSearched = found.length > 0 || wrong.some(one => !isAlike(one))
  return isSearched || patience.ends-- <= 0 ? found : simplest(furtherWays(wrong))
}

function along(way: Way, wrong: readonly Seen[], fine: readonly Seen[]): readonly Explanation[] {
  const kinds = new Set(wrong.map(kindOf))
  for (const origin of origins(wrong)) {
    const alive = new Map<string, Variant>()
    for (const one of way(origin)) if (!alive.has(one.says) && explains(origin, one)) alive.set(one.says, one)
    const hits = new Map([...alive.keys()].map(says => [says, [origin]]))
    for (const other of [...wrong, ...fine]) {
      if (alive.size === 0) break
      if (other === origin) continue
      for (const [says, variants] of Map.groupBy(way(other, alive), ({ says }) => says)) {
        const fits = alive.has(says) ? variants.map(one => explains(other, one)) : []
        if (!fits.includes(true) && fits.includes(false)) alive.delete(says)
        else if (fits.includes(true) && other.wrong.length > 0) hits.get(says)?.push(other)
      }
    }
    // A lesson of size 1 may have no such slip to make; half of them, and each kind of attention, must show it.
    const kept = [...alive.values()].filter(({ says }) => {
      const shown = hits.get(says) ?? []
      return 2 * shown.length >= wrong.length && new Set(shown.map(kindOf)).size === kinds.size
    })
    if (kept.length > 0) return kept
  }
  return []
}
