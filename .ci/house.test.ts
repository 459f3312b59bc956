// Who may import whom, and what the repository may not say: the house rules, walked.
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  cwd: root,
  encoding: 'utf8',
})
  .split('\n')
  .filter(file => file !== '')

interface Import {
  readonly from: string
  readonly to: string
  readonly typeOnly: boolean
}

const source = files.filter(
  file => /\.(ts|tsx|mts)$/.test(file) && /(^|\/)src\/|^apps\/site\/(app|components|lib)\//.test(file),
)
const importPattern =
  /^\s*(import|export)\s+(type\s)?[^'"]*?\sfrom\s+['"]([^'"]+)['"]|^\s*import\s+['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)/gm
const imports: readonly Import[] = source.flatMap(from =>
  [...readFileSync(join(root, from), 'utf8').matchAll(importPattern)].map(found => ({
    from,
    to: found[3] ?? found[4] ?? found[5] ?? '',
    typeOnly: found[2] !== undefined,
  })),
)

const rooms: {
  readonly [room: string]: {
    readonly folder: string
    readonly may: readonly string[]
    readonly typesOf?: readonly string[]
  }
} = {
  spec: { folder: 'spec', may: [] },
  core: { folder: 'packages/core', may: [], typesOf: ['spec'] },
  float32: { folder: 'packages/float32', may: ['core'] },
  walkthrough: { folder: 'packages/walkthrough', may: ['core', 'spec'] },
  tui: { folder: 'apps/tui', may: ['core', 'spec', 'walkthrough'] },
  site: { folder: 'apps/site', may: ['core', 'spec', 'walkthrough'] },
}

const roomOf = (file: string): string | undefined =>
  Object.keys(rooms).find(room => file.startsWith(`${rooms[room]?.folder}/`))

describe('the house', () => {
  it('finds the rooms and their imports', () => {
    expect(source.length).toBeGreaterThan(20)
    expect(imports.length).toBeGreaterThan(100)
    for (const [room, { folder }] of Object.entries(rooms))
      expect(
        source.some(file => file.startsWith(`${folder}/`)),
        room,
      ).toBe(true)
  })

  it('has a room for every file of source', () => {
    expect(source.filter(file => roomOf(file) === undefined)).toEqual([])
  })

  it('lets each room import only whom it may', () => {
    const wrong = imports.filter(({ from, to, typeOnly }) => {
      const target = /^@dit-by-hand\/([^/]+)/.exec(to)?.[1]
      const room = rooms[roomOf(from) ?? '']
      if (target === undefined || room === undefined || target === roomOf(from)) return false
      return !(room.may.includes(target) || (typeOnly && room.typesOf?.includes(target)))
    })
    expect(wrong).toEqual([])
  })

  it('lets no relative import leave its room', () => {
    const wrong = imports.filter(
      ({ from, to }) => to.startsWith('.') && roomOf(normalize(join(dirname(from), to))) !== roomOf(from),
    )
    expect(wrong).toEqual([])
  })

  it('keeps ops out of the apps: they know the graph only by name', () => {
    const wrong = imports.filter(
      ({ from, to, typeOnly }) =>
        !typeOnly && from.startsWith('apps/') && /core\/(ops|composites|dit|gradient)$/.test(to),
    )
    expect(wrong).toEqual([])
  })

  it('keeps screens and Node out of core, spec’s judge and the walkthrough', () => {
    const mayUseNode = ['spec/src/conform.ts', 'spec/src/line-process.ts']
    const wrong = imports.filter(
      ({ from, to }) =>
        !from.startsWith('apps/') &&
        !mayUseNode.includes(from) &&
        (/^(react|ink|next)/.test(to) || to.startsWith('node:')),
    )
    expect(wrong).toEqual([])
  })

  it('stands alone: names no registry host, no path of a machine, no folder beside it', () => {
    const forbidden = [
      ['registry', 'npmjs'],
      ['registry', 'yarnpkg'],
      ['/work', 'main'],
      ['..', 'shared/'],
    ].map(parts => parts.join(parts[0] === 'registry' ? '.' : '/'))
    const texts = files.filter(
      file => !file.startsWith('.ci/house') && /\.(ts|tsx|mjs|js|json|yaml|yml|md|py|css|html|sh)$|run$/.test(file),
    )
    const wrong = texts.flatMap(file => {
      const text = readFileSync(join(root, file), 'utf8')
      return forbidden.filter(word => text.includes(word)).map(word => `${file}: ${word}`)
    })
    expect(texts.length).toBeGreaterThan(50)
    expect(wrong).toEqual([])
  })

  it('starts every file of source by saying what it is', () => {
    const wrong = source.filter(
      file => !/^(#!.*\n)?(\/\/|\/\*|'use client'\n+\/\/)/.test(readFileSync(join(root, file), 'utf8')),
    )
    expect(wrong).toEqual([])
  })
})
