// An engine in a process of its own, where no other library has changed globals or the state of the JIT compiler. Run with an
// engine's name this file is that process; imported, it starts one.
import { fork } from 'node:child_process'
import type { Engine, Product, Ready } from './engine.ts'
import { makers } from './engines.ts'
import { elapsed, optimizing } from './rounds.ts'
import { seed, type Task, taskOf } from './task.ts'

/** An engine in a process that lasts until `end`. */
export interface Apart {
  readonly engine: Engine
  end(): void
}

/** What the other process makes the task from: its numbers are those of the seed. */
type Sizes = Pick<Task, 'sizes' | 'batch'>

/** What the process of an engine can be asked. */
function answersOf(engine: Engine) {
  let ready: Ready | undefined
  const open = async (making: Promise<Ready> | undefined): Promise<void> => {
    ready = await making
  }
  const opened = (): Ready => {
    if (!ready) throw new Error('nothing is ready')
    return ready
  }
  return {
    kinds: () => (['product', 'forward', 'step'] as const).filter(kind => engine[kind]),
    product: (of: Product) => open(engine.product?.(of)),
    forward: (of: Sizes) => open(engine.forward?.(taskOf(of.batch, seed, of.sizes))),
    step: (of: Sizes) => open(engine.step?.(taskOf(of.batch, seed, of.sizes))),
    run: (times: number) => elapsed(opened(), times),
    result: () => opened().result(),
    close: async () => {
      await opened().close()
      ready = undefined
    },
  }
}
type Answers = ReturnType<typeof answersOf>
type Asks = keyof Answers
interface Question<K extends Asks> {
  readonly ask: K
  readonly of: Parameters<Answers[K]>
}
type Answer<K extends Asks> = { readonly failed: string } | { readonly found: Awaited<ReturnType<Answers[K]>> }

/** Starts an engine. @throws {Error} where it cannot be loaded */
export async function apart(name: string): Promise<Apart> {
  const child = fork(new URL(import.meta.url), [name], {
    serialization: 'advanced',
    execArgv: ['--disable-warning=ExperimentalWarning', ...optimizing],
  })
  const ask = <K extends Asks>(ask: K, ...of: Parameters<Answers[K]>): Promise<Awaited<ReturnType<Answers[K]>>> =>
    new Promise((resolve, reject) => {
      const dead = (code: number | null): void => reject(new Error(`its process ended with ${code}`))
      child.once('exit', dead)
      child.once('message', (answer: Answer<K>) => {
        child.off('exit', dead)
        if ('failed' in answer) reject(new Error(answer.failed))
        else resolve(answer.found)
      })
      child.send({ ask, of } satisfies Question<K>)
    })
  const ready: Ready = {
    run: async () => void (await ask('run', 1)),
    timed: times => ask('run', times),
    result: () => ask('result'),
    close: () => ask('close'),
  }
  const sized = ({ sizes, batch }: Task): Sizes => ({ sizes, batch })
  const open: Required<Omit<Engine, 'name'>> = {
    product: of => ask('product', of).then(() => ready),
    forward: of => ask('forward', sized(of)).then(() => ready),
    step: of => ask('step', sized(of)).then(() => ready),
  }
  const kinds = await ask('kinds')
  return { engine: { name, ...Object.fromEntries(kinds.map(kind => [kind, open[kind]])) }, end: () => child.kill() }
}

if (import.meta.main) {
  const [name = ''] = process.argv.slice(2)
  const loaded = async (): Promise<Answers> => {
    const make = makers[name]
    if (!make) throw new RangeError(`there is no engine ${name}`)
    return answersOf(await make())
  }
  let loading: Promise<Answers> | undefined
  const found = async <K extends Asks>(ask: K, of: Parameters<Answers[K]>): Promise<Answer<K>> => {
    loading ??= loaded()
    const answers: { readonly [A in Asks]: (...of: Parameters<Answers[A]>) => ReturnType<Answers[A]> } = await loading
    return { found: await answers[ask](...of) }
  }
  process.on('message', <K extends Asks>({ ask, of }: Question<K>) => {
    found(ask, of)
      .catch((error): Answer<K> => ({ failed: error instanceof Error ? error.message : String(error) }))
      .then(answer => process.send?.(answer))
  })
}
