// A process that only trains the DiT, bundled as it would be shipped: `node peak.js WORKERS` prints the most memory it held.
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
console.log(process.resourceUsage().maxRSS / 1024)
