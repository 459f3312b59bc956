// An address in detail: every part that it may have, and every way in which one may be wrong.
import { describe, expect, it } from 'vitest'
import { type Address, decode, encode, home, leftNotice, longestAddress } from '../src/address.ts'
import { addressOf, settled } from '../src/arriving.ts'
import { mostTimes } from '../src/prompt.ts'
import { noTeaching } from '../src/teaching.ts'
import { start, type Tour } from '../src/tour.ts'
import { settle, sora } from './support.ts'

const damaged = { ok: false, notice: 'This link is damaged, so the lesson is shown unchanged.' }
const read = (fragment: string): Address => {
  const decoded = decode(fragment)
  if (!decoded.ok) throw new Error(`${fragment.slice(0, 80)}: ${decoded.notice}`)
  return decoded.address
}

describe('each part of an address', () => {
  it.each<[string, Partial<Address>]>([
    ['v1&lesson=hard-ties', { lesson: { kind: 'case', id: 'hard-ties' } }],
    ['v1&pack=eJx-_a0', { lesson: { kind: 'packed', data: 'eJx-_a0' } }],
    ['v1&reading=printed', { reading: 'printed' }],
    ['v1&cell=latent.1.2', { cell: { name: 'latent', row: 0, column: 1 } }],
    ['v1&cell=video.1000.9999', { cell: { name: 'video', row: 999, column: 9998 } }],
    ['v1&set=noise.1.2:3', { edits: [{ cell: { name: 'noise', row: 0, column: 1 }, value: 3 }] }],
    ['v1&show=slopes', { slopes: true }],
    ['v2&show=closed', { box: false }],
    ['v1&show=proof', { proof: true }],
    ['v2&show=slopes,closed,proof', { slopes: true, box: false, proof: true }],
    ['v2&at=update', { stage: 'update' }],
    ['v2&steps=3&pass=1', { generation: 3, pass: 1 }],
    ['v2&say=sky*2~0~1~-1/2', { edits: [{ prompt: [{ word: 'sky', times: 2, vector: [0, 1, '-1/2'] }] }] }],
    [
      'v2&say=sky(d7)2~0,(2c)~1&set=noise.1.2:3',
      {
        edits: [
          {
            prompt: [
              { word: 'sky×2', times: 1, vector: [0] },
              { word: ',', times: 1, vector: [1] },
            ],
          },
          { cell: { name: 'noise', row: 0, column: 1 }, value: 3 },
        ],
      },
    ],
    [`v2&say=sky*${mostTimes}~0`, { edits: [{ prompt: [{ word: 'sky', times: mostTimes, vector: [0] }] }] }],
    ['v2&say=(10ffff)~0', { edits: [{ prompt: [{ word: '\u{10ffff}', times: 1, vector: [0] }] }] }],
    ['v1&steps=2', { generation: 2 }],
    ['v1&steps=3', { generation: 3 }],
    ['v1&hide=results', { hideResults: true }],
    ['v1&hide=1', { hiddenSteps: [1] }],
    ['v1&hide=results,2,13', { hideResults: true, hiddenSteps: [2, 13] }],
    ['v1&as=locked', { locked: true }],
    ['v1&as=embed', { embed: true }],
    ['v1&as=present', { present: true }],
    ['v1&as=locked,embed,present', { locked: true, embed: true, present: true }],
  ])('%s', (fragment, part) => {
    expect(read(fragment)).toEqual({ ...home, ...part })
    expect(encode({ ...home, ...part })).toBe(fragment)
    expect(read(`#${fragment}`)).toEqual(read(fragment))
  })

  it('stands in one order, whatever order it was read in', () => {
    const all =
      'v2&lesson=hard-ties&reading=printed&cell=latent.1.2&say=a~1&set=noise.1.2:3&show=closed&at=layer&steps=2&pass=1&hide=3&as=embed'
    const [version, ...parts] = all.split('&')
    expect(encode(read([version, ...parts.toReversed()].join('&')))).toBe(all)
    expect(encode(read('v1&hide=13,2,results'))).toBe('v1&hide=results,2,13')
  })

  it('may say what is so anyway', () => {
    expect(read('v1')).toEqual(home)
    expect(read('v2')).toEqual(home)
    expect(read('v1&show=box')).toEqual(home)
    expect(read('v1&reading=corrected&steps=1&lesson=sora-is-sky')).toEqual(home)
    expect(encode(read('v1&reading=corrected&steps=1&lesson=sora-is-sky'))).toBe('')
  })
})

describe('a damaged part', () => {
  it.each([
    'v',
    'v0',
    'v01',
    'v1x',
    'v2&at=nowhere',
    'v2&pass=4',
    'v2&say=',
    'v2&say=~1',
    'v2&say=sky*1~1',
    'v2&say=sky*12~1',
    'v2&say=sk y~1',
    'v2&say=sky~x',
    'v2&say=(110000)~1',
    'v2&say=(d7~1',
    'v1&',
    'v1&reading',
    'v1&=printed',
    'v1&readin=printed',
    'v1&xreading=printed',
    'v1&show=slopes,slopes',
    'v1&show=results',
    'v1&show=',
    'v1&hide=0',
    'v1&hide=slopes',
    'v1&as=results',
    'v1&steps=0',
    'v1&steps=12',
    'v1&steps=1x',
    'v1&steps=x1',
    'v1&cell=latent.1',
    'v1&cell=latent.1.2.3',
    'v1&cell=xlatent.1.2',
    'v1&cell=-latent.1.2',
    'v1&cell=latent.1.2x',
    'v1&cell=latent.01.2',
    'v1&cell=latent.1.0',
    'v1&cell=latent.1.10000',
    'v1&cell=latent.10000.1',
    'v1&cell=latentx1x2',
    'v1&set=noise.1.1',
    'v1&set=noise.1.1:',
    'v1&set=:3',
    'v1&set=noise.1.1:3,',
    'v1&set=noise.1.1:+3',
    'v1&set=noise.1.1: 3',
    'v1&set=noise.1.1:x',
    'v1&set=noise.1.1:2/4',
    'v1&set=noise.1.1:3,noise.1.1:4',
    'v1&lesson=-a',
    'v1&lesson=a-',
    'v1&lesson=a--b',
    'v1&lesson=A',
    'v1&lesson=a b',
    `v1&lesson=${'a'.repeat(201)}`,
    'v1&pack=a b',
    'v1&pack= ab',
    'v1&pack=a.b',
    'v1&pack=ab!',
    'v1&lesson=a&pack=b',
    '%E0%A4%A',
    '##v1',
    'v1&reading=pr#inted',
    'v1&cell=',
    'v1&set=',
    'v1&pack=',
    'v1&lesson=',
    'v1&steps=',
    'v1&as=',
  ])('%s', fragment => {
    expect(decode(fragment)).toEqual(damaged)
  })

  it('is not what a mistake of these pages is taken for', () => {
    expect(() => decode(JSON.parse('null'))).toThrow(TypeError)
  })

  it('is one that is too long, by a letter or by an edit', () => {
    const packed = (length: number): string => `v1&pack=${'a'.repeat(length - 8)}`
    expect(decode(packed(longestAddress)).ok).toBe(true)
    expect(decode(packed(longestAddress + 1))).toEqual(damaged)
    expect(decode(`v1&lesson=${'a'.repeat(200)}`).ok).toBe(true)
    const edits = (count: number): string =>
      `v1&set=${Array.from({ length: count }, (_, i) => `t.${1 + (i % 999)}.${1 + Math.floor(i / 999)}:1`).join()}`
    expect(decode(edits(5000)).ok).toBe(true)
    expect(decode(edits(5001))).toEqual(damaged)
  })
})

const t = { name: 't', row: 0, column: 0 }

describe('a link of a newer version', () => {
  it('keeps what can be read, and says what cannot', () => {
    const decoded = decode('v3&reading=printed&zoom=7&show=slopes,sparkle&set=noise.1.2:3,noise.1.3:~&at=nowhere')
    expect(decoded).toEqual({
      ok: true,
      address: {
        ...home,
        reading: 'printed',
        slopes: true,
        edits: [{ cell: { name: 'noise', row: 0, column: 1 }, value: 3 }],
      },
      left: ['zoom=7', 'show=sparkle', 'noise.1.3:~', 'at=nowhere'],
    })
    expect(decoded.ok && decoded.left && leftNotice(decoded.left)).toContain('are left out: zoom=7, show=sparkle')
    expect(decode('v99')).toEqual({ ok: true, address: home, left: [] })
    expect(leftNotice([])).toContain('All of it could be read')
  })

  it('says forty letters of a part that cannot be read, and of flags that stand there twice all of them', () => {
    const [forty, more] = [`zoom=${'7'.repeat(35)}`, `seen=${'8'.repeat(36)}`]
    const decoded = decode(`v3&${forty}&${more}&show=slopes,slopes`)
    expect(decoded).toEqual({
      ok: true,
      address: { ...home, slopes: true },
      left: [forty, `seen=${'8'.repeat(35)}…`, 'show=slopes,slopes'],
    })
  })

  it('is damaged where nothing of it can be trusted', () => {
    expect(decode('v3&lesson=A')).toEqual(damaged)
    expect(decode(`v3&pack=${'a'.repeat(longestAddress)}`)).toEqual(damaged)
  })

  it('keeps what fits its lesson, and says what does not', () => {
    const cell = { name: 'noise', row: 0, column: 0 }
    const address: Address = {
      ...home,
      cell: { name: 'noise', row: 9, column: 0 },
      edits: [
        { cell, value: 5 },
        { cell: { name: 't', row: 0, column: 0 }, value: 77 },
      ],
      generation: 3,
    }
    const { state, left } = settled(address, 'noise', sora)
    expect(state).toEqual({ ...start, place: 'noise', edits: [{ cell, value: 5 }], generation: 3 })
    expect(left).toEqual(['t.1.1:77', 'noise.10.1'])
    expect(settle(address, 'noise', sora)).toBeUndefined()
  })

  it.each<readonly [string, Partial<Address>, Partial<Tour>, readonly string[]]>([
    ['a place that there is not', {}, { place: 'opening' }, ['nowhere']],
    [
      'a prompt with vectors of another length',
      { edits: [{ prompt: [{ word: 'sky', times: 1, vector: [0] }] }] },
      {},
      ['say'],
    ],
    [
      'more steps than t allows',
      { edits: [{ cell: t, value: 1 }], generation: 2 },
      { edits: [{ cell: t, value: 1 }] },
      ['steps=2'],
    ],
    ['the last pass of three', { generation: 3, pass: 2 }, { generation: 3, pass: 2 }, []],
    ['a pass after the last', { generation: 3, pass: 3 }, { generation: 3 }, ['pass=3']],
  ])('keeps all but %s', (_, change, kept, left) => {
    const place = kept.place ? ('nowhere' as 'noise') : 'noise'
    expect(settled({ ...home, ...change }, place, sora)).toEqual({ state: { ...start, place: 'noise', ...kept }, left })
  })
})

describe('settling', () => {
  const address: Address = {
    ...home,
    cell: { name: 'noise', row: 0, column: 0 },
    edits: [{ cell: { name: 'noise', row: 0, column: 0 }, value: 5 }],
    slopes: true,
    generation: 2,
  }

  it('gives the walk that stands there, and takes it back', () => {
    const state = settle(address, 'noise', sora)
    const { cell, edits } = address
    expect(state).toEqual({ ...start, place: 'noise', cell, edits, slopes: true, generation: 2 })
    expect(state && addressOf(state, home.lesson)).toEqual({ ...address, ...noTeaching })
    const teaching = { ...noTeaching, hideResults: true, hiddenSteps: [4] }
    expect(state && addressOf(state, { kind: 'case', id: 'x' }, teaching)).toEqual({
      ...address,
      ...teaching,
      lesson: { kind: 'case', id: 'x' },
    })
  })

  it('refuses what does not fit the lesson', () => {
    const fits = (change: Partial<Address>, place: Parameters<typeof settle>[1] = 'noise'): boolean =>
      settle({ ...address, ...change }, place, sora) !== undefined
    expect(fits({})).toBe(true)
    expect(fits({}, 'nowhere' as 'noise')).toBe(false)
    expect(fits({ generation: 3 })).toBe(true)
    expect(fits({ generation: 4 })).toBe(false)
    expect(fits({ cell: null })).toBe(true)
    expect(fits({ cell: { name: 'noise', row: 2, column: 0 } })).toBe(false)
    expect(fits({ edits: [{ cell: { name: 'noise', row: 0, column: 0 }, value: -2 }] })).toBe(false)
    expect(fits({ edits: [{ cell: { name: 'latent', row: 9, column: 0 }, value: 1 }] })).toBe(false)
    const earlier = { cell: { name: 't', row: 0, column: 0 }, value: 1 }
    expect(fits({ edits: [earlier], generation: 1 })).toBe(true)
    expect(fits({ edits: [earlier], generation: 2 })).toBe(false)
  })

  it('works in the reading that was asked for', () => {
    expect(
      settle({ ...home, reading: 'printed', cell: { name: 'latent', row: 0, column: 0 } }, 'encode', sora)?.reading,
    ).toBe('printed')
  })
})
