// Real lessons, answers and conversations, damaged at random: the same damage every day. `npm run fuzz` does it for longer.
import { rmSync } from 'node:fs'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { repeatedKey } from '../src/lesson/json.ts'
import { damagedBytes } from '../tools/attacks/damage.ts'
import { openStage } from '../tools/attacks/scripted.ts'
import { targets } from '../tools/attacks/targets.ts'
import { rounds } from './thorough.ts'

const stage = openStage()
afterAll(() => rmSync(stage.folder, { recursive: true }))

describe('fuzz', () => {
  it.each(targets)('$name', async ({ property, daily }) => {
    await fc.assert(property(stage), { seed: 1, numRuns: rounds(daily, Math.ceil(daily / 4)) })
  })
})

describe('damage to bytes', () => {
  it('strikes every part of a text', () => {
    const text = Array.from({ length: 1000 }, (_, i) => String.fromCharCode(97 + (i % 26))).join('')
    const struck = fc
      .sample(damagedBytes(fc.constant(text)), { seed: 1, numRuns: 400 })
      .map(bytes => bytes.findIndex((byte, i) => byte !== text.charCodeAt(i)))
      .filter(place => place >= 0)
    for (const quarter of [0, 1, 2, 3]) {
      const here = struck.filter(place => Math.floor(place / 250) === quarter)
      expect(here.length, `first struck in quarter ${quarter + 1}`).toBeGreaterThan(10)
    }
  })
})

describe('a key that is given twice', () => {
  it('is none where JSON.stringify wrote the text, however odd the keys', () => {
    const value = fc.jsonValue({ maxDepth: 4, stringUnit: 'binary' })
    fc.assert(
      fc.property(value, fc.constantFrom(undefined, 2), (json, indent) => {
        expect(repeatedKey(JSON.stringify(json, null, indent))).toBeUndefined()
      }),
      { seed: 1, numRuns: rounds(300, 30) },
    )
  })

  it('is found in any object, with its path, however it is spelt', () => {
    const key = fc.string({ unit: 'binary', maxLength: 8 })
    const around = fc.array(fc.oneof(key, fc.nat(3)), { maxLength: 4 })
    fc.assert(
      fc.property(key, fc.json(), around, fc.boolean(), (name, json, path, escaped) => {
        const plain = JSON.stringify(name)
        const codes = Array.from(
          { length: name.length },
          (_, i) => `\\u${name.charCodeAt(i).toString(16).padStart(4, '0')}`,
        )
        const twice = `{${plain}:${json}, ${escaped ? `"${codes.join('')}"` : plain} : 1}`
        const text = path.reduceRight<string>(
          (inner, step) =>
            typeof step === 'number' ? `[${'0,'.repeat(step)}${inner}]` : `{${JSON.stringify(step)}:${inner}}`,
          twice,
        )
        expect(repeatedKey(text)).toEqual([...path, name])
      }),
      { seed: 1, numRuns: rounds(300, 30) },
    )
  })
})
