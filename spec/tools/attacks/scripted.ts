// An engine that plays a part it was given: for each line it reads, bytes to print, a pause, an end.
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** What it does about one line. */
export interface Turn {
  /** To standard output, in base64, in pieces a millisecond apart. */
  readonly prints: readonly string[]
  readonly complains?: string
  /** Milliseconds before it prints. */
  readonly waits: number
  /** Ends after that, with this exit code. */
  readonly ends?: number
}

const program = `
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'
const turns = JSON.parse(readFileSync(process.argv[2], 'utf8'))
for await (const line of createInterface({ input: process.stdin })) {
  const turn = turns.shift()
  if (!turn || JSON.parse(line).command === 'bye') break
  if (turn.complains) process.stderr.write(turn.complains)
  await pause(turn.waits)
  for (const bytes of turn.prints) {
    process.stdout.write(Buffer.from(bytes, 'base64'))
    await pause(1)
  }
  if (turn.ends !== undefined) process.exit(turn.ends)
}
`

export interface Stage {
  readonly folder: string
  /** The command of an engine that plays these turns; the next call writes over them. */
  command(turns: readonly Turn[]): string
}

/** A folder with the program; who opens it removes it. */
export function openStage(): Stage {
  const folder = mkdtempSync(join(tmpdir(), 'dit-fuzz-'))
  const [file, part] = [join(folder, 'scripted.mjs'), join(folder, 'turns.json')]
  writeFileSync(file, program)
  return {
    folder,
    command(turns) {
      writeFileSync(part, JSON.stringify(turns))
      return `"${process.execPath}" "${file}" "${part}"`
    },
  }
}
