// The mutation score kept true: what is listed still stands in the source, and what changed since the record is tried again.
import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { categories, type Equivalent, equivalents, keyOf, oneSpace } from './mutation/mutants.ts'
import { projects } from './mutation/projects.ts'
import { changedFiles, committedRecords, root } from './mutation/record.ts'
import { summary } from './mutation/summary.ts'
import { unseen } from './mutation/unseen.ts'

/** Whether an entry's text stands where it says: on such a line of its file, as often as it must. */
function stands({ file, line, from, nth = 1 }: Equivalent): boolean {
  const lines = readFileSync(join(root, file), 'utf8').split('\n')
  let found = 0
  for (const [i, text] of lines.entries()) {
    if (text.trim() !== line) continue
    const [here, on] = [oneSpace(text), oneSpace(lines.slice(i).join('\n'))]
    for (let at = on.indexOf(from); at >= 0 && at < here.length; at = on.indexOf(from, at + 1)) found++
  }
  return found >= nth
}

describe('the list of equivalent mutants', () => {
  it('speaks of source that is there', () => {
    expect(equivalents.filter(one => !stands(one))).toEqual([])
  })

  it('names each once, with a reason, in a file that is mutated', () => {
    expect(new Set(equivalents.map(keyOf)).size).toBe(equivalents.length)
    const files = projects.flatMap(({ room, files }) => files.map(file => `${room}/src/${file}`))
    for (const { file, category, why } of equivalents) {
      expect(files).toContain(file)
      expect(Object.keys(categories)).toContain(category)
      expect(why.length, why).toBeGreaterThan(15)
    }
  })

  it('notices a line that has changed', () => {
    const [one] = equivalents
    expect(one && stands({ ...one, line: `${one.line} // changed` })).toBe(false)
    expect(one && stands({ ...one, from: `${one.from} changed` })).toBe(false)
    expect(one && stands({ ...one, nth: 99 })).toBe(false)
  })
})

describe('the list of what no answer shows', () => {
  const core = projects.filter(({ suites }) => suites.includes('spec'))

  it('speaks of lines that are there', () => {
    const gone = unseen.filter(({ file, line }) => {
      const lines = readFileSync(join(root, file), 'utf8').split('\n')
      return !lines.some(text => line?.test(text.trim()) ?? true)
    })
    expect(gone).toEqual([])
  })

  it('accounts for every mutant that core’s own tests kill and the specification does not', () => {
    const records = committedRecords()
    for (const { name, room, files } of core)
      for (const file of files) {
        const listed = unseen.filter(one => one.file === `${room}/src/${file}`)
        const count = listed.reduce((all, { mutants }) => all + mutants, 0)
        expect(count, `${name} ${file}`).toBe(records[name]?.[file]?.byOwnTests)
      }
  })
})

describe('the mutation score', () => {
  it('leaves no file out without a reason', () => {
    for (const { room, files, leftOut } of projects) {
      const there = readdirSync(join(root, room, 'src')).filter(file => file.endsWith('.ts'))
      expect([...files, ...Object.keys(leftOut)].toSorted()).toEqual(there.toSorted())
    }
  })

  it('is recorded for every file, and told in SUMMARY.md as recorded', () => {
    const records = committedRecords()
    for (const { name, files } of projects)
      for (const file of files) expect(records[name]?.[file]?.survived, `${name} ${file}`).toBe(0)
    expect(readFileSync(join(root, '.ci/mutation/SUMMARY.md'), 'utf8')).toBe(summary(records))
  })

  it('holds for what has changed since, as far as two minutes go', () => {
    if (changedFiles().length === 0) return
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ['--disable-warning=ExperimentalWarning', join(root, '.ci/mutation/run.ts'), '--changed', '--within', '120'],
      { cwd: root, encoding: 'utf8' },
    )
    expect(status, `${stdout}${stderr}`).toBe(0)
  }, 600_000)
})
