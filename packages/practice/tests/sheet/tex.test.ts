// TeX compiles with LaTeX as every distribution has it.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { caseOf } from '@dit-by-hand/spec/cases'
import type { Lesson } from '@dit-by-hand/spec/format'
import { describe, expect, it } from 'vitest'
import { texText } from '../../src/files/tex.ts'
import { allSteps } from '../../src/sheet/steps.ts'
import { keyTo, worksheet } from '../../src/sheet/worksheet.ts'

const hasTex = spawnSync('pdflatex', ['--version'], { encoding: 'utf8' }).status === 0

describe.skipIf(!hasTex)('a worksheet in TeX', () => {
  it.each(['sora-is-sky', 'soft-sky', 'fractions', 'long-video'] as const)('compiles with its key: %s', id => {
    const lesson: Lesson = { ...caseOf(id).lesson, title: 'Łódź & Köln – “½”: 50% of #1, {x_y}^z ~ \\x' }
    const wanted = {
      lesson,
      origin: 'dit worksheet --seed 7',
      steps: allSteps,
      layout: 'steps',
      paper: 'letter',
    } as const
    const work = mkdtempSync(join(tmpdir(), 'dit-tex-'))
    try {
      writeFileSync(join(work, 'sheet.tex'), texText([worksheet(wanted), keyTo(wanted)]))
      const args = ['-interaction=nonstopmode', '-halt-on-error', 'sheet.tex']
      const { status, stdout } = spawnSync('pdflatex', args, { cwd: work, encoding: 'utf8' })
      // An overfull box is a matrix or a line that runs over the edge of the paper, or over its neighbour.
      expect({ status, wrong: stdout.split('\n').filter(line => /^(!|Overfull)/.test(line)) }).toEqual({
        status: 0,
        wrong: [],
      })
    } finally {
      rmSync(work, { recursive: true, force: true })
    }
  })
})

it('refuses a title that LaTeX cannot set, and says what takes it', () => {
  const lesson: Lesson = { ...caseOf('misprint').lesson, title: '水の空' }
  const wanted = { lesson, origin: '', steps: allSteps, layout: 'steps', paper: 'a4' } as const
  expect(() => texText([worksheet(wanted)])).toThrow(
    /character 水 \(U\+6C34\), which LaTeX .* html, xlsx and md take it/,
  )
})

if (!hasTex) it.skip('pdflatex is not here: TeX is not compiled')
