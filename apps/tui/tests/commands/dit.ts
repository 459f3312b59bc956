// Runs a command of `dit` inside the test, with streams, a folder and an environment of its own.
import { ClosedPipe, type Io } from '../../src/io.ts'
import { run } from '../../src/run.ts'

export interface World {
  readonly stdin?: string | Uint8Array
  readonly cwd?: string
  readonly env?: { readonly [name: string]: string | undefined }
  /** Whether all three streams are a terminal, and how wide it is. */
  readonly tty?: boolean
  readonly columns?: number
  /** Standard output goes into a file all the same. */
  readonly piped?: boolean
  /** Standard output is closed after this many writes. */
  readonly closedAfter?: number
}

export interface Ended {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

/** What became of `dit ARGV`. */
export async function dit(argv: readonly string[], world: World = {}): Promise<Ended> {
  const written = { stdout: '', stderr: '' }
  let writes = 0
  const isTTY = world.tty ?? false
  const output = (to: 'stdout' | 'stderr'): Io['stdout'] => ({
    isTTY: isTTY && !(to === 'stdout' && world.piped),
    columns: isTTY ? (world.columns ?? 80) : undefined,
    rows: isTTY ? 24 : undefined,
    async write(text) {
      if (to === 'stdout' && writes++ >= (world.closedAfter ?? Number.POSITIVE_INFINITY))
        throw new ClosedPipe('nobody reads')
      written[to] += text
    },
  })
  const { stdin = '' } = world
  const io: Io = {
    stdin: {
      isTTY,
      async *bytes() {
        yield typeof stdin === 'string' ? new TextEncoder().encode(stdin) : stdin
      },
    },
    stdout: output('stdout'),
    stderr: output('stderr'),
    cwd: world.cwd ?? import.meta.dirname,
    env: world.env ?? {},
  }
  const code = await run(argv, io)
  return { code, ...written }
}
