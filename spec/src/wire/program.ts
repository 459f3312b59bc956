// Starts a program through the shell, and ends it with everything it started, also when this process ends first.
import { type ChildProcess, type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { constants } from 'node:os'

const onWindows = process.platform === 'win32'

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : '')

/** A variable in the environment of the program, and so of everything it starts. */
const markName = 'DIT_ENGINE_RUN'

/** A running program, and the mark in its environment. */
export interface Running {
  readonly child: ChildProcessWithoutNullStreams
  readonly mark: string
}

/** Ends the shell, the program and everything that it started. */
export function endAllOf({ child, mark }: Running): void {
  if (child.pid === undefined) return
  if (onWindows) {
    spawn('taskkill', ['/pid', String(child.pid), '/T', '/F'], { stdio: 'ignore' }).once('error', () => child.kill())
    return
  }
  kill(-child.pid)
  // Processes that have left the group are known by the mark. They may start more meanwhile, so look again.
  for (let round = 0; round < 5; round++) {
    const strays = marked(mark)
    if (strays.length === 0) return
    strays.forEach(kill)
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch (error) {
    // ESRCH: nothing is left. EPERM: on macOS, the group has just ended.
    if (codeOf(error) !== 'ESRCH' && codeOf(error) !== 'EPERM') throw error
  }
}

/** The processes whose environment has the mark; found on Linux only. */
function marked(mark: string): readonly number[] {
  if (process.platform !== 'linux') return []
  const entry = Buffer.from(`${markName}=${mark}\0`)
  return readdirSync('/proc').flatMap(name => {
    if (!/^\d+$/.test(name)) return []
    try {
      return readFileSync(`/proc/${name}/environ`).includes(entry) ? [Number(name)] : []
    } catch (error) {
      // It has ended, or belongs to somebody else.
      if (['ENOENT', 'ESRCH', 'EACCES', 'EPERM'].includes(codeOf(error))) return []
      throw error
    }
  })
}

// A group of its own does not get Ctrl-C, so what is still running is ended when this process ends.
const running = new Set<Running>()
const endAll = (): void => running.forEach(endAllOf)
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

function onSignal(signal: (typeof signals)[number]): void {
  endAll()
  const nobodyElse = process.listenerCount(signal) === 1
  running.clear()
  stopWatching()
  if (nobodyElse) process.kill(process.pid, signal)
}

function stopWatching(): void {
  process.off('exit', endAll)
  for (const signal of signals) process.off(signal, onSignal)
}

function watch(program: Running): void {
  if (running.size === 0) {
    process.on('exit', endAll)
    for (const signal of signals) process.on(signal, onSignal)
  }
  running.add(program)
}

/** Forgets a program that has ended. */
export function unwatch(program: Running): void {
  if (running.delete(program) && running.size === 0) stopWatching()
}

/** How a program ended, in words. */
export function endOf({ signalCode, exitCode }: ChildProcess): string {
  if (signalCode !== null) return `was ended by ${told(signalCode)}`
  const ended = `ended with exit code ${exitCode ?? 'unknown'}`
  // A shell reports so that a signal ended what it ran.
  const signal = Object.entries(constants.signals).find(([, number]) => exitCode === 128 + number)?.[0]
  return signal === undefined || onWindows ? ended : `${ended}, by ${told(signal)}`
}

/** A signal's name, with a hint where the system may have sent it for lack of memory. */
const told = (signal: string): string => (signal === 'SIGKILL' ? `${signal} (as where memory runs out)` : signal)

/** Starts a program. @throws {Error} where the command is empty, contains NUL, or is too long for the system */
export function start(command: string, cwd: string | undefined): Running {
  const mark = randomUUID()
  const child = spawn(command, {
    shell: true,
    cwd,
    detached: !onWindows,
    windowsHide: true,
    // Otherwise Python would buffer what it prints.
    env: { ...process.env, PYTHONUNBUFFERED: '1', [markName]: mark },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  const program = { child, mark }
  watch(program)
  return program
}
