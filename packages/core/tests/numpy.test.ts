// The by-hand model as a program: run by NumPy, where the machine has it, it answers every case as the oracle does.

import { entriesOf } from '@dit-by-hand/graph/graph'
import { formulaNumpy, helpersIn, numpyArray, pythonName } from '@dit-by-hand/graph/numpy'
import { cases } from '@dit-by-hand/spec/cases'
import { pythonWith, runPython } from '@dit-by-hand/tools/python'
import { expect, it } from 'vitest'
import { givenOf, netOf } from '../src/lesson.ts'

const python = pythonWith('numpy')

const decimal = (cell: unknown): number => {
  const [above = '', below = '1'] = String(cell).split('/')
  return Number(above) / Number(below)
}

it.skipIf(python === undefined)('answers every case as the oracle does', () => {
  const all = cases()
  const programs = all.map(({ lesson, answer }) => {
    const net = netOf(lesson)
    const given = Object.entries(givenOf(lesson)).map(([name, rows]) => `${pythonName(name)} = ${numpyArray(rows)}`)
    const made = entriesOf(net).flatMap(([name, node]) => (node.op === 'input' ? [] : formulaNumpy(net, name)))
    const names = Object.keys(answer.corrected).map(name => `${pythonName(name)}.tolist()`)
    return [...given, ...made, `print(json.dumps([${names.join(', ')}]))`].join('\n')
  })
  const head = ['import json', 'import numpy as np', ...helpersIn(programs).map(({ code }) => code)]
  const said = runPython(python ?? 'python3', ['-'], '.', [...head, ...programs].join('\n'))
    .trim()
    .split('\n')
  expect(said.length).toBe(all.length)
  for (const [i, { lesson, answer }] of all.entries()) {
    const found: readonly unknown[][] = JSON.parse(said[i] ?? '[]')
    for (const [j, [name, matrix]] of Object.entries(answer.corrected).entries()) {
      const wanted = matrix.flat(2).map(decimal)
      const cells = found[j]?.flat() ?? []
      expect(cells.length, `${lesson.id}: ${name}`).toBe(wanted.length)
      for (const [k, cell] of wanted.entries())
        expect(Math.abs(Number(cells[k]) - cell), `${lesson.id}: ${name}`).toBeLessThanOrEqual(
          1e-9 * Math.max(1, Math.abs(cell)),
        )
    }
  }
})
