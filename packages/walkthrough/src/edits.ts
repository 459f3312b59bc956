// Changing a given number: reading what was typed, and the lesson that follows.

import { wordsOf } from '@dit-by-hand/core/lesson'
import type { CellRef } from '@dit-by-hand/graph/expression'
import type { Cell, Lesson } from '@dit-by-hand/spec/format'
import type { GivenName } from '@dit-by-hand/spec/names'

/** A given cell and what it is changed to. Rows and columns count from 0. */
export interface Edit {
  readonly cell: CellRef
  readonly value: Cell
}

/** What was typed, read: a cell, or why it is none. */
export type Typed = { readonly ok: true; readonly value: Cell } | { readonly ok: false; readonly why: string }

const refuse = (why: string): Typed => ({ ok: false, why })

/** Reads a number as people type it: 3, -3, −3, +3, 2/4. Decimals are refused with the fraction that says the same. */
export function readCell(typed: string): Typed {
  const text = typed
    .trim()
    .replace(/[−–]/g, '-')
    .replace(/\s*\/\s*/, '/')
    .replace(/^\+/, '')
  if (text === '') return refuse('Type a number: a whole number, or a fraction such as 1/2.')
  if (text.length > 24) return refuse('That is more than 24 characters long; use a shorter number.')
  const decimal = /^(-?)(\d*)[.,](\d+)$/.exec(text)
  if (decimal) return refuse(`Decimals are not exact; write ${fractionOf(decimal)}.`)
  const parts = /^(-?\d+)(?:\/(-?\d+))?$/.exec(text)
  if (!parts) return refuse(`“${typed.trim()}” is not a number; use a whole number, or a fraction such as 1/2.`)
  const [top, bottom] = [BigInt(parts[1] ?? 0), BigInt(parts[2] ?? 1)]
  if (bottom === 0n) return refuse('A fraction cannot have 0 below the line.')
  return reduced(top, bottom)
}

const fractionOf = ([, sign = '', whole = '', part = '']: readonly string[]): string => {
  const found = reduced(BigInt(`${sign}${whole}${part}`), 10n ** BigInt(part.length))
  return found.ok ? String(found.value) : 'a fraction'
}

function reduced(top: bigint, bottom: bigint): Typed {
  const gcd = (a: bigint, b: bigint): bigint => (b === 0n ? a : gcd(b, a % b))
  const [n, d] = bottom < 0n ? [-top, -bottom] : [top, bottom]
  const g = gcd(n < 0n ? -n : n, d)
  if (d / g !== 1n) return { ok: true, value: `${n / g}/${d / g}` }
  const whole = Number(n / g)
  return Number.isSafeInteger(whole)
    ? { ok: true, value: whole }
    : refuse(`That is too large to stay exact; the largest whole number is ${Number.MAX_SAFE_INTEGER}.`)
}

type Grid = readonly (readonly Cell[])[]

const place = (grid: Grid, row: number, column: number, value: Cell): Cell[][] =>
  grid.map((cells, r) => cells.map((cell, c) => (r === row && c === column ? value : cell)))
const placeColumn = (cells: readonly Cell[], row: number, value: Cell): Cell[] =>
  cells.map((cell, r) => (r === row ? value : cell))

/** How each given matrix is read from a lesson (as rows of cells) and put back. One row a name: forget one and the
 *  compiler says so. */
interface Field {
  readonly read: (lesson: Lesson) => Grid
  readonly write: (lesson: Lesson, row: number, column: number, value: Cell) => Lesson
}

const weightOf = (layer: 'encoder' | 'modulation' | 'feedForward' | 'decoder'): Field => ({
  read: lesson => lesson[layer].weight,
  write: (lesson, row, column, value) => ({
    ...lesson,
    [layer]: { ...lesson[layer], weight: place(lesson[layer].weight, row, column, value) },
  }),
})
const biasOf = (layer: 'encoder' | 'modulation' | 'feedForward' | 'decoder'): Field => ({
  read: lesson => lesson[layer].bias.map(cell => [cell]),
  write: (lesson, row, _column, value) => ({
    ...lesson,
    [layer]: { ...lesson[layer], bias: placeColumn(lesson[layer].bias, row, value) },
  }),
})
const queryOrKey = (which: 'query' | 'key'): Field => ({
  read: ({ attention }) => (attention.kind === 'given' ? [] : attention[which]),
  write: (lesson, row, column, value) =>
    lesson.attention.kind === 'given'
      ? lesson
      : { ...lesson, attention: { ...lesson.attention, [which]: place(lesson.attention[which], row, column, value) } },
})

/** The names whose numbers a reader may change. */
export type EditableName = GivenName | 'attention'

const fields: { readonly [K in EditableName]: Field } = {
  video: {
    read: ({ video }) => video.flat(),
    write: (lesson, row, column, value) => {
      const rows = lesson.video[0]?.length ?? 1
      return {
        ...lesson,
        video: lesson.video.map((frame, f) =>
          f === Math.floor(row / rows) ? place(frame, row % rows, column, value) : frame,
        ),
      }
    },
  },
  encoderWeight: weightOf('encoder'),
  encoderBias: biasOf('encoder'),
  noise: {
    read: ({ noise }) => noise,
    write: (lesson, row, column, value) => ({ ...lesson, noise: place(lesson.noise, row, column, value) }),
  },
  words: {
    read: lesson => {
      const vectors = wordsOf(lesson).map(word => lesson.prompt.words[word] ?? [])
      return (vectors[0] ?? []).map((_, row) => vectors.map(vector => vector[row] ?? 0))
    },
    write: (lesson, row, column, value) => {
      const word = wordsOf(lesson)[column] ?? ''
      const words = { ...lesson.prompt.words, [word]: placeColumn(lesson.prompt.words[word] ?? [], row, value) }
      return { ...lesson, prompt: { ...lesson.prompt, words } }
    },
  },
  t: {
    read: ({ timestep }) => [[timestep.t]],
    write: (lesson, _row, _column, value) => ({ ...lesson, timestep: { ...lesson.timestep, t: Number(value) } }),
  },
  modulationWeight: weightOf('modulation'),
  modulationBias: biasOf('modulation'),
  query: queryOrKey('query'),
  key: queryOrKey('key'),
  attention: {
    read: ({ attention }) => (attention.kind === 'given' ? attention.matrix : []),
    write: (lesson, row, column, value) =>
      lesson.attention.kind === 'given'
        ? { ...lesson, attention: { ...lesson.attention, matrix: place(lesson.attention.matrix, row, column, value) } }
        : lesson,
  },
  feedForwardWeight: weightOf('feedForward'),
  feedForwardBias: biasOf('feedForward'),
  learningRate: {
    read: ({ learningRate }) => [[learningRate]],
    write: (lesson, _row, _column, value) => ({ ...lesson, learningRate: value }),
  },
  decoderWeight: weightOf('decoder'),
  decoderBias: biasOf('decoder'),
}

function fieldOf(name: string): Field | undefined {
  return Object.hasOwn(fields, name) ? fields[name as EditableName] : undefined
}

/** The lesson's own cell, or undefined where the cell is computed, or is not there. */
export function givenCell(lesson: Lesson, { name, row, column }: CellRef): Cell | undefined {
  return fieldOf(name)?.read(lesson)[row]?.[column]
}

/** Why a given cell cannot take this value; undefined where it can. */
export function whyNot(lesson: Lesson, { cell, value }: Edit): string | undefined {
  if (givenCell(lesson, cell) === undefined) return 'This number is computed; change one of those it is made from.'
  if (cell.name !== 't') return undefined
  const largest = 2 ** lesson.timestep.bits - 1
  return typeof value === 'number' && value >= 0 && value <= largest
    ? undefined
    : `The timestep is a whole number from 0 to ${largest}: it is written in ${lesson.timestep.bits} bits.`
}

/** The lesson with its edits, in order. Edits that do not fit are left out. The lesson itself is not changed. */
export function edited(lesson: Lesson, edits: readonly Edit[]): Lesson {
  return edits.reduce((now, edit) => {
    const field = fieldOf(edit.cell.name)
    return field && whyNot(now, edit) === undefined
      ? field.write(now, edit.cell.row, edit.cell.column, edit.value)
      : now
  }, lesson)
}

/** One edit more: the latest for a cell wins, and one that says what the lesson says is dropped. */
export function withEdit(lesson: Lesson, edits: readonly Edit[], edit: Edit): readonly Edit[] {
  const others = edits.filter(
    ({ cell }) => cell.name !== edit.cell.name || cell.row !== edit.cell.row || cell.column !== edit.cell.column,
  )
  return givenCell(lesson, edit.cell) === edit.value ? others : [...others, edit]
}
