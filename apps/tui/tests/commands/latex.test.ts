// The LaTeX of `dit explain` compiles, and no line of it runs over the edge of the paper.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { entriesOf } from '@dit-by-hand/graph/graph'
import { caseIds, caseOf } from '@dit-by-hand/spec/cases'
import { isTurn } from '@dit-by-hand/tools/thorough'
import { workedOf } from '@dit-by-hand/walkthrough/workbench'
import { expect, it } from 'vitest'
import { explained } from '../../src/explained.ts'
import { explanationLatex } from '../../src/plain/explanation.ts'

const hasTex = spawnSync('pdflatex', ['--version'], { encoding: 'utf8' }).status === 0

const cellsIn = (id: (typeof caseIds)[number]): readonly string[] => {
  const { lesson } = caseOf(id)
  return entriesOf(workedOf(lesson, 'printed').net).map(([name, { shape }]) =>
    explanationLatex(explained({ name, row: shape[0] - 1, column: shape[1] - 1 }, lesson, 'printed')),
  )
}

it.skipIf(!hasTex || !isTurn(0))('the last cell of every matrix of every case', () => {
  const work = mkdtempSync(join(tmpdir(), 'dit-tex-'))
  try {
    const body = caseIds.flatMap(cellsIn).join('\n')
    writeFileSync(
      join(work, 'cells.tex'),
      `\\documentclass{article}\\usepackage{amsmath}\\begin{document}\n${body}\n\\end{document}\n`,
    )
    const args = ['-interaction=nonstopmode', '-halt-on-error', 'cells.tex']
    const { status, stdout } = spawnSync('pdflatex', args, { cwd: work, encoding: 'utf8' })
    const wrong = stdout.split('\n').filter(line => /^(!|Overfull)/.test(line))
    expect({ status, wrong }).toEqual({ status: 0, wrong: [] })
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
})

if (!hasTex) it.skip('pdflatex is not here: TeX is not compiled')
