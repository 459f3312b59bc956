// PyTorch on one thread and on two: the DiT's forward pass and training step with its own layers. It runs in a Python process.
import { pythonFor } from '@dit-by-hand/tools/python'
import type { Brought, Engine, Ready } from './engine.ts'
import { names } from './names.ts'
import { base64, Python } from './python.ts'
import { adam, type Task, type Tensor } from './task.ts'

const probe = 'import json, torch; print(json.dumps([torch.__version__, torch.backends.mkldnn.is_available()]))'
const program = 'torch-dit.py'

const told = ({ shape, data }: Tensor): object => ({ shape, data: base64(data) })
const allTold = (tensors: Iterable<readonly [string, Tensor]>): object =>
  Object.fromEntries(Array.from(tensors, ([name, tensor]) => [name, told(tensor)]))

async function started(executable: string, task: Task, threads: number, trains: boolean): Promise<Python> {
  const { sizes, brings, positions, weights, rate } = task
  const python = new Python(executable, program, threads)
  await python.ask({
    ...{ threads, trains, rate, depth: sizes.depth, heads: sizes.heads },
    adam: { betas: [adam.beta1, adam.beta2], eps: adam.epsilon },
    brings: allTold([...Object.entries(brings), ['positions', positions]]),
    weights: allTold(weights),
  })
  return python
}

const ready = async (executable: string, task: Task, threads: number, trains: boolean): Promise<Ready> =>
  (await started(executable, task, threads, trains)).ready('result')

/** The peak memory of a PyTorch process that takes some steps, in MiB; undefined where there is no PyTorch. */
export async function torchPeak(task: Task, threads: number, steps: number): Promise<number | undefined> {
  const found = pythonFor(probe)
  if (!found) return undefined
  const python = await started(found.python, task, threads, true)
  await python.ask({ times: steps })
  const { peak } = await python.ask({ peak: true })
  python.close()
  return Number(peak)
}

/** PyTorch's DiT, or why it is not available. */
export function torch(): Brought {
  const found = pythonFor(probe)
  if (!found) return { engines: [], missing: { [names.torch]: 'there is no Python with torch here' } }
  const { python } = found
  const engines: readonly Engine[] = [
    {
      name: names.torch,
      forward: task => ready(python, task, 1, false),
      step: task => ready(python, task, 1, true),
    },
    { name: names.torchTwo, step: task => ready(python, task, 2, true) },
  ]
  return { engines, missing: {} }
}
