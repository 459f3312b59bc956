// A video of "Sora is sky" as a matrix to be shown, in a reading.
import type { Reading } from '@dit-by-hand/spec/format'
import { type Block, scene, withCells } from '@dit-by-hand/walkthrough/scene'
import { start } from '@dit-by-hand/walkthrough/tour'
import { sora } from '../../lib/sora.ts'

/** What goes in or what comes out, no cell in focus. Throws where the last step shows no such video. */
export function videoBlock(name: 'video' | 'generatedVideo', reading: Reading): Block {
  const block = scene({ ...start, place: 'closing', reading }, sora).blocks.find(one => one.name === name)
  if (!block) throw new Error(`the closing shows no ${name}`)
  return withCells(block, view => ({ ...view, lit: null, origin: null }))
}
