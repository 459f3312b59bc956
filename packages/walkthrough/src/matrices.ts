// Every named matrix in words: its title, symbol and role, the step that computes it, and what its rows and columns stand for.

import { type Name, type WorkingName, workingNames } from '@dit-by-hand/core/names'
import { keysOf } from '@dit-by-hand/graph/at'
import type { CellRef } from '@dit-by-hand/graph/expression'
import { meaningOf as meaningInSpec, slugOf, matrices as table } from '@dit-by-hand/spec/names'
import { type About, type CaptionedName, captions } from './captions.ts'
import { headOf } from './heads.ts'
import type { Facts, Place } from './telling.ts'

export type { About, Role } from './captions.ts'

const isWorking = (name: Name): name is WorkingName => Object.hasOwn(workingNames, name)

/** The meaning of a name: a value, the gradient at one, or an updated parameter. Names are looked up, never parsed. */
export type Meaning = { readonly kind: 'value' } | { readonly kind: 'gradient' | 'updated'; readonly of: CaptionedName }
export const meaningOf = (name: Name): Meaning =>
  isWorking(name) ? { kind: 'gradient', of: workingNames[name] } : meaningInSpec(name)

/** The step of a matrix; intermediate gradients belong to the step of all gradients. */
const placeOf = (name: Name): Place => slugOf(table[isWorking(name) ? 'lossGradient' : name].step)

function aboutOf(name: Name): About {
  const meaning = meaningOf(name)
  const own = captions[meaning.kind === 'value' ? (name as CaptionedName) : meaning.of]
  const told = { ...own, place: placeOf(name), isGradient: meaning.kind === 'gradient' || name === 'lossGradient' }
  switch (meaning.kind) {
    case 'value':
      return told
    case 'gradient':
      // The error is a matrix of its own, as well as a gradient.
      return name === 'lossGradient'
        ? told
        : { ...told, title: `gradient of the ${own.title}`, symbol: `∂${own.symbol}` }
    case 'updated':
      return { ...told, title: `${own.title} after`, symbol: `${own.symbol}′` }
  }
}

const names: readonly Name[] = [...keysOf(table), ...keysOf(workingNames)]

/** Every named matrix, intermediate gradients included. */
export const matrices: { readonly [K in Name]: About } = Object.fromEntries(
  names.map(name => [name, aboutOf(name)]),
) as { readonly [K in Name]: About }

const gradients = new Map<string, Name>(
  names.flatMap(name => {
    const meaning = meaningOf(name)
    return meaning.kind === 'gradient' ? [[meaning.of, name]] : []
  }),
)

/** The name of the gradient at a matrix; undefined where none has a name. */
export const gradientAt = (name: string): Name | undefined => gradients.get(name)

/** Whether a text is the name of a matrix. */
export const isName = (name: string): name is Name => Object.hasOwn(matrices, name)

const about = (name: string): About => {
  if (!isName(name)) throw new RangeError(`there is no matrix ${name}`)
  return matrices[name]
}

/** A matrix's title. @throws {RangeError} where there is no such matrix */
export const titleOf = (name: string): string => about(name).title

/** A matrix's symbol. @throws {RangeError} where there is no such matrix */
export const symbolOf = (name: string): string => about(name).symbol

/** What a row, counted from 0, stands for: "feature 2", "frame 1, row 2", "key patch 3"; '' where it is the only one. */
export const rowHead = (name: string, row: number, facts: Facts): string => headOf(about(name).rows, row, facts)

/** What a column, counted from 0, stands for: "patch 3", "word sora", "text 1"; '' where it is the only one. */
export const columnHead = (name: string, column: number, facts: Facts): string =>
  headOf(about(name).columns, column, facts)

/** A cell in words: "latent, feature 1, patch 3". */
export const cellTitle = ({ name, row, column }: CellRef, facts: Facts): string =>
  [titleOf(name), rowHead(name, row, facts), columnHead(name, column, facts)].filter(part => part !== '').join(', ')
