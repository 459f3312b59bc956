// What is said of skipped tests, and which of the long ones have their turn.
import { turnOf } from '@dit-by-hand/tools/thorough'
import { describe, expect, it } from 'vitest'
import { reasonIn } from './skipped.ts'

const source = `
describe.skipIf(noBrowser)('in a browser', () => {
  it('opens', () => {})
  it.runIf(isTurn(2)).each(inTurn(places, 3, turn))('%s is (seen) whole', () => {})
  it.each(['%s'])('it is %s', () => {})
  it
    .runIf(thorough)
    .each([1, 2])('takes $width and %i pages', () => {})
})
it.skip('no TeX\\'s here')
it('runs', () => {})
const known = ['late!']
describe.each(['night'])('at %s', () => {
  it.runIf(isTurn(1)).each(known)('%s!', () => {})
})
`

describe('why a test was skipped', () => {
  it.each([
    [['in a browser', 'opens'], 'skipIf noBrowser'],
    [['in a browser', 'encode is (seen) whole'], 'runIf isTurn(2)'],
    [['in a browser', 'it is late'], 'skipIf noBrowser'],
    [['in a browser', 'takes 360 and 2 pages'], 'runIf thorough'],
    [["no TeX's here"], "skip 'no TeX\\'s here'"],
    [['runs'], null],
    [['at night', 'late!'], 'runIf isTurn(1)'],
    [['nowhere'], null],
  ] as const)('%j: %s', (path, why) => {
    expect(reasonIn(source, path)).toBe(why)
  })
})

describe('the turn of a short run', () => {
  it('is another one each day, or the one that is asked for', () => {
    const day = 86_400_000
    expect([0, 1, 5, 6].map(days => turnOf(undefined, days * day + day - 1))).toEqual([0, 1, 5, 0])
    expect(turnOf('2', 0)).toBe(2)
  })
  it.each(['6', '', 'two', '-1', '1.5'])('is refused as %j', said => {
    expect(() => turnOf(said, 0)).toThrow(/^DIT_TURN is ".*"; it needs to be a number from 0 to 5$/)
  })
})
