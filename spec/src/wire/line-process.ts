// A program that answers each line it is sent with one line.
import { Crashed } from '../judge/engine.ts'
import { endAllOf, endOf, type Running, start, unwatch } from './program.ts'
import { excerpt } from './protocol.ts'

const lineFeed = 10
const keptOfStandardError = 4096
const shownOfStandardError = 16
const graceAfterExit = 500
/** The longest wait of a timer; a longer one would fire at once. */
const longestWait = 2 ** 31 - 1
/** The most pieces of a line that are kept apart, since a program may print byte by byte. */
const mostPieces = 256

/** A running program. At most one line is awaited at a time; a line that is not awaited is a fault of the program. */
export interface LineProcess {
  /** Sends one line and returns the next. @throws {Crashed} where the program ends, hangs for `timeout` milliseconds, or prints
   *  something that is not a line; the program is then ended */
  ask(line: string, timeout: number, about: string): Promise<string>
  /** The first fault, once there is one. */
  readonly fault: Crashed | undefined
  /** A message with the last lines of the program's standard error, where it wrote any. */
  told(message: string): string
  /** Sends a last line, waits up to `patience` milliseconds for the program to end, then ends it. */
  end(line: string, patience: number): Promise<void>
}

const seconds = (milliseconds: number): string => `${milliseconds / 1000} s`
const megabytes = (bytes: number): string =>
  bytes < 1_000_000 ? `${bytes} bytes` : `${Math.round(bytes / 1_000_000)} MB`

/** Keeps what a program writes to standard error: its first line and its last ones. */
class Complaints {
  #first = ''
  #last = ''

  add(text: string): void {
    if (!this.#first.trimStart().includes('\n')) this.#first = (this.#first + text).slice(0, keptOfStandardError)
    this.#last = (this.#last + text).slice(-keptOfStandardError)
  }

  get isEmpty(): boolean {
    return this.#last.trim() === ''
  }

  /** A message, followed by the kept lines where there are any. */
  told(message: string): string {
    const lines = this.#last.split(/\r?\n/).map(line => excerpt(line.trimEnd(), 300))
    const last = lines.filter(line => line.trim() !== '').slice(-shownOfStandardError)
    if (last.length === 0) return message
    const [first = ''] = this.#first.trimStart().split(/\r?\n/)
    const cut = excerpt(first.trimEnd(), 300)
    const shown = last.includes(cut) ? last : [cut, '…', ...last]
    const which = shown === last ? '' : 'first and '
    return `${message}\n${which}last lines of its standard error:\n${shown.map(line => `  ${line}`).join('\n')}`
  }
}

/** A program that could not be started. */
function neverStarted(fault: Crashed): LineProcess {
  return { fault, told: message => message, ask: () => Promise.reject(fault), end: async () => undefined }
}

/** Starts a program through the shell. It does not throw: a program that cannot be started fails when it is asked.
 *  @param maxLine the longest line it may print, in bytes */
export function startLines(command: string, maxLine: number, cwd: string | undefined): LineProcess {
  let program: Running
  try {
    program = start(command, cwd)
  } catch (error) {
    return neverStarted(new Crashed(`could not be started: ${error instanceof Error ? error.message : String(error)}`))
  }
  const { child } = program
  let pieces: Buffer[] = []
  let held = 0
  let blank = 0
  let fault: Crashed | undefined
  let waiting:
    | { about: string; resolve(line: string): void; reject(error: Crashed): void; timer: NodeJS.Timeout }
    | undefined
  const complaints = new Complaints()
  const told = (message: string): string => complaints.told(message)
  child.stderr.setEncoding('utf8').on('data', (text: string) => complaints.add(text))
  const closed = new Promise<void>(resolve => void child.once('close', () => resolve()))

  /** Records the first fault, since others are its consequences, and ends the program. */
  const fail = (message: string): void => {
    if (fault) return
    fault = new Crashed(told(message))
    endAllOf(program)
    unwatch(program)
    for (const stream of [child.stdin, child.stdout, child.stderr]) stream.destroy()
    if (!waiting) return
    clearTimeout(waiting.timer)
    waiting.reject(fault)
    waiting = undefined
  }

  const skip = (bytes: number): void => {
    blank += bytes
    if (blank > maxLine) fail(`printed more than ${megabytes(maxLine)} of blank lines`)
  }

  const take = (bytes: Buffer): void => {
    let line: string
    try {
      line = new TextDecoder('utf-8', { fatal: true }).decode(bytes).replace(/\r$/, '')
    } catch (error) {
      if (!(error instanceof TypeError)) throw error
      fail(`printed a line that is not UTF-8: ${excerpt(bytes.toString('latin1'))}`)
      return
    }
    if (line.trim() === '') {
      skip(bytes.length + 1)
      return
    }
    blank = 0
    if (waiting) {
      clearTimeout(waiting.timer)
      waiting.resolve(line)
      waiting = undefined
    } else fail(`printed a line that nobody asked for: ${excerpt(line)} (print logs to standard error)`)
  }

  child.stdout.on('data', (chunk: Buffer) => {
    let from = 0
    while (!fault) {
      const at = chunk.indexOf(lineFeed, from)
      if (at === from && held === 0) {
        while (chunk[from] === lineFeed) from++
        skip(from - at)
        continue
      }
      const piece = chunk.subarray(from, at === -1 ? chunk.length : at)
      held += piece.length
      if (held > maxLine) return fail(`printed a line of more than ${megabytes(maxLine)}`)
      pieces.push(piece)
      if (pieces.length > mostPieces) pieces = [Buffer.concat(pieces)]
      if (at === -1) return
      const line = Buffer.concat(pieces)
      pieces = []
      held = 0
      from = at + 1
      take(line)
    }
  })
  // A program that ends early closes its standard input first; how it ended says more, and 'close' reports that.
  child.stdin.on('error', error => setTimeout(fail, graceAfterExit, `cannot be written to: ${error.message}`).unref())
  child.once('error', error => fail(`could not be started${cwd === undefined ? '' : ` in ${cwd}`}: ${error.message}`))
  const ended = (): void => {
    const cut = held > 0 ? ` in the middle of a line: ${excerpt(Buffer.concat(pieces).toString('utf8'))}` : ''
    const early = waiting && held === 0 ? ` before it answered ${waiting.about}` : ''
    const silent = early !== '' && complaints.isEmpty ? ', and said nothing on standard error' : ''
    fail(`${endOf(child)}${early}${cut}${silent}`)
  }
  // 'close' waits for all output, which a process left running may hold open, so 'exit' counts as well.
  child.once('exit', () => setTimeout(ended, graceAfterExit).unref())
  child.once('close', ended)

  return {
    get fault() {
      return fault
    },
    told,
    ask: (line, timeout, about) =>
      new Promise<string>((resolve, reject) => {
        if (fault) return reject(fault)
        const silent = `did not answer ${about} within ${seconds(timeout)} (does it flush what it prints?)`
        waiting = { about, resolve, reject, timer: setTimeout(fail, Math.min(timeout, longestWait), silent) }
        child.stdin.write(`${line}\n`)
      }),
    async end(line, patience) {
      if (!fault) {
        child.stdin.end(`${line}\n`)
        let timer: NodeJS.Timeout | undefined
        const late = new Promise<void>(resolve => {
          timer = setTimeout(resolve, patience)
        })
        await Promise.race([closed, late])
        clearTimeout(timer)
      }
      fail('was closed')
    },
  }
}
