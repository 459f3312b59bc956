// A worker thread: does its part of every step when it is signalled, on the shared memory.
import { reasonOf } from '@dit-by-hand/graph/reason'
import { openEngine } from './engine.ts'
import type { Build } from './kernels.ts'
import type { Bases } from './matrices.ts'
import type { Plan } from './plan.ts'
import { ownPort } from './port.ts'
import { bind } from './run.ts'
import { failed, over, Signals } from './signal.ts'
import { addPart, orderNumbers, parts, type Share, updatePart } from './update.ts'

/** The message with which a worker is started. */
export interface Setup {
  readonly plan: Plan
  readonly memory: WebAssembly.Memory
  readonly bases: Bases
  readonly build: Build
  /** The worker's number: that of its scratch and of its signal. */
  readonly instance: number
  readonly signals: { readonly offset: number; readonly count: number }
  /** Its share of every update. */
  readonly share: Share
}

/** The messages of a worker. */
export type WorkerMessage = { readonly kind: 'ready' } | { readonly kind: 'failed'; readonly reason: string }

const port = ownPort()

async function work({ plan, memory, bases, build, instance, signals: { offset, count }, share }: Setup): Promise<void> {
  const engine = await openEngine(memory, instance, build)
  const runner = bind(plan, engine, bases)
  const orders = new Float64Array(memory.buffer, share.orders, orderNumbers)
  const part = (): void => {
    if (orders[0] === parts.gradients) runner.run()
    else if (orders[0] === parts.add) addPart(engine.kernels, share)
    else updatePart(engine.kernels, memory, share)
  }
  const signals = new Signals(memory.buffer, offset, count)
  port.post({ kind: 'ready' } satisfies WorkerMessage)
  for (let seen = 0; ; ) {
    while (signals.read(0) === seen) if (!signals.spin(0, seen)) signals.sleep(0, seen, 1000)
    seen = signals.read(0)
    if (seen === over) return
    try {
      part()
      signals.send(instance, seen)
    } catch (error) {
      port.post({ kind: 'failed', reason: reasonOf(error) } satisfies WorkerMessage)
      signals.send(instance, failed)
      return
    }
  }
}

const isSetup = (message: unknown): message is Setup =>
  typeof message === 'object' && message !== null && 'plan' in message && 'memory' in message && 'signals' in message

port.onMessage(message => {
  if (!isSetup(message)) return
  work(message).catch((error: unknown) => {
    port.post({ kind: 'failed', reason: reasonOf(error) } satisfies WorkerMessage)
  })
})
