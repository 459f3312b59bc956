// Python as a process that answers each line with a line.
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Ready } from './engine.ts'
import { here } from './folders.ts'

export type Answer = { readonly [name: string]: unknown }

export class Python {
  readonly #child: ChildProcessWithoutNullStreams
  readonly #lines: AsyncIterator<string>

  /** @param program a file of this folder */
  constructor(python: string, program: string, threads = 1) {
    const count = String(threads)
    const env = { ...process.env, OPENBLAS_NUM_THREADS: count, OMP_NUM_THREADS: count, MKL_NUM_THREADS: count }
    this.#child = spawn(python, ['-u', join(here, program)], { env })
    this.#child.stderr.pipe(process.stderr)
    this.#lines = createInterface({ input: this.#child.stdout })[Symbol.asyncIterator]()
  }

  async ask(question: object): Promise<Answer> {
    this.#child.stdin.write(`${JSON.stringify(question)}\n`)
    const { value, done } = await this.#lines.next()
    if (done) throw new Error('Python ended')
    return JSON.parse(value)
  }

  close(): void {
    this.#child.stdin.end()
  }

  /** The task that it was given, ready to run. @param result its name for the resulting numbers */
  ready(result: string): Ready {
    return {
      run: async () => void (await this.ask({ times: 1 })),
      // Timed by its own clock, since a message takes longer than a small product.
      timed: async times => Number((await this.ask({ times })).ms),
      result: async () => singles((await this.ask({}))[result]),
      close: () => this.close(),
    }
  }
}

/** Single-precision numbers as base64. */
export const base64 = (data: Float32Array): string =>
  Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString('base64')

/** Base64 as single-precision numbers. */
const singles = (text: unknown): Float32Array =>
  new Float32Array(Uint8Array.from(Buffer.from(String(text), 'base64')).buffer)
