// Who steps what: every parameter once, by one thread, in one turn.
import { countOf } from '@dit-by-hand/graph/scope'
import { describe, expect, it } from 'vitest'
import { cut, piecesFor } from '../src/update.ts'
import { dit } from './trainers.ts'

const isMatrix = ({ name }: { readonly name: string }): boolean => name.endsWith('weight') && /attention|mlp/.test(name)

describe.each([1, 2, 3, 7])('among %i threads', threads => {
  it('cells are cut into neighbours without a gap', () => {
    for (const count of [0, 1, 15, 16, 17, 1000]) {
      const cuts = Array.from({ length: threads }, (_, i) => cut(count, threads, i))
      expect(cuts[0]!.from).toBe(0)
      expect(cuts.at(-1)!.to).toBe(count)
      for (const [i, { from, to }] of cuts.entries()) {
        expect(to).toBeGreaterThanOrEqual(from)
        expect(from).toBe(i === 0 ? 0 : cuts[i - 1]!.to)
        expect(to === count || to % 16 === 0).toBe(true)
      }
    }
  })

  it.each([1, 2, 3])('every parameter is stepped by one, in one of %i turns, as it is to be', turns => {
    const ways = {
      decay: 0.5,
      muon: {
        ...{ momentum: 0.9, faster: 1, every: turns },
        blockOf: (parameter: { readonly name: string }) => (isMatrix(parameter) ? 4 : undefined),
      },
      pace: ({ name }: { readonly name: string }) => (name === 'classTable' ? 3 : 1),
    }
    const wanted = dit.parameters.flatMap(parameter =>
      Array.from({ length: countOf([parameter]) }, () =>
        [isMatrix(parameter) ? 'muon' : ways.pace(parameter), parameter.decay ? 0.5 : 0].join(' '),
      ),
    )
    const found: string[] = wanted.map(() => '')
    const mark = (offset: number, count: number, as: string): void => {
      for (let i = offset / 4; i < offset / 4 + count; i++) found[i] += as
    }
    for (const { adam, muon } of piecesFor(dit.parameters, ways, threads)) {
      for (const { offset, count, decay, pace } of adam) mark(offset, count, `${pace} ${decay}`)
      expect(muon).toHaveLength(turns)
      for (const { offset, rows, columns, decay } of muon.flat()) mark(offset, rows * columns, `muon ${decay}`)
    }
    expect(found).toEqual(wanted)
  })
})
