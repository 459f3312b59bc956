// A worksheet to be programmed: step by step the given numbers in NumPy, and a name for every matrix that is asked for.
import { type Worked, work } from '@dit-by-hand/core/lesson'
import { type Name, readThrough } from '@dit-by-hand/core/names'
import { at, named } from '@dit-by-hand/graph/at'
import { shapeText } from '@dit-by-hand/graph/graph'
import { formulaLatex } from '@dit-by-hand/graph/latex'
import { formulaNumpy, helpersIn, numpyArray, pythonName } from '@dit-by-hand/graph/numpy'
import { type Axes, axesText } from '@dit-by-hand/graph/rearrange'
import type { Lesson } from '@dit-by-hand/spec/format'
import { factsOf } from '@dit-by-hand/walkthrough/facts'
import { symbolOf } from '@dit-by-hand/walkthrough/matrices'
import { rearrangedSentence } from '@dit-by-hand/walkthrough/rearranged'
import { framesOf } from './cells.ts'
import { partsOf } from './parts.ts'
import { allSteps } from './steps.ts'
import { symbolTex } from './symbols-tex.ts'
import { keyTitleOf, titleOf, type Wanted } from './worksheet.ts'

/** A cell of a notebook. */
export interface NotebookCell {
  readonly kind: 'markdown' | 'code'
  readonly text: string
}

/** What is wanted of a notebook. */
export interface Programmed extends Pick<Wanted, 'lesson' | 'seed' | 'origin' | 'steps'> {
  /** What the lesson is called where it is asked for. */
  readonly named: string
}

/** How a cell ends that prints what it has made, each matrix behind its name, as it is read back. */
const show = `def show(**matrices):
    for name, matrix in matrices.items():
        print(name, "=", matrix)`

const task =
  'Write NumPy for every `...`. Each matrix has rows and columns, a number too, and patches are columns. Leave the last line of a cell as it is: what it prints is what is checked.'

const checking = (name: string): string =>
  `To check your numbers, run all cells and save. Then run \`dit check --numbers FILE.ipynb --lesson ${name}\`, or open the file on the site’s page “Check your work”.`

/**
 * A notebook that a student fills in: what is asked for is `...`, which Python takes; steps that are not asked for stand
 * there in numbers. The key has the line of NumPy for each matrix instead.
 */
export function notebook(wanted: Programmed, isKey: boolean): readonly NotebookCell[] {
  const worked = work(wanted.lesson)
  const seen = new Set<Name>()
  const parts = partsOf(worked).map(part => ({
    ...part,
    given: part.given.filter(name => !seen.has(name) && seen.add(name)),
    isAsked: wanted.steps.includes(part.step),
  }))
  const made = parts.flatMap(({ asked, isAsked }) => (isAsked ? asked : [])).map(name => lineFor(name, worked))
  const { origin, seed, named: name } = wanted
  return [
    markdown(
      `# ${(isKey ? keyTitleOf : titleOf)(wanted)}`,
      `\`${origin}\``,
      ...(isKey ? [] : ['Name:', task, checking(name)]),
    ),
    code(
      'import numpy as np',
      'np.set_printoptions(suppress=True, precision=8, threshold=100_000)',
      ...[...(isKey ? helpersIn(made).map(({ code }) => code) : []), show].map(text => `\n\n${text}`),
      ...(seed === undefined ? [] : [`\n\nshow(seed=${seed})`]),
    ),
    ...parts.flatMap(({ step, title, given, asked, isAsked }) => {
      const names = asked.map(pythonName)
      const lines = asked.map(name => {
        if (!isAsked) return numbersFor(name, worked)
        return isKey ? lineFor(name, worked) : `${pythonName(name)} = ...${remark(name, worked)}`
      })
      return [
        markdown(`## ${step} ${title}`, ...asked.flatMap(name => formulaParts(name, worked))),
        code(
          ...given.map(name => numbersFor(name, worked)),
          ...(given.length > 0 && lines.length > 0 ? [''] : []),
          ...lines,
          ...(isAsked && names.length > 0 ? ['', `show(${names.map(name => `${name}=${name}`).join(', ')})`] : []),
        ),
      ]
    }),
  ]
}

/** The key as one program of Python. @param origin what makes it again */
export const program = (lesson: Lesson, origin: string): string => {
  const cells = notebook({ lesson, seed: undefined, origin, steps: allSteps, named: lesson.id }, true)
  const [, ...parts] = cells.map(({ kind, text }) => (kind === 'code' ? `${text}\n\n` : `# ${heading(text)}\n`))
  return `# ${lesson.title}\n# ${origin}\n${parts.join('').trimEnd()}\n`
}

const heading = (text: string): string => at(text.split('\n'), 0).replace('## ', '')

const lineFor = (name: Name, { net }: Worked): string => formulaNumpy(net, name, { through: readThrough })

/** A matrix in numbers; a video frame by frame. */
function numbersFor(name: Name, worked: Worked): string {
  const frames = framesOf(name, factsOf(worked))
  const rows = named(worked.values, name)
  const shape = frames ? `.reshape(${[frames.count, frames.rows, at(rows, 0).length].join(', ')})` : ''
  return `${pythonName(name)} = ${numpyArray(rows)}${shape}${remark(name, worked)}`
}

const remark = (name: Name, { net }: Worked): string => `  # ${symbolOf(name)}, ${shapeText(named(net, name).shape)}`

/** A formula, and what it calls. */
function formulaParts(name: Name, { net }: Worked): readonly string[] {
  const { op, arg } = named(net, name)
  const words = rearrangedSentence(net, name)
  const formula = `$$${formulaLatex(net, name, inSigns)}$$`
  if (op === 'rearrange')
    return [
      `${words} By named axes, as in einops: \`${axesText(arg)}\`. Capitals count patches, small letters count frames, rows and columns within a patch: ${sizesText(arg)}.`,
    ]
  const calls = helpersIn([formulaNumpy(net, name, { through: readThrough })])
  return [formula, ...calls.map(({ name: helper, says }) => `Here ${helper} is ${says}.`)]
}

const sizesText = ({ sizes, from }: Axes): string =>
  from
    .flat()
    .map(axis => `${axis} = ${sizes[axis]}`)
    .join(', ')

const inSigns = { call: (name: string): string => symbolTex(symbolOf(name)), through: readThrough }

const markdown = (...paragraphs: readonly string[]): NotebookCell => ({
  kind: 'markdown',
  text: paragraphs.join('\n\n'),
})
const code = (...lines: readonly string[]): NotebookCell => ({ kind: 'code', text: lines.join('\n').trim() })
