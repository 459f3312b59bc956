// Questions for Moodle, read the way its import reads them, and held against the oracle's answers.
import { at, named } from '@dit-by-hand/graph/at'
import { caseIds, caseOf } from '@dit-by-hand/spec/cases'
import { answerNames, isAnswerName, namesFor, steps } from '@dit-by-hand/spec/names'
import { titleOf } from '@dit-by-hand/walkthrough/matrices'
import { describe, expect, it } from 'vitest'
import { moodleText } from '../../src/files/moodle.ts'
import { askedOf, filesOf } from '../../src/files/worksheets.ts'
import { problem } from '../../src/problem/problem.ts'
import { allSteps } from '../../src/sheet/steps.ts'

interface Blank {
  readonly answer: number
  readonly tolerance: number
}

interface Question {
  readonly category: string
  readonly name: string
  /** The blanks of each matrix, row by row. */
  readonly blanks: ReadonlyMap<string, readonly Blank[]>
  /** All matrices shown in numbers. */
  readonly shown: readonly string[]
  readonly feedback: string
}

const entities: { readonly [entity: string]: string } = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" }
const plain = (xml: string): string => xml.replace(/&([a-z]+|#39);/g, (_, name: string) => named(entities, name))

/** Parts of XML whose tags are closed in order; text in CDATA is taken out and given back by its number. */
function parsed(xml: string): readonly Question[] {
  const texts: string[] = []
  const bare = xml.replace(/(?:<!\[CDATA\[[\s\S]*?\]\]>)+/g, part => {
    texts.push([...part.matchAll(/<!\[CDATA\[([\s\S]*?)\]\]>/g)].map(([, text]) => text).join(''))
    return `@${texts.length - 1}@`
  })
  const open: string[] = []
  for (const [, end, tag = ''] of bare.matchAll(/<(\/?)([a-z]+)[^>]*>/g)) {
    if (end) expect(open.pop()).toBe(tag)
    else open.push(tag)
  }
  expect(open).toEqual([])
  let category = ''
  return bare.split('<question ').flatMap((part): Question[] => {
    const text = (tag: string): string => new RegExp(`<${tag}[^>]*><text>([^<]*)</text></${tag}>`).exec(part)?.[1] ?? ''
    if (part.startsWith('type="category"')) category = plain(text('category'))
    if (!part.startsWith('type="cloze"')) return []
    const html = (tag: string): string => at(texts, Number(text(tag).slice(1, -1)))
    const blanks = new Map<string, Blank[]>()
    const shown: string[] = []
    for (const [, caption = '', body = ''] of html('questiontext').matchAll(
      /<caption[^>]*>\\\(.+?\\\) (.+?)<\/caption><tbody>(.+?)<\/tbody>/g,
    )) {
      const title = plain(caption).replace(/, frame \d+$/, '')
      const cells = [...body.matchAll(/<td>(.*?)<\/td>/g)].map(([, cell = '']) => cell)
      // Moodle's own grammar of a number to be filled in.
      const found = cells.map(cell => /^\{1:NUMERICAL:=(-?[0-9.]+(?:e[-+]?[0-9]+)?)(?::([0-9.]+))?\}$/.exec(cell))
      if (found.every(each => each === null)) shown.push(title)
      else {
        const own = found.map(each => ({ answer: Number(each?.[1]), tolerance: Number(each?.[2] ?? 0) }))
        blanks.set(title, [...(blanks.get(title) ?? []), ...own])
      }
    }
    return [{ category, name: plain(text('name')), blanks, shown, feedback: html('generalfeedback') }]
  })
}

const byTitle = new Map(answerNames.map(name => [titleOf(name), name]))

describe.each(caseIds)('the questions on %s', id => {
  const { lesson, answer } = caseOf(id)
  const questions = parsed(moodleText([{ lesson, seed: undefined, origin: 'test', steps: allSteps, named: id }]))

  it('ask for every matrix once, and take the oracle’s numbers for right', () => {
    const seen = questions.flatMap(({ blanks }) =>
      [...blanks].map(([title, own]) => {
        const name = byTitle.get(title)
        if (!name || !isAnswerName(name)) return title
        const right = named(answer.corrected, name).flat(2).map(number)
        expect(own, title).toHaveLength(right.length)
        for (const [i, { answer, tolerance }] of own.entries()) {
          const cell = at(right, i)
          const allowed = tolerance + 1e-12
          expect(Math.abs(answer - cell), `${title} ${i}`).toBeLessThanOrEqual(allowed)
          // As a student writes it: whole, or with four places, or all of them.
          const written = tolerance === 0 ? cell : Number(cell.toFixed(4))
          expect(Math.abs(written - answer)).toBeLessThanOrEqual(allowed)
        }
        return name
      }),
    )
    const asked = namesFor(lesson.attention.kind).filter(name => seen.includes(name))
    expect(asked.length).toBeGreaterThan(25)
    expect(seen.toSorted()).toEqual([...new Set(seen)].toSorted())
  })

  it('are whole in themselves: what a question needs is shown in it', () => {
    for (const { name, blanks, shown, feedback } of questions) {
      expect(shown.length, name).toBeGreaterThan(0)
      for (const title of blanks.keys()) expect(shown).not.toContain(title)
      expect(feedback).toContain('<b>')
    }
  })
})

const number = (cell: string | number): number => {
  const [top = Number.NaN, bottom = 1] = String(cell).split('/').map(Number)
  return top / bottom
}

describe('a wrong number', () => {
  it('is off by more than is forgiven: a learning step that was not taken, a share that is none', () => {
    const { lesson } = caseOf('sora-is-sky')
    const questions = parsed(moodleText([{ lesson, seed: undefined, origin: '', steps: allSteps, named: 'sky' }]))
    const after = questions.flatMap(({ blanks }) => blanks.get(titleOf('feedForwardWeightAfter')) ?? [])
    expect(after.map(({ answer }) => answer)).toEqual([0.99, -1.003, 0.005, 2.001])
    expect(after.map(({ tolerance }) => tolerance)).toEqual([0, 0, 0, 0])
  })
})

describe('the file', () => {
  const asked = [7, 8, 9].map(seed => askedOf(problem({ seed, difficulty: 'softmax', ties: false }), allSteps))
  const request = { asked, key: true, together: false, steps: allSteps, layout: undefined, paper: 'a4' } as const

  it('is one for all lessons, with its key within, and has a category for each part', async () => {
    const files = filesOf({ ...request, formats: ['moodle'] })
    expect(files.map(({ name }) => name)).toEqual(['worksheets-7-to-9.xml'])
    const questions = parsed(String(await at(files, 0).made()))
    const categories = Map.groupBy(questions, ({ category }) => category)
    expect([...categories.keys()][6]).toBe('$course$/top/DiT by hand/softmax/07 Let the patches attend to each other')
    for (const [, own] of categories)
      expect(own.map(({ name }) => name.split(', ').at(-1))).toEqual(['softmax-7', 'softmax-8', 'softmax-9'])
    expect(filesOf({ ...request, formats: ['md', 'moodle'] }).map(({ name }) => name)).toContain('key-7-to-9.md')
  })

  it('asks for no more than the steps that are wanted', () => {
    const { lesson } = caseOf('sora-is-sky')
    const questions = parsed(moodleText([{ lesson, seed: undefined, origin: '', steps: [2, 9], named: 'sky' }]))
    expect(questions.map(({ name }) => name.slice(0, 1))).toEqual(['2', '9'])
    for (const { blanks } of questions)
      for (const title of blanks.keys()) expect([2, 9]).toContain(steps[byTitle.get(title) ?? 'loss'])
  })

  it('means nothing by what a name has in it', () => {
    const { lesson } = caseOf('sora-is-sky')
    const called = 'a/b <]]> & {1:NUMERICAL:=1}'
    const [question] = parsed(moodleText([{ lesson, seed: undefined, origin: called, steps: [3], named: called }]))
    expect(question?.name).toBe(`3 Add noise, ${called}`)
    expect(question?.category).toContain('/a//b <]]> & {1:NUMERICAL:=1}/03')
    expect(question?.feedback).toContain('a/b &lt;]]&gt; &amp;')
  })
})
