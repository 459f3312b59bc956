// Pictures in letters: as wide as there is room for, with every number of what they show.
import { caseIds, caseOf } from '@dit-by-hand/spec/cases'
import { scene } from '@dit-by-hand/walkthrough/scene'
import { type Place, places } from '@dit-by-hand/walkthrough/telling'
import { start } from '@dit-by-hand/walkthrough/tour'
import { describe, expect, it } from 'vitest'
import { pictureRows } from '../../src/screen/pictures/pictures.ts'
import { rowText, rowWidth } from '../../src/screen/text.ts'

const drawn = (id: (typeof caseIds)[number], place: Place, width: number, cell = ''): readonly string[] => {
  const [name = '', row = 0, column = 0] = cell.split(' ')
  const focus = cell === '' ? null : { name, row: Number(row), column: Number(column) }
  return pictureRows(scene({ ...start, place, cell: focus, box: true }, caseOf(id).lesson), width).map(rowText)
}

describe.each(caseIds)('%s', id => {
  it('is drawn no wider than asked for', () => {
    for (const place of places)
      for (const width of [48, 78, 110])
        for (const row of pictureRows(scene({ ...start, place, box: true }, caseOf(id).lesson), width))
          expect(rowWidth(row), `${place}: ${rowText(row)}`).toBeLessThanOrEqual(width)
  })
})

describe('of the walkthrough’s own lesson', () => {
  it('frames are cut into patches, the one in focus drawn stronger', () => {
    const rows = drawn('sora-is-sky', 'patchify', 78, 'patches 0 1')
    expect(rows.slice(1)).toEqual([
      '┌1╌╌╌╌╌┐  ┌2━━━━━┐  ┌3╌╌╌╌╌┐  ┌4╌╌╌╌╌┐  ',
      '┊ 0  0 ┊  ┃▓2▓▒1▒┃  ┊█3██3█┊  ┊▒1▒▓2▓┊  ',
      '┊▒1▒ 0 ┊  ┃ 0  0 ┃  ┊ 0  0 ┊  ┊ 0  0 ┊  ',
      '└╌╌╌╌╌╌┘  └━━━━━━┘  └╌╌╌╌╌╌┘  └╌╌╌╌╌╌┘  ',
    ])
  })

  it('latent and noise share one scale of greys, which is told', () => {
    const rows = drawn('sora-is-sky', 'noise', 78)
    expect(rows[2]).toBe('▒ 0▒▓ 2▓█ 3█▓ 1▓  +  ░−2░▒ 0▒▒−1▒▒ 0▒  =  ░−2░▓ 2▓▓ 2▓▓ 1▓')
    expect(rows.at(-1)).toContain('from −4 (blank) over 0 to 4 (full)')
  })

  it('patches stand on number lines before and after', () => {
    const rows = drawn('sora-is-sky', 'modulate', 78)
    expect(rows[1]).toBe('Feature 1 doubles, then steps up 1')
    expect(rows[2]).toMatch(/^ {2}noised {2}─+1─+┼─+4──2,3─+/)
    expect(rows[4]).toMatch(/^ {5}\+ 1 {2}─+1─+┼─+4─+2,3/)
  })

  it('an arc leads to each frame from where it takes', () => {
    const rows = drawn('sora-is-sky', 'attention', 78)
    expect(rows.slice(1, 5).every(row => row.includes(' 1 ') && row.includes('▼'))).toBe(true)
    expect(rows.at(-1)).toMatch(/frame 1 +frame 2 +frame 3 +frame 4/)
  })

  it('bars of the error go up and down', () => {
    const rows = drawn('sora-is-sky', 'slopes', 78)
    expect(rows.join('\n')).toMatch(/\+1 {4}0 {5}\+1 {4}0/)
    expect(rows.at(-1)?.trim()).toBe('−1')
  })
})
