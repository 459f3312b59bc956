// A terminal for tests: what the program writes goes through a real emulator, what is pressed goes to its input.
import { EventEmitter } from 'node:events'
import { PassThrough } from 'node:stream'
import { caseOf } from '@dit-by-hand/spec/cases'
import type { Lesson, Reading } from '@dit-by-hand/spec/format'
import type { Place } from '@dit-by-hand/walkthrough/telling'
import xterm from '@xterm/headless'
import { openWalk, type Terminal as Streams } from '../../src/screen/open.tsx'

export interface Options {
  readonly columns: number
  readonly rows: number
  readonly lesson?: Lesson
  readonly lessonPath?: string | null
  readonly reading?: Reading
  readonly place?: Place
  readonly env?: { readonly [name: string]: string }
  /** What stands on the screen already, and the cursor after it. */
  readonly before?: string
  /** What stopping the program does here. */
  readonly stop?: () => void
  /** What is opened instead of the walk; resolves to the exit code. */
  readonly open?: (on: Streams) => Promise<number>
}

const codes: { readonly [name: string]: string } = {
  right: '\u001b[C',
  left: '\u001b[D',
  up: '\u001b[A',
  down: '\u001b[B',
  pageDown: '\u001b[6~',
  pageUp: '\u001b[5~',
  home: '\u001b[H',
  end: '\u001b[F',
  tab: '\t',
  shiftTab: '\u001b[Z',
  enter: '\r',
  escape: '\u001b',
  backspace: '\u007f',
  space: ' ',
  ctrlC: '\u0003',
}

/** What is seen of one terminal cell. */
export interface Seen {
  readonly text: string
  readonly inverse: boolean
  readonly bold: boolean
  readonly dim: boolean
  readonly struck: boolean
  readonly coloured: boolean
}

export interface Terminal {
  /** Presses keys one after the other: names of special keys, or letters. */
  press(...keys: readonly string[]): Promise<void>
  /** The screen, a string a line, without what is blank at the ends of lines. */
  lines(): readonly string[]
  text(): string
  /** Waits until the screen shows this; fails with the screen where it never does. */
  shows(wanted: string | RegExp): Promise<void>
  /** The same for what it must show no more. */
  hides(unwanted: string | RegExp): Promise<void>
  cells(line: number): readonly Seen[]
  resize(columns: number, rows: number): Promise<void>
  /** Whether the alternate screen is on. */
  alternate(): boolean
  /** Whether keys come one by one and unechoed. */
  isRaw(): boolean
  /** Everything that was ever written. */
  raw(): string
  /** What was written while keys were still echoed; null where they always were. */
  echoed(): string | null
  readonly code: Promise<number>
  /** Leaves with q. */
  quit(): Promise<number>
  /** Ends it with Ctrl-C, whatever is open. */
  close(): Promise<number>
}

// The end of a synchronized update.
const frameEnd = '\u001b[?2026l'

const pause = (milliseconds: number): Promise<void> => new Promise(resolve => setTimeout(resolve, milliseconds))

/** Whether something can be written on as on a terminal: by all that Ink asks of one. */
const isScreen = (stream: EventEmitter): stream is NodeJS.WriteStream =>
  'write' in stream && 'columns' in stream && 'isTTY' in stream

/** Opens the walk on a terminal of its own. */
export async function openTerminal(options: Options): Promise<Terminal> {
  const {
    columns,
    rows,
    lesson = caseOf('sora-is-sky').lesson,
    lessonPath = null,
    reading = 'corrected',
    place = 'opening',
    env = {},
    before = '',
    stop,
  } = options
  const screen = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true, scrollback: 1000 })
  let raw = ''
  let echoed: string | null = null
  let isRaw = false
  let written: Promise<void> = Promise.resolve()
  // A terminal turns a line feed into the start of the next line.
  const feed = (text: string): void => {
    raw += text
    written = new Promise(resolve => screen.write(text.replace(/\r?\n/g, '\r\n'), resolve))
  }
  const stdout = Object.assign(new EventEmitter(), {
    columns,
    rows,
    isTTY: true,
    writable: true,
    write(text: string, done?: () => void): boolean {
      feed(text)
      done?.()
      return true
    },
  })
  const stdin = Object.assign(new PassThrough(), {
    isTTY: true,
    setRawMode: (on: boolean): unknown => {
      if (on) echoed ??= raw
      isRaw = on
      return stdin
    },
    ref: () => stdin,
    unref: () => stdin,
  })
  if (!isScreen(stdout)) throw new Error('this is no screen')
  feed(before)
  const streams = { stdin, stdout, env, ...(stop && { stop }) }
  const code = options.open ? options.open(streams) : openWalk({ lesson, lessonPath, reading, place }, streams)
  let broken: unknown = null
  code.catch(error => {
    broken = error
  })

  const lines = (): readonly string[] => {
    const { active } = screen.buffer
    return Array.from(
      { length: screen.rows },
      (_, y) => active.getLine(active.viewportY + y)?.translateToString(true) ?? '',
    )
  }
  const text = (): string => lines().join('\n')
  const matches = (wanted: string | RegExp): boolean =>
    typeof wanted === 'string' ? text().includes(wanted) : wanted.test(text())
  const until = async (holds: () => boolean, what: string): Promise<void> => {
    for (let waited = 0; waited < 5000; waited += 10) {
      await written
      if (broken !== null) throw broken
      if (holds()) return
      await pause(10)
    }
    throw new Error(`${what}:\n${text()}`)
  }
  // A key is done when its frame is written; one that changes nothing writes none, and is given a moment.
  const press = async (...keys: readonly string[]): Promise<void> => {
    for (const key of keys) {
      const before = raw.length
      stdin.write(codes[key] ?? key)
      for (
        let waited = 0;
        waited < (key === 'escape' ? 120 : 80) && (raw.length === before || !raw.endsWith(frameEnd));
        waited += 4
      )
        await pause(4)
      await written
    }
  }
  const terminal: Terminal = {
    press,
    lines,
    text,
    shows: wanted => until(() => matches(wanted), `the screen does not show ${wanted}`),
    hides: unwanted => until(() => !matches(unwanted), `the screen still shows ${unwanted}`),
    cells: line => {
      const { active } = screen.buffer
      const found = active.getLine(active.viewportY + line)
      return Array.from({ length: screen.cols }, (_, x): Seen => {
        const cell = found?.getCell(x)
        return {
          text: cell?.getChars() ?? '',
          inverse: (cell?.isInverse() ?? 0) !== 0,
          bold: (cell?.isBold() ?? 0) !== 0,
          dim: (cell?.isDim() ?? 0) !== 0,
          struck: (cell?.isStrikethrough() ?? 0) !== 0,
          coloured: cell !== undefined && !cell.isFgDefault(),
        }
      })
    },
    resize: async (wide, high) => {
      screen.resize(wide, high)
      stdout.columns = wide
      stdout.rows = high
      stdout.emit('resize')
      await pause(40)
      await written
    },
    alternate: () => screen.buffer.active.type === 'alternate',
    isRaw: () => isRaw,
    raw: () => raw,
    echoed: () => echoed,
    code,
    quit: () => {
      stdin.write('q')
      return code
    },
    close: () => {
      stdin.write(codes.ctrlC)
      return code
    },
  }
  await until(() => text().trim() !== '', 'nothing was ever shown')
  return terminal
}
