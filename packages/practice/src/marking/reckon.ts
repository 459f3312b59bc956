// The arithmetic of one cell, worked: an expression read in a number system.
import type { Arith } from '@dit-by-hand/graph/arith'
import type { CellRef, Expression } from '@dit-by-hand/graph/expression'

/** What an expression comes to. @param leaf what each cell that it reads stands for */
export function reckon<R>(of: Expression, k: Arith<R>, leaf: (cell: CellRef) => R): R {
  const inner = (part: Expression): R => reckon(part, k, leaf)
  switch (of.kind) {
    case 'literal':
      return k.num(of.value)
    case 'cell':
      return leaf(of.cell)
    case 'sum':
      return k.sum(of.terms.map(inner))
    case 'product':
      return k.mul(inner(of.left), inner(of.right))
    case 'bit':
      return k.bit(inner(of.of), of.place)
    case 'share':
      return k.share(of.among.map(inner), of.index, of.soft)
    case 'amended':
      return k.amended(of.value, () => inner(of.instead), of.why)
    default:
      return k[of.kind](inner(of.of))
  }
}
