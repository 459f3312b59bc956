// The peak memory of training: ours and PyTorch's, each in a fresh process.
import { spawnSync } from 'node:child_process'
import { peak } from './bundle.ts'
import { names } from './names.ts'
import { batch, peakSteps, seed, taskOf } from './task.ts'
import { torchPeak } from './torch.ts'

/** MiB of each engine. */
export type Memory = { readonly [engine: string]: number | undefined }

function ownPeak(file: string, workers: number): number {
  const { status, stdout, stderr } = spawnSync(process.execPath, [file, String(workers)], { encoding: 'utf8' })
  const found = Number(stdout)
  if (status !== 0 || !(found > 0)) throw new Error(`the process that only trains ended with ${status}: ${stderr}`)
  return found
}

export async function memory(): Promise<Memory> {
  const file = await peak()
  const task = taskOf(batch, seed)
  return {
    [names.ours]: ownPeak(file, 1),
    [names.two]: ownPeak(file, 2),
    [names.torch]: await torchPeak(task, 1, peakSteps),
    [names.torchTwo]: await torchPeak(task, 2, peakSteps),
  }
}

export const memoryText = (memory: Memory): string =>
  [
    '\nNode: the most memory that a process held which only trains, MiB',
    ...Object.entries(memory).map(([engine, found]) => `${engine.padEnd(24)}${found?.toFixed(0).padStart(8) ?? ''}`),
  ].join('\n')
