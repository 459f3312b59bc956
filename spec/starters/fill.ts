// A starter kit as somebody has it who followed its sentences, up to a step: for tests.
import { readFileSync } from 'node:fs'
import { at } from '../src/lesson/at.ts'
import { type StarterLanguage, starterOf } from '../src/starters/kits.ts'
import { kitSteps } from './steps.ts'

/** The sentences of the kits followed in each language, in files of its own. */
const files: { readonly [L in StarterLanguage]: string } = {
  python: 'python.py',
  'python-plain': 'python-plain.py',
  javascript: 'javascript.mjs.txt',
  java: 'java.java.txt',
}

export interface Followed {
  /** What somebody writes first: the sums and products that the sentences speak of. */
  readonly helpers: string
  /** Step by step, sentence by sentence in the order of the kits: what each says, written down. */
  readonly steps: readonly (readonly { readonly sentence: string; readonly code: readonly string[] }[])[]
}

/** Reads what was written in a language. */
export function followedIn(language: StarterLanguage): Followed {
  const text = readFileSync(new URL(`followed/${files[language]}`, import.meta.url), 'utf8')
  const [head = '', ...steps] = text.split(/^(?:#|\/\/) Step \d+$/m)
  return {
    helpers: head.slice(head.indexOf('\n')).replace(/^\n+|\n+$/g, '\n'),
    steps: steps.map(step =>
      step
        .split(/^(?:#|\/\/) \| /m)
        .slice(1)
        .map(part => {
          const [sentence = '', ...code] = part.split('\n')
          return { sentence, code: code.filter(line => line !== '') }
        }),
    ),
  }
}

/** What stands in a kit where nothing is written yet. */
const empty: { readonly [L in StarterLanguage]: string } = {
  python: 'raise NotImplementedError',
  'python-plain': 'raise NotImplementedError',
  javascript: 'throw new NotWritten()',
  java: 'throw new NotWritten();',
}

/** A text in front of every line that announces a step. */
const parts = (text: string): readonly string[] => text.split(/(?=^[ ]*(?:#|\/\/) Step \d+:)/m)

/** Whitespace and the stars of comments taken out: how a sentence reads, however its lines are broken. */
const plainly = (text: string): string => text.replace(/^[ ]*\*/gm, ' ').replace(/\s+/g, ' ')

/** The code of a step, sentence by sentence; each has to stand in the kit's own comment, and none may be left over there.
 *  @throws {RangeError} where kit and code have gone apart */
function codeOf(language: StarterLanguage, step: number, comment: string, { steps }: Followed): readonly string[] {
  const { says, note } = at(kitSteps, step - 1, 'the steps of the kits')
  const own = at(steps, step - 1, 'the steps that are followed')
  let rest = plainly(comment)
  for (const sentence of [...says, ...(note === undefined ? [] : [`(${note})`])]) {
    if (!rest.includes(sentence)) throw new RangeError(`the ${language} kit does not say in step ${step}: ${sentence}`)
    rest = rest.replace(sentence, '')
  }
  if (/[\p{L}\d]/u.test(rest))
    throw new RangeError(`nobody has followed in step ${step} of the ${language} kit: ${rest.trim()}`)
  return says.flatMap((sentence, i) => {
    const found = own[i]
    if (found?.sentence !== sentence) throw new RangeError(`nobody has followed: ${sentence}`)
    return found.code
  })
}

/** The comment of a function: between its opening and closing marks. */
function commentIn(part: string): string {
  const [, python, slashes] = /"""([\s\S]*?)"""|\/\*\*([\s\S]*?)\*\//.exec(part) ?? []
  const comment = python ?? slashes
  if (comment === undefined) throw new RangeError(`there is no comment in ${part}`)
  return comment
}

/**
 * The main file of a kit with its first `steps` functions written as their sentences say.
 * @param way in whole numbers and fractions, or in floating point where the kit offers that
 * @throws {RangeError} where the kit says what nobody follows, or is followed where it says nothing
 */
export function filledIn(language: StarterLanguage, steps: number, way: 'exact' | 'floats' = 'exact'): string {
  const text = at(starterOf(language).files, 0, 'the files of a kit').text
  const [head = '', ...functions] = parts(text)
  if (functions.length !== kitSteps.length) throw new RangeError(`the ${language} kit has ${functions.length} steps`)
  const followed = followedIn(language)
  const written = functions.map((part, i) => {
    if (i >= steps) return part
    const indent = /^[ ]*/.exec(part.split('\n').find(line => line.includes(empty[language])) ?? '')?.[0] ?? ''
    const code = codeOf(language, i + 1, commentIn(part), followed).map(line => indent + line)
    return part.replace(`${indent}${empty[language]}`, () => code.join('\n'))
  })
  const whole = [head, followed.helpers, '\n\n', ...written].join('')
  return way === 'exact' ? whole : inFloats(language, whole)
}

function inFloats(language: StarterLanguage, text: string): string {
  const floats = text.replace(
    /^(const )?EXACT = ([Tt])rue$/m,
    (_, before = '', letter) => `${before}EXACT = ${letter === 'T' ? 'False' : 'false'}`,
  )
  if (floats === text) throw new RangeError(`the ${language} kit has one way only`)
  return floats
}
