// Which matrix somebody means: by its name, title or symbol, as people type them and write them in programs.
import type { Name } from '@dit-by-hand/core/names'
import { keysOf } from '@dit-by-hand/graph/at'
import { matrices } from './matrices.ts'

const letters: { readonly [letter: string]: string } = {
  ε: 'eps',
  θ: 'theta',
  γ: 'gamma',
  β: 'beta',
  τ: 'tau',
  η: 'eta',
  '∂': 'd',
  '′': 'after',
  "'": 'after',
}

/** Letters and digits only, so that `noised_latent`, "Noised latent" and noisedLatent are one. */
const plain = (typed: string): string =>
  typed
    .replace(/[εθγβτη∂′']/g, letter => letters[letter] ?? letter)
    .toLowerCase()
    .replace(/epsilon/g, 'eps')
    .replace(/^gradient of (?:the )?|^grad(?=[^a-z])/, 'd')
    .replace(/[^a-z0-9]/g, '')

const names = keysOf(matrices)

/** Symbols of one letter are told apart by their case: E and e are two matrices. */
const bySymbol: ReadonlyMap<string, Name> = new Map(names.map(name => [matrices[name].symbol, name]))

const byWords: ReadonlyMap<string, Name> = (() => {
  const means = new Map<string, Set<Name>>()
  for (const name of names)
    for (const words of [name, matrices[name].title, matrices[name].symbol])
      if (plain(words).length > 1) means.set(plain(words), (means.get(plain(words)) ?? new Set()).add(name))
  return new Map(
    [...means].flatMap(([words, [name, ...others]]) => (name && others.length === 0 ? [[words, name]] : [])),
  )
})()

/** The matrix that is meant, or undefined: that of `latent`, `print(latent)`, `out["latent"].T`, or "latent Z", where both words
 *  mean the same. A prime may be typed as an apostrophe. */
export function nameFrom(typed: string): Name | undefined {
  const one = (words: string): Name | undefined => bySymbol.get(words) ?? byWords.get(plain(words))
  const shown = typed.trim().replace(/^(?:print|println|disp|display)\((.*)\)$/, '$1')
  const bare = shown.replace(/(?:\.T|\.\w+\(.*?\))+$/, '')
  const whole = one(bare) ?? one(bare.split(/["'\].[]+/).findLast(part => part !== '') ?? '')
  if (whole) return whole
  const words = bare.split(/[\s(),:]+/).filter(word => word !== '')
  // Each word, or the symbol before or after a title of several.
  const ways = [words, ...[1, -1].map(n => [words.slice(0, n).join(' '), words.slice(n).join(' ')])]
  const meant = ways.map(parts => new Set(parts.map(one))).find(all => all.size === 1 && !all.has(undefined))
  return meant && [...meant][0]
}
