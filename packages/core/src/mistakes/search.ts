// The search: rewrites of a matrix's part of the graph whose numbers are exactly what the engine answered, in every lesson.
import { at } from '@dit-by-hand/graph/at'
import type { Grid } from '@dit-by-hand/graph/evaluate'
import { type Exact, toNumber } from '@dit-by-hand/graph/exact'
import { memo } from '@dit-by-hand/graph/memo'
import type { AnswerName, AttentionKind } from '@dit-by-hand/spec/names'
import { agree, type Difference, differing, type Room, roomOf } from './agree.ts'
import { asRead, type Evidence, isShaped, type Part, partOf, shapeIn } from './evidence.ts'
import { type Explanation, families, type Variant, type Wanted } from './variant.ts'
import { furtherWays, simpleWays, type Way } from './ways.ts'

/** A matrix of one answer, and what it should be, worked from the engine's own matrices before it. */
export interface Seen {
  readonly part: Part
  readonly worked: Grid<Exact>
  readonly found: Grid<Exact>
  readonly room: Room
  readonly wrong: readonly Difference[]
}

export const kindOf = ({ asked }: Evidence): AttentionKind => asked.lesson.attention.kind

/** Looks at one matrix; undefined where it cannot be read. */
export function seen(evidence: Evidence, name: AnswerName): Seen | undefined {
  const found = evidence.found[name]
  if (found === undefined || typeof found === 'string') return undefined
  const part = partOf(evidence)(name)
  const worked = part.grid(asRead(part, part.node))
  const room = isShaped(found, part.node.shape) ? roomOf(part) : () => 1
  return { part, worked, found, room, wrong: differing(worked, found, room) }
}

/** Whether it has the shape it should have. */
export const isAlike = ({ found, part }: Seen): boolean => isShaped(found, part.node.shape)

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
  const cost = ({ part: { evidence }, found, wrong }: Seen): number => {
    const sizes = (['latent', 'condition', 'patches'] as const).flatMap(name => shapeIn(evidence, name))
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
export interface Patience {
  ends: number
}

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
  const { names } = at(wrong, 0).part.evidence
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
  const kinds = new Set(wrong.map(({ part }) => kindOf(part.evidence)))
  for (const origin of origins(wrong)) {
    const alive = new Map<string, Variant>()
    for (const one of way(origin)) if (!alive.has(one.says) && explains(origin, one)) alive.set(one.says, one)
    const hits = new Map([...alive.keys()].map(says => [says, [origin]]))
    for (const other of [...wrong, ...fine]) {
      if (alive.size === 0) break
      if (other === origin) continue
      const fits = new Map<string, boolean>()
      for (const one of way(other, alive)) {
        const outcome = alive.has(one.says) && !fits.get(one.says) ? explains(other, one) : undefined
        if (outcome !== undefined) fits.set(one.says, outcome)
      }
      for (const [says, outcome] of fits) {
        if (!outcome) alive.delete(says)
        else if (other.wrong.length > 0) hits.get(says)?.push(other)
      }
    }
    // A lesson of size 1 may have no such slip to make; half of them, and each kind of attention, must show it.
    const kept = [...alive.values()].filter(({ says }) => {
      const shown = hits.get(says) ?? []
      return (
        2 * shown.length >= wrong.length && new Set(shown.map(({ part }) => kindOf(part.evidence))).size === kinds.size
      )
    })
    if (kept.length > 0) return kept
  }
  return []
}
