// A program that only trains the DiT, bundled as it would be shipped: `node peak.js WORKERS` prints its peak memory.
import { existsSync, readFileSync } from 'node:fs'
import { startThread } from '@dit-by-hand/float32/thread'
import { openTrainer } from '@dit-by-hand/float32/train'
import { bring } from './ours.ts'
import { adam, batch, peakSteps, seed, taskOf } from './task.ts'

const workers = Number(process.argv[2])
const task = taskOf(batch, seed)
const { dit, rate } = task
const options = { batch, perSample: dit.perSample, outputs: ['loss'], learn: dit, workers, ...adam }
const start = (): ReturnType<typeof startThread> => startThread(new URL('./worker.js', import.meta.url))
const trainer = await openTrainer(dit.net, { ...options, start })
bring(task, trainer, true)
for (let i = 0; i < peakSteps; i++) await trainer.step(rate)
await trainer.close()

/** The peak memory of this process in MiB. On Linux `resourceUsage` includes that of the process which started it, since it is
 *  kept over exec (getrusage(2)); /proc has that of this program alone. */
function mostHeld(): number {
  const status = '/proc/self/status'
  const [, own] = (existsSync(status) && /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(status, 'utf8'))) || []
  return (own === undefined ? process.resourceUsage().maxRSS : Number(own)) / 1024
}
console.log(mostHeld())
