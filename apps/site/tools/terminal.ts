// A program on a real terminal of its own: keys go in, and what stands on its screen comes out as HTML to be drawn.
import { spawn } from 'node:child_process'
import { setTimeout as wait } from 'node:timers/promises'
import xterm, { type IBufferCell } from '@xterm/headless'

export interface Showing {
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
  const env = { ...process.env, TERM: 'xterm-256color', COLORTERM: 'truecolor', COLORFGBG: '0;15', CI: '' }
  const child = spawn('script', ['-qfec', `stty cols ${columns} rows ${rows}; ${command}`, '/dev/null'], { cwd, env })
  child.stdout.on('data', (chunk: Buffer) => terminal.write(chunk))
  const failed = new Promise<never>((_, reject) => child.once('error', reject))
  const text = (): string =>
    linesOf(terminal)
      .map(cells => cells.map(({ text: part }) => part).join(''))
      .join('\n')
  try {
    await Promise.race([failed, shown()])
    for (const key of keys) {
      child.stdin.write(key)
      await wait(pause)
    }
    return linesOf(terminal).map(lineHtml).join('\n')
  } finally {
    child.kill()
    terminal.dispose()
  }

  async function shown(): Promise<void> {
    const until = performance.now() + patience
    while (!text().includes(first)) {
      if (performance.now() > until) throw new Error(`${command} does not show “${first}”:\n${text()}`)
      await wait(50)
    }
    await wait(pause)
  }
}

interface Part {
  readonly text: string
  readonly classes: string
}

const classesOf = (cell: IBufferCell): string =>
  [
    cell.isFgPalette() ? `f${cell.getFgColor()}` : '',
    cell.isBgPalette() ? `g${cell.getBgColor()}` : '',
    cell.isBold() ? 'bold' : '',
    cell.isDim() ? 'dim' : '',
    cell.isInverse() ? 'inverse' : '',
    cell.isUnderline() ? 'under' : '',
    cell.isStrikethrough() ? 'struck' : '',
    cell.isItalic() ? 'italic' : '',
  ]
    .filter(name => name !== '')
    .join(' ')

/** The screen as lines of equally dressed parts. */
function linesOf({ buffer: { active }, cols, rows }: xterm.Terminal): readonly (readonly Part[])[] {
  return Array.from({ length: rows }, (_, y) => {
    const line = active.getLine(active.viewportY + y)
    const parts: { text: string; classes: string }[] = []
    for (let x = 0; x < cols; x++) {
      const cell = line?.getCell(x)
      if (!cell || cell.getWidth() === 0) continue
      const [text, classes] = [cell.getChars() || ' ', classesOf(cell)]
      const last = parts.at(-1)
      if (last?.classes === classes) last.text += text
      else parts.push({ text, classes })
    }
    return parts
  })
}

const escaped = (text: string): string => text.replace(/[&<>]/g, character => `&#${character.codePointAt(0)};`)

const lineHtml = (parts: readonly Part[]): string =>
  parts
    .map(({ text, classes }) => (classes === '' ? escaped(text) : `<span class="${classes}">${escaped(text)}</span>`))
    .join('')
