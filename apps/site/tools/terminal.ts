// A program on a real terminal of its own: keys go in, and what stands on its screen comes out as HTML to be drawn.
import { spawn } from 'node:child_process'
import { setTimeout as wait } from 'node:timers/promises'
import { SerializeAddon } from '@xterm/addon-serialize'
import xterm from '@xterm/headless'

interface Showing {
  readonly command: string
  readonly cwd: string
  readonly columns: number
  readonly rows: number
  /** What the screen has to show before anything is pressed. */
  readonly first: string
  /** Keys, one after the other. */
  readonly keys: readonly string[]
}

const pause = 400
const patience = 60_000

/** Runs a program on a terminal (with `script`, part of util-linux), presses keys, and reads its screen. Throws where
 *  the program never shows what it should. */
export async function screenOf({ command, cwd, columns, rows, first, keys }: Showing): Promise<string> {
  const terminal = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true })
  const screen = new SerializeAddon()
  terminal.loadAddon(screen)
  const env = { ...process.env, TERM: 'xterm-256color', COLORTERM: 'truecolor', COLORFGBG: '0;15', CI: '' }
  const child = spawn('script', ['-qfec', `stty cols ${columns} rows ${rows}; ${command}`, '/dev/null'], { cwd, env })
  child.stdout.on('data', (chunk: Buffer) => terminal.write(chunk))
  const failed = new Promise<never>((_, reject) => child.once('error', reject))
  try {
    await Promise.race([failed, shown()])
    for (const key of keys) {
      child.stdin.write(key)
      await wait(pause)
    }
    return screen.serializeAsHTML({ scrollback: 0 })
  } finally {
    child.kill()
    terminal.dispose()
  }

  async function shown(): Promise<void> {
    const until = performance.now() + patience
    while (!screen.serialize().includes(first)) {
      if (performance.now() > until) throw new Error(`${command} does not show “${first}”:\n${screen.serialize()}`)
      await wait(50)
    }
    await wait(pause)
  }
}
