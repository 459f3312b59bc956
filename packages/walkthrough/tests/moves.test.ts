import { describe, expect, it } from 'vitest'
import { homeOf, openStops, turns } from '../src/moves.ts'
import { scene } from '../src/scene.ts'
import { places } from '../src/telling.ts'
import { start } from '../src/tour.ts'
import { sora } from './support.ts'

const mapAt = (place: (typeof places)[number]) => scene({ ...start, place }, sora).map
const placesOf = (stops: ReturnType<typeof openStops>): readonly string[] => stops.map(({ place }) => place)

describe('the stops of a map', () => {
  it('are open but for the steps that are hidden; opening and closing always are', () => {
    const hidden = [1, 3, 13]
    const open = placesOf(openStops(mapAt('opening'), hidden))
    expect(open).toEqual(places.filter(place => !['patchify', 'noise', 'video'].includes(place)))
    expect(placesOf(openStops(mapAt('opening'), []))).toEqual(places)
    expect(
      placesOf(
        openStops(
          mapAt('opening'),
          places.map((_, i) => i),
        ),
      ),
    ).toEqual(['opening', 'closing'])
  })

  it('are turned to past what is hidden, and at the ends there is none', () => {
    const turned = (place: (typeof places)[number], hidden: readonly number[]): readonly (string | undefined)[] => {
      const { before, after } = turns(mapAt(place), hidden)
      return [before?.place, after?.place]
    }
    expect(turned('encode', [])).toEqual(['patchify', 'noise'])
    expect(turned('encode', [1, 3, 4])).toEqual(['opening', 'modulation'])
    expect(turned('opening', [])).toEqual([undefined, 'patchify'])
    expect(turned('closing', [])).toEqual(['video', undefined])
  })
})

describe('the home of a cell', () => {
  const later = scene(
    { ...start, place: 'denoise', generation: 3, pass: 2 },
    { ...sora, timestep: { ...sora.timestep, t: 3 } },
  )
  const at = (name: string) => ({ name, row: 0, column: 0 })

  it('in a later pass is the pass before for what is noised, and for nothing else', () => {
    expect(later.pass).toMatchObject({ at: 2 })
    expect(homeOf(later, at('noised'))).toEqual({ place: 'denoise', cell: at('denoised'), pass: 1 })
    expect(homeOf(later, at('queries'))).toEqual({ place: 'attention', cell: at('queries') })
  })

  it('is no place where the walk has no such matrix', () => {
    expect(() => homeOf(later, at('nothing'))).toThrow('there is no nothing in the walk')
  })
})
