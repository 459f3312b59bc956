// The pieces of TypeScript that READMEs show run as they stand, in the room whose README it is.
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { files, root } from './house.ts'

/** What declares tests runs in a test, beside an engine that only its reader has. */
const isTest = (code: string): boolean => code.includes('describeConformance')

const pieces = files
  .filter(file => file.endsWith('README.md'))
  .flatMap(file => {
    const shown = [...readFileSync(join(root, file), 'utf8').matchAll(/^```ts\n(.*?)^```$/gms)]
    return shown.flatMap(([, code = '']) => (isTest(code) ? [] : [{ file, code }]))
  })

describe('what a README shows', () => {
  it('is TypeScript in some rooms', () => {
    expect(pieces.length).toBeGreaterThanOrEqual(3)
  })

  it.each(pieces)('runs: $file', ({ file, code }) => {
    const printed = execFileSync(process.execPath, ['--eval', code], {
      cwd: join(root, dirname(file)),
      encoding: 'utf8',
    })
    expect(printed).not.toMatch(/NaN|undefined/)
  })
})
