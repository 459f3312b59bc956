// Where progress is kept: a snapshot and a journal of what happened since, one line an event, appended as it happens.
import {
  closeSync,
  existsSync,
  fdatasync,
  fsyncSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { type Event, nothing, type Progress, progressed } from '@dit-by-hand/practice/progress'
import { eventText, ProgressError, progressText, readEvent, readProgress } from '@dit-by-hand/practice/progress-file'
import { type Env, makeFolder, userFolder } from '../folders.ts'
import { UsageError } from '../io.ts'
import { taken } from '../lock.ts'

/** The folder for progress. */
export const dataFolder = (env: Env, platform: NodeJS.Platform = process.platform): string =>
  userFolder(env, 'XDG_DATA_HOME', platform === 'darwin' ? 'Library/Application Support' : '.local/share', platform)

export interface Store {
  /** What was kept when it was opened. */
  readonly progress: Progress
  /** The process that keeps it already, where there is one: then nothing is kept here. */
  readonly heldBy: number | null
  /** Keeps some events. Returned means: they survive the death of this process. */
  append(events: readonly Event[]): void
  close(): void
}

const snapshotOf = (turn: number): string => `progress-${turn}.json`
const journalOf = (turn: number): string => `journal-${turn}.jsonl`
const lock = 'lock'

/**
 * Opens what is kept in a folder, made where it is missing. Snapshot and journal are read, a new snapshot is written beside
 * them and moved into place, and only then are the old ones removed: whenever the process dies, one pair is whole. The last
 * line of a journal may be torn, and is left out.
 * @throws {UsageError} where the folder cannot be written to, or a file in it cannot be read
 */
export function openStore(folder: string): Store {
  try {
    makeFolder(folder, 0o700)
    const heldBy = taken(join(folder, lock))
    const turn = newest(folder)
    const progress = turn === null ? nothing : replayed(folder, turn)
    if (heldBy !== null) return { progress, heldBy, append: () => undefined, close: () => undefined }
    return keeping(folder, (turn ?? 0) + 1, progress)
  } catch (error) {
    if (error instanceof ProgressError)
      throw new UsageError(
        `The progress in ${folder} cannot be read. ${error.message} Move the folder away to begin anew.`,
      )
    if (isOfSystem(error)) throw new UsageError(`Progress cannot be kept in ${folder}: ${error.message}.`)
    throw error
  }
}

const isOfSystem = (error: unknown): error is NodeJS.ErrnoException => error instanceof Error && 'code' in error

function newest(folder: string): number | null {
  const turns = readdirSync(folder).flatMap(name => {
    const found = /^progress-(\d+)\.json$/.exec(name)
    return found ? [Number(found[1])] : []
  })
  return turns.length === 0 ? null : Math.max(...turns)
}

function replayed(folder: string, turn: number): Progress {
  const start = readProgress(readFileSync(join(folder, snapshotOf(turn)), 'utf8'))
  const lines = journal(folder, turn).split('\n')
  // What stands after the last line feed was being written when the process died.
  return lines.slice(0, -1).reduce((now, line) => progressed(now, readEvent(line)), start)
}

function journal(folder: string, turn: number): string {
  const path = join(folder, journalOf(turn))
  return existsSync(path) ? readFileSync(path, 'utf8') : ''
}

function keeping(folder: string, turn: number, progress: Progress): Store {
  writeWhole(folder, snapshotOf(turn), progressText(progress))
  const file = openSync(join(folder, journalOf(turn)), 'a', 0o600)
  for (const name of readdirSync(folder)) {
    const found = /^(?:progress|journal)-(\d+)\.jsonl?$/.exec(name)
    if (found && Number(found[1]) < turn) rmSync(join(folder, name))
  }
  let isSyncing = false
  let isOpen = true
  const sync = (): void => {
    if (isSyncing) return
    isSyncing = true
    // Written is enough to outlive this process; on the disk it outlives the machine. A failure shows at the next write.
    fdatasync(file, () => {
      isSyncing = false
    })
  }
  return {
    progress,
    heldBy: null,
    append(events) {
      if (events.length === 0 || !isOpen) return
      writeFileSync(file, events.map(eventText).join(''))
      sync()
    },
    close() {
      if (!isOpen) return
      isOpen = false
      fsyncSync(file)
      closeSync(file)
      rmSync(join(folder, lock), { force: true })
    },
  }
}

/** A file that is there whole or not at all. */
function writeWhole(folder: string, name: string, text: string): void {
  const beside = join(folder, `.${name}.${process.pid}`)
  writeFileSync(beside, text, { mode: 0o600, flush: true })
  renameSync(beside, join(folder, name))
}
