// The colours of the roles, told apart by everybody: as people see them who lack one kind of cone, too.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'

type Three = readonly [number, number, number]

/** Matrices over linear light of Machado, Oliveira and Fernandes (2009), for the whole lack of a cone. */
const sights: { readonly [sight: string]: readonly [Three, Three, Three] } = {
  usual: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
}

const toXyz: readonly [Three, Three, Three] = [
  [0.4124 / 0.95047, 0.3576 / 0.95047, 0.1805 / 0.95047],
  [0.2126, 0.7152, 0.0722],
  [0.0193 / 1.08883, 0.1192 / 1.08883, 0.9505 / 1.08883],
]

const times = (rows: readonly [Three, Three, Three], [x, y, z]: Three): Three => {
  const of = ([a, b, c]: Three): number => a * x + b * y + c * z
  return [of(rows[0]), of(rows[1]), of(rows[2])]
}

/** A colour such as #8f6f00 or #444 in linear light. */
function light(colour: string): Three {
  const digits = colour.length === 4 ? colour.replaceAll(/[0-9a-f]/gi, '$&$&') : colour
  const of = (from: number): number => {
    const part = Number.parseInt(digits.slice(from, from + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  }
  return [of(1), of(3), of(5)]
}

/** Where a colour lies in CIELAB, as a sight sees it. */
function seen(colour: string, sight: readonly [Three, Three, Three]): Three {
  const clip = (part: number): number => Math.min(1, Math.max(0, part))
  const [red, green, blue] = times(sight, light(colour))
  const root = (part: number): number => (part > 0.008856 ? Math.cbrt(part) : 7.787 * part + 16 / 116)
  const [x, y, z] = times(toXyz, [clip(red), clip(green), clip(blue)])
  return [116 * root(y) - 16, 500 * (root(x) - root(y)), 200 * (root(y) - root(z))]
}

const css = readFileSync(join(import.meta.dirname, '../app/tokens.css'), 'utf8')
const [screen = '', paper = ''] = css.split('@media print')
const roles = ['pixels', 'latent', 'noise', 'condition', 'attention', 'learnable', 'frozen', 'training'] as const

/** What stands behind the numbers of a role, and the line around them. */
function coloursOf(role: string, theme: 'light' | 'dark' | 'print'): readonly string[] {
  return [role, `${role}-line`].map(name => {
    const both = new RegExp(`--${name}: light-dark\\((#\\w+), (#\\w+)\\)`).exec(screen)
    const found =
      theme === 'print' ? new RegExp(`--${name}: (#\\w+);`).exec(paper)?.[1] : both?.[theme === 'light' ? 1 : 2]
    if (found === undefined) throw new RangeError(`tokens.css has no --${name} for ${theme}`)
    return found
  })
}

it.each(['light', 'dark', 'print'] as const)('are told apart by their fill or their line: %s', theme => {
  for (const [name, sight] of Object.entries(sights)) {
    const looks = roles.map(role => ({ role, look: coloursOf(role, theme).map(colour => seen(colour, sight)) }))
    for (const [i, { role, look }] of looks.entries())
      for (const other of looks.slice(i + 1)) {
        const distances = look.map((mine, k) =>
          Math.hypot(...mine.map((part, j) => part - (other.look[k]?.[j] ?? Number.NaN))),
        )
        expect([name, role, other.role, Math.max(...distances) > 6.5]).toEqual([name, role, other.role, true])
      }
  }
})
