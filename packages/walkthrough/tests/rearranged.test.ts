// Which pixel goes where, in words: carried out on the video, the words give the oracle's patches, and its video again.
import { netOf } from '@dit-by-hand/core/lesson'
import { at } from '@dit-by-hand/graph/at'
import { cases } from '@dit-by-hand/spec/cases'
import type { Lesson } from '@dit-by-hand/spec/format'
import { expect, it } from 'vitest'
import { rearranged, rearrangedSentence } from '../src/rearranged.ts'

/** The pixels that words name, frame by frame and row by row, as frame, row and column from 0. */
function pixelsIn(words: string, { video }: Lesson): readonly (readonly [number, number, number])[] {
  const range = (what: string, count: number): readonly number[] => {
    const [, from, to = from] = new RegExp(`\\b${what}s? (\\d+)(?:–(\\d+))?`).exec(words) ?? ['', '1', String(count)]
    return Array.from({ length: Number(to) - Number(from) + 1 }, (_, i) => Number(from) - 1 + i)
  }
  const [frame] = video
  const columns = range('column', frame?.[0]?.length ?? 0)
  return range('frame', video.length).flatMap(f =>
    range('row', frame?.length ?? 0).flatMap(r => columns.map(c => [f, r, c] as const)),
  )
}

it.each(cases())('$id', ({ lesson, answer: { corrected } }) => {
  const net = netOf(lesson)
  const { patches = [], generatedVideo = [], decoded = [] } = corrected
  const height = at(lesson.video, 0).length
  for (const [column] of at(patches, 0).entries()) {
    const [which = '', how = ''] = rearranged(net, 'patches', { name: 'patches', row: 0, column }) ?? []
    expect(which).toMatch(new RegExp(`^patch ${column + 1} is `))
    expect(how).toMatch(new RegExp(` down column ${column + 1}$`))
    const pixels = pixelsIn(which.replace(/^patch \d+ is/, ''), lesson)
    expect(pixels.map(([f, r, c]) => lesson.video[f]?.[r]?.[c])).toEqual(patches.map(row => row[column]))
    for (const [i, [f, row, c]] of pixels.entries()) {
      const cell = { name: 'generatedVideo', row: f * height + row, column: c }
      const [back = ''] = rearranged(net, 'generatedVideo', cell) ?? []
      expect(back).toBe(which.replace(/^patch (\d+) is/, 'column $1 becomes'))
      expect(generatedVideo[f]?.[row]?.[c]).toBe(decoded[i]?.[column])
    }
  }
  expect(rearrangedSentence(net, 'latent')).toBe('')
})

it.each([
  ['sora-is-sky', 'Patch 2 is frame 2, read row by row down column 2.'],
  ['two-frame-patches', 'Patch 2 is rows 3–4 of frames 1–2, read frame by frame, row by row down column 2.'],
  ['one-patch', 'Patch 1 is the whole video, read row by row down column 1.'],
])('%s as a sentence', (id, says) => {
  const of = cases().find(({ lesson }) => lesson.id === id)
  if (!of) throw new Error(`there is no case ${id}`)
  expect(rearrangedSentence(netOf(of.lesson), 'patches')).toBe(says)
})
