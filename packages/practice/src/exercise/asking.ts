// What a task asks, in words: the same on every screen.
import { isName, symbolOf, titleOf } from '@dit-by-hand/walkthrough/matrices'
import { saysOf } from '@dit-by-hand/walkthrough/says'
import type { Task } from './exercise.ts'

export interface Asking {
  /** What is to be done. */
  readonly asks: string
  /** What the matrix is that it is about, or how it is done; '' where there is nothing to say. */
  readonly says: string
}

/** More matrices than this are not named one by one. */
export const few = 4

const sign = (name: string): string => `${titleOf(name)} ${symbolOf(name)}`
const about = (name: string): string => (isName(name) ? saysOf(name) : '')

export function askingOf(task: Task): Asking {
  switch (task.kind) {
    case 'fill': {
      const [only, ...more] = task.names
      if (only === undefined) throw new RangeError(`${task.id} asks for no matrix`)
      const names = task.names.length > few ? 'every matrix of this step' : task.names.map(sign).join(', ')
      return { asks: `Fill in: ${names}.`, says: more.length === 0 ? about(only) : '' }
    }
    case 'shapes':
      return { asks: `How many rows and columns does ${sign(task.name)} have?`, says: about(task.name) }
    case 'choice':
      return { asks: task.question, says: `${titleOf(task.cell.name)}: ${about(task.cell.name)}` }
    case 'misprint':
      return {
        asks: 'One number of this step is not what its arithmetic gives.',
        says: 'Move to it, type the true one and press Enter.',
      }
  }
}
