// What a reader can do with a net that learns: begin, halt, go back, keep, forget, and go on from a file. What goes wrong is told.
import { reasonOf } from '@dit-by-hand/graph/reason'
import { useCallback } from 'react'
import { saveBytes } from '../../lib/save.ts'
import { tell } from './learning-store.ts'
import type { TrainingOrder } from './studio/said.ts'
import type { Studio } from './studio/studio.ts'
import type { Load } from './use-studio.ts'

export type Training = ReturnType<typeof useTraining>

/** Whether a file holds a training to go on with, by its name. */
export const isTraining = ({ name }: File): boolean => name.endsWith('.training.safetensors')

/** Tells where something cannot be done, and why. */
const attempt = (what: string, work: () => Promise<void>): void => {
  work().catch((error: unknown) => tell({ kind: 'said', said: `${what}: ${reasonOf(error)}.` }))
}

export function useTraining(studio: Studio, onLoad: Load) {
  const goOn = async (): Promise<void> => {
    tell({ kind: 'going' })
    await studio.go()
  }
  /** In place of whatever learned here before. */
  const open = async (said: string, opening: () => ReturnType<Studio['begin']>): Promise<void> => {
    tell({ kind: 'opening', said })
    try {
      tell({ kind: 'begun', begun: await opening() })
    } catch (error) {
      tell({ kind: 'forgotten', said: '' })
      throw error
    }
  }
  const rewind = useCallback(
    (to: number): void =>
      attempt('It cannot go back', async () => {
        await studio.rewind(to)
        tell({ kind: 'rewound', step: to })
      }),
    [studio],
  )
  return {
    begin: (order: TrainingOrder) =>
      attempt('It cannot train', async () => {
        await open('Drawing training clips and making the network …', () => studio.begin(order))
        await goOn()
      }),
    go: () => attempt('It cannot continue', goOn),
    pause: () => attempt('It cannot pause', () => studio.pause()),
    rewind,
    save: (what: 'model' | 'training') =>
      attempt('It cannot be saved', async () => {
        const { name, bytes, step } = await studio.save(what)
        saveBytes(name, bytes, 'application/octet-stream')
        tell({ kind: 'saved', step, name })
      }),
    forget: () =>
      attempt('It cannot be forgotten', async () => {
        await studio.reset()
        tell({ kind: 'forgotten', said: 'The network is forgotten.' })
      }),
    /** Takes a model, or a training to go on with. */
    async read(file: File): Promise<void> {
      const { name } = file
      const [taken, use, does] = isTraining(file)
        ? [goneOnWith, 'continued', 'its training can continue']
        : [onLoad, 'used', 'its network makes the films above']
      const why = await taken(file)
      tell({ kind: 'said', said: why === null ? `${name} is open: ${does}.` : `${name} cannot be ${use}: ${why}.` })
    },
  }

  /** Why it cannot be gone on with; null where it can. What learns here stays until the file is known to be whole. */
  async function goneOnWith(file: File): Promise<string | null> {
    tell({ kind: 'said', said: `Reading ${file.name} …` })
    try {
      const bytes = new Uint8Array(await file.arrayBuffer())
      await studio.look(bytes)
      await open(`Opening ${file.name} …`, () => studio.resume(bytes))
      return null
    } catch (error) {
      return reasonOf(error)
    }
  }
}
