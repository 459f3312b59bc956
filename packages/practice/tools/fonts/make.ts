// Makes the faces of the worksheets: `npm install && npm run make`, in this folder. From whole faces under the SIL Open
// Font License it keeps the characters below; what it writes is committed, so that nobody else needs to run it.

import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { create } from 'fontkit'
import subsetFont from 'subset-font'

const require = createRequire(import.meta.url)

/** Tables that paper has no use for: hints for screens, glyphs and places chosen by rules. */
const left: ReadonlySet<string> = new Set([
  'fpgm',
  'prep',
  'cvt ',
  'gasp',
  'GSUB',
  'DSIG',
  'STAT',
  'GDEF',
  'GPOS',
  'BASE',
])

const range = (from: number, to: number): string =>
  Array.from({ length: to - from + 1 }, (_, i) => String.fromCodePoint(from + i)).join('')

const latin = `${range(0x20, 0x7e)}${range(0xa0, 0x17f)}${range(0x218, 0x21b)}`
const greek = range(0x384, 0x3ce)
const cyrillic = `${range(0x400, 0x45f)}ґҐ`
const points = '\u2009‐‑‒–—‘’‚“”„†•…‰′‹›⁄€'
const signs = '−·×÷√∂∞≈≠≤≥∑←↑→↓⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉ᵀ●○'

const sans = '@expo-google-fonts/source-sans-3'
const serif = '@expo-google-fonts/literata'

/** Each face: the whole one that it is a part of, and what it keeps. */
const faces = {
  'sans-regular': [`${sans}/400Regular/SourceSans3_400Regular.ttf`, latin + greek + cyrillic + points + signs],
  'sans-bold': [`${sans}/600SemiBold/SourceSans3_600SemiBold.ttf`, latin + greek + cyrillic + points + signs],
  'sans-italic': [`${sans}/400Regular_Italic/SourceSans3_400Regular_Italic.ttf`, range(0x20, 0x7e) + points + signs],
  'serif-bold': [`${serif}/600SemiBold/Literata_600SemiBold.ttf`, latin + points],
  'serif-italic': [`${serif}/400Regular_Italic/Literata_400Regular_Italic.ttf`, `${range(0x20, 0x7e)}${greek}−∂′ᵀ`],
} as const

for (const [face, [path, characters]] of Object.entries(faces)) {
  const whole = readFileSync(require.resolve(path))
  const part = renamed(
    await subsetFont(whole, characters, { targetFormat: 'truetype', noLayoutClosure: true }),
    `DiT ${face}`,
  )
  const lines = part.toString('base64').match(/.{1,116}/g) ?? []
  const text = `// A face of the worksheets, made by tools/fonts/make.ts: characters of ${path.split('/').at(-1)}, in base64.
// SIL Open Font License 1.1; see tools/fonts/LICENSE.
export const font: string =
  '${lines.join("' +\n  '")}'

/** Every character of it. */
export const characters: string = ${JSON.stringify(mapped(part, characters))}
`
  writeFileSync(join(import.meta.dirname, '../../src/files/fonts', `${face}.gen.ts`), text)
  process.stdout.write(`${face}: ${part.length} bytes\n`)
}

/** A part of a face must not go by the name of the whole one: its licence keeps that name for the whole. */
function renamed(font: Buffer, name: string): Buffer {
  const all = Array.from({ length: font.readUInt16BE(4) }, (_, i) => {
    const at = 12 + 16 * i
    const [offset, length] = [font.readUInt32BE(at + 8), font.readUInt32BE(at + 12)]
    const tag = font.toString('latin1', at, at + 4)
    return {
      tag,
      body:
        tag === 'name'
          ? nameTable(font.subarray(offset, offset + length), name)
          : font.subarray(offset, offset + length),
    }
  })
  const tables = all.filter(({ tag }) => !left.has(tag))
  const head = Buffer.alloc(12 + 16 * tables.length)
  font.copy(head, 0, 0, 4)
  const power = 2 ** Math.floor(Math.log2(tables.length))
  ;[tables.length, 16 * power, Math.log2(power), 16 * (tables.length - power)].forEach((value, i) => {
    head.writeUInt16BE(value, 4 + 2 * i)
  })
  const bodies: Buffer[] = []
  let offset = head.length
  tables.forEach(({ tag, body }, i) => {
    const padded = Buffer.concat([body, Buffer.alloc((4 - (body.length % 4)) % 4)])
    head.write(tag, 12 + 16 * i, 'latin1')
    head.writeUInt32BE(checksum(padded), 12 + 16 * i + 4)
    head.writeUInt32BE(offset, 12 + 16 * i + 8)
    head.writeUInt32BE(body.length, 12 + 16 * i + 12)
    offset += padded.length
    bodies.push(padded)
  })
  return Buffer.concat([head, ...bodies])
}

/** The characters that a face really has: what a whole one lacks, its part lacks. */
function mapped(font: Buffer, wanted: string): string {
  const face = create(font)
  return [...wanted].filter(character => face.hasGlyphForCodePoint(character.codePointAt(0) ?? 0)).join('')
}

function checksum(bytes: Buffer): number {
  let sum = 0
  for (let i = 0; i < bytes.length; i += 4) sum = (sum + bytes.readUInt32BE(i)) >>> 0
  return sum
}

/** Who made it and under what licence stay; every name becomes the new one. */
function nameTable(old: Buffer, name: string): Buffer {
  const [count, strings] = [old.readUInt16BE(2), old.readUInt16BE(4)]
  const kept = new Map<number, string>()
  for (let i = 0; i < count; i++) {
    const at = 6 + 12 * i
    const [platform, id, length, offset] = [0, 6, 8, 10].map(field => old.readUInt16BE(at + field))
    if (platform !== 3 || id === undefined || length === undefined || offset === undefined) continue
    const text = Buffer.from(old.subarray(strings + offset, strings + offset + length))
      .swap16()
      .toString('utf16le')
    if ([0, 13, 14].includes(id)) kept.set(id, text)
  }
  const postscript = name.replace(/ /g, '-')
  const all = [...kept, [1, name], [2, 'Regular'], [3, postscript], [4, name], [6, postscript]] as [number, string][]
  all.sort(([a], [b]) => a - b)
  const head = Buffer.alloc(6 + 12 * all.length)
  head.writeUInt16BE(all.length, 2)
  head.writeUInt16BE(head.length, 4)
  const texts: Buffer[] = []
  let offset = 0
  all.forEach(([id, text], i) => {
    const body = Buffer.from(text, 'utf16le').swap16()
    ;[3, 1, 0x409, id, body.length, offset].forEach((value, field) => head.writeUInt16BE(value, 6 + 12 * i + 2 * field))
    offset += body.length
    texts.push(body)
  })
  return Buffer.concat([head, ...texts])
}
