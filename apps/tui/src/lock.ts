// A lock file: who writes somewhere, so that no second process does. One that was left behind is taken over.
import { readFileSync, writeFileSync } from 'node:fs'
import { codeOf } from './reading.ts'

/** Takes a lock for this process. Returns the process that has it already. @throws {Error} of the system */
export function taken(path: string): number | null {
  const own = `${process.pid} ${startOf(process.pid)}`
  try {
    writeFileSync(path, own, { flag: 'wx' })
    return null
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error
  }
  const [number, start = ''] = readFileSync(path, 'utf8').split(' ')
  const holder = Number(number)
  if (holder !== process.pid && isAlive(holder) && (start === '' || start === startOf(holder))) return holder
  writeFileSync(path, own)
  return null
}

/**
 * What tells a process from a later one of the same number, as there is after the machine was started again: when it began,
 * in ticks of the machine. '' where the system does not say it in a file, as Linux does.
 */
function startOf(id: number): string {
  try {
    // Its name, which comes before, stands in brackets and may be anything.
    return readFileSync(`/proc/${id}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[19] ?? ''
  } catch (error) {
    // There is no such file on other systems, and none of a process that has ended.
    if (['ENOENT', 'ESRCH'].includes(codeOf(error))) return ''
    throw error
  }
}

function isAlive(id: number): boolean {
  if (!Number.isInteger(id) || id <= 0) return false
  try {
    process.kill(id, 0)
    return true
  } catch (error) {
    // Somebody else's process may not be signalled, but it is there.
    return codeOf(error) === 'EPERM'
  }
}
