// An engine in a process of its own, where no other library has changed globals or the state of the JIT compiler. Run with an
// engine's name this file is that process; imported, it starts one.
import { type ChildProcess, fork } from 'node:child_process'
import type { Engine, Product, Ready } from './engine.ts'
import { makers } from './engines.ts'
import { elapsed, optimizing } from './rounds.ts'
import { seed, type Task, taskOf } from './task.ts'

type Kind = 'product' | 'forward' | 'step'

type Question =
  | { readonly ask: 'kinds' }
  | { readonly ask: 'open'; readonly kind: 'product'; readonly of: Product }
  | { readonly ask: 'open'; readonly kind: 'forward' | 'step'; readonly of: Pick<Task, 'sizes' | 'batch'> }
  | { readonly ask: 'run'; readonly times: number }
  | { readonly ask: 'result' | 'close' }
type Answer =
  | { readonly failed: string }
  | { readonly kinds: readonly Kind[] }
  | { readonly cells: Float32Array }
  | { readonly milliseconds: number }
  | { readonly done: true }

/** An engine in a process that lasts until `end`. */
export interface Apart {
  readonly engine: Engine
  end(): void
}

function asking(child: ChildProcess): (question: Question) => Promise<Answer> {
  return question =>
    new Promise((resolve, reject) => {
      const dead = (code: number | null): void => reject(new Error(`its process ended with ${code}`))
      child.once('exit', dead)
      child.once('message', (answer: Answer) => {
        child.off('exit', dead)
        if ('failed' in answer) reject(new Error(answer.failed))
        else resolve(answer)
      })
      child.send(question)
    })
}

/** Starts an engine. @throws {Error} where it cannot be loaded */
export async function apart(name: string): Promise<Apart> {
  const child = fork(new URL(import.meta.url), [name], {
    serialization: 'advanced',
    execArgv: ['--disable-warning=ExperimentalWarning', ...optimizing],
  })
  const ask = asking(child)
  const open = async (question: Question): Promise<Ready> => {
    await ask(question)
    const timed = async (times: number): Promise<number> => {
      const answer = await ask({ ask: 'run', times })
      return 'milliseconds' in answer ? answer.milliseconds : Number.NaN
    }
    return {
      run: async () => void (await timed(1)),
      timed,
      result: async () => {
        const answer = await ask({ ask: 'result' })
        return 'cells' in answer ? answer.cells : new Float32Array(0)
      },
      close: async () => void (await ask({ ask: 'close' })),
    }
  }
  const known = await ask({ ask: 'kinds' })
  const kinds = 'kinds' in known ? known.kinds : []
  const engine: Engine = {
    name,
    ...(kinds.includes('product') && { product: of => open({ ask: 'open', kind: 'product', of }) }),
    ...(kinds.includes('forward') && { forward: of => open({ ask: 'open', kind: 'forward', of: sizesOf(of) }) }),
    ...(kinds.includes('step') && { step: of => open({ ask: 'open', kind: 'step', of: sizesOf(of) }) }),
  }
  return { engine, end: () => child.kill() }
}

/** What the other process makes the task from: its numbers are those of the seed. */
const sizesOf = ({ sizes, batch }: Task): Pick<Task, 'sizes' | 'batch'> => ({ sizes, batch })

async function answering(name: string): Promise<(question: Question) => Promise<Answer>> {
  const engine = await makers[name]?.()
  if (!engine) throw new RangeError(`there is no engine ${name}`)
  let ready: Ready | undefined
  const opened = (): Ready => {
    if (!ready) throw new Error('nothing is ready')
    return ready
  }
  return async question => {
    switch (question.ask) {
      case 'kinds':
        return { kinds: (['product', 'forward', 'step'] as const).filter(kind => engine[kind]) }
      case 'open':
        ready =
          question.kind === 'product'
            ? await engine.product?.(question.of)
            : await engine[question.kind]?.(taskOf(question.of.batch, seed, question.of.sizes))
        return { done: true }
      case 'run':
        return { milliseconds: await elapsed(opened(), question.times) }
      case 'result':
        return { cells: await opened().result() }
      case 'close':
        await ready?.close()
        ready = undefined
        return { done: true }
    }
  }
}

if (import.meta.main) {
  const making = answering(process.argv[2] ?? '')
  process.on('message', (question: Question) => {
    making
      .then(answer => answer(question))
      .catch((error): Answer => ({ failed: error instanceof Error ? error.message : String(error) }))
      .then(answer => process.send?.(answer))
  })
}
