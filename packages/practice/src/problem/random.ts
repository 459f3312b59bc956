// Chance in whole numbers of 32 bits: the same seed draws the same on every machine, in every engine, forever.
import { at } from '@dit-by-hand/graph/at'

/** Draws, one after the other. */
export interface Dice {
  /** A whole number from `least` to `most`, each as likely. */
  int(least: number, most: number): number
  /** One of a list, each as likely; an item that stands there twice is twice as likely. */
  pick<T>(items: readonly T[]): T
  /** True once in so many times. */
  once(inTimes: number): boolean
  /** The same items in another order. */
  shuffled<T>(items: readonly T[]): readonly T[]
}

/** Mixes a word of 32 bits: the finaliser of MurmurHash3 (Appleby 2011), in which every bit moves every other. */
function mixed(word: number): number {
  let x = word >>> 0
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b)
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35)
  return (x ^ (x >>> 16)) >>> 0
}

/** A word of 32 bits for a text: FNV-1a (Fowler, Noll, Vo). */
function hashed(text: string): number {
  let hash = 0x811c9dc5
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193)
  return hash >>> 0
}

/**
 * Dice for a seed and a purpose: a counter, mixed (Steele, Lea & Flood 2014, "Fast splittable pseudorandom number generators").
 * @param seed a whole number of 32 bits
 * @param purpose what the draws are for; other purposes draw otherwise
 */
export function diceFrom(seed: number, purpose: string): Dice {
  let state = mixed(seed ^ mixed(hashed(purpose)))
  const next = (): number => {
    state = (state + 0x9e3779b9) >>> 0
    return mixed(state)
  }
  // A product of two words and its quotient by 2³² are exact in a double.
  const below = (count: number): number => Math.floor((next() * count) / 4294967296)
  const int = (least: number, most: number): number => least + below(most - least + 1)
  return {
    int,
    pick: items => at(items, below(items.length), 'what can be drawn'),
    once: inTimes => below(inTimes) === 0,
    shuffled: items => {
      const left = [...items]
      return items.map(() => at(left.splice(below(left.length), 1), 0))
    },
  }
}
