// Reads a number as people type it, or a word with its vector, or refuses it with a reason.
import { at } from '@dit-by-hand/graph/at'
import { ratio, toCell } from '@dit-by-hand/graph/exact'
import type { Cell } from '@dit-by-hand/spec/format'
import type { Said } from './prompt.ts'

/** A typed number: a cell, or why it is refused. */
export type Typed = { readonly ok: true; readonly value: Cell } | { readonly ok: false; readonly why: string }

const refuse = (why: string): Typed => ({ ok: false, why })

/** Reads a number as people type it: 3, -3, −3, +3, 2/4. Decimals are refused with the fraction that says the same. */
export function readCell(typed: string): Typed {
  const text = typed
    .trim()
    .replace(/[−–]/g, '-')
    .replace(/\s*\/\s*/, '/')
    .replace(/^\+/, '')
  if (text === '') return refuse('Type a whole number, or a fraction such as 1/2.')
  if (text.length > 24) return refuse('That is more than 24 characters long; use a shorter number.')
  const decimal = /^(-?\d*)[.,](\d+)$/.exec(text)
  if (decimal) return refuse(`Decimals are not exact; write ${fractionOf(at(decimal, 1), at(decimal, 2))}.`)
  const parts = /^(-?\d+)(?:\/(-?\d+))?$/.exec(text)
  if (!parts) return refuse(`“${typed.trim()}” is not a number; use a whole number, or a fraction such as 1/2.`)
  const [top, bottom] = [BigInt(at(parts, 1)), BigInt(parts[2] ?? 1)]
  if (bottom === 0n) return refuse('A fraction cannot have 0 below the line.')
  return reduced(top, bottom)
}

const fractionOf = (whole: string, part: string): string => {
  const found = reduced(BigInt(`${whole}${part}`), 10n ** BigInt(part.length))
  return found.ok ? String(found.value) : 'a fraction'
}

function reduced(top: bigint, bottom: bigint): Typed {
  const value = toCell(ratio(top, bottom))
  return typeof value === 'number' || value.includes('/')
    ? { ok: true, value }
    : refuse(`That is too large to stay exact; the largest whole number is ${Number.MAX_SAFE_INTEGER}.`)
}

/** A word and the numbers of its vector, as they are typed; or why they cannot be read. */
export function saidFrom(word: string, numbers: string): Said | { readonly why: string } {
  const vector: Cell[] = []
  for (const text of numbers.split(/[\s;]+/).filter(text => text !== '')) {
    const read = readCell(text)
    if (!read.ok) return { why: read.why }
    vector.push(read.value)
  }
  return { word: word.trim().toLowerCase(), times: 1, vector }
}
