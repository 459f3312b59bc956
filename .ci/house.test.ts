// The house rules, walked: who imports whom, and what the repository may not say.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import config from '../vitest.config.ts'
import { doors, files, importsOf, root, wrongWith } from './house.ts'

const textOf = (file: string): string => readFileSync(join(root, file), 'utf8')
/** AssemblyScript, which only looks like TypeScript, imports nobody. */
const code = files.filter(file => /\.m?tsx?$|\.mjs$/.test(file) && !file.startsWith('packages/float32/assembly/'))
const imports = code.flatMap(file => importsOf(file, textOf(file)))

/** What the rules say of a file that nobody wrote. */
const planted = (file: string, text: string): readonly (string | undefined)[] =>
  importsOf(file, text).map(found => wrongWith(found))

describe('the house', () => {
  it('has every import in sight', () => {
    expect(imports.length).toBeGreaterThan(1500)
    for (const folder of [
      '.ci/',
      'apps/site/tools/',
      'apps/tui/tests/',
      'bench/peers/',
      'packages/graph/src/',
      'spec/tools/',
      'tools/',
    ])
      expect(
        imports.map(({ from }) => from).filter(from => from.startsWith(folder)),
        folder,
      ).not.toEqual([])
  })

  it('lets each file import only what it may', () => {
    const wrong = imports.map(found => ({ ...found, why: wrongWith(found) })).filter(({ why }) => why !== undefined)
    expect(wrong).toEqual([])
  })

  it.each([
    ['bench/planted.ts', `import { ditNet } from '../packages/float32/tests/dit-net.ts'`, 'leaves its room'],
    ['packages/core/src/planted.ts', `export * from '../../graph/src/ops.ts'`, 'leaves its room'],
    ['spec/src/planted.ts', `import { damage } from '../tools/attacks/damage.ts'`, 'leans on no tool'],
    ['spec/tools/planted.ts', `const { x } = await import('../tests/reference.ts')`, 'only tests'],
    [
      'packages/float32/fixtures/planted.ts',
      `new Worker(new URL('../tests/run-small.ts', import.meta.url))`,
      'only tests',
    ],
    [
      'packages/graph/src/planted.ts',
      `import type { Lesson } from '@dit-by-hand/spec/format'`,
      'knows nothing of spec',
    ],
    ['packages/core/src/planted.ts', `import { type Lesson } from '@dit-by-hand/spec/format'`, 'knows nothing of spec'],
    ['packages/core/tests/planted.test.ts', `vi.mock('@dit-by-hand/walkthrough/tour')`, 'knows nothing of walkthrough'],
    ['apps/site/lib/planted.ts', `let open: import('@dit-by-hand/tui/open').Open`, 'knows nothing of tui'],
    ['apps/tui/src/planted.tsx', `import {\n  add,\n} from '@dit-by-hand/graph/ops'`, 'never builds with ops'],
    ['bench/peers/planted.ts', `import '@dit-by-hand/float32/tests/support'`, 'no such door'],
    ['packages/walkthrough/src/planted.ts', `import { readFileSync } from 'node:fs'`, 'imports nothing like it'],
    ['packages/core/src/planted.ts', `import { useState } from 'react'`, 'imports nothing like it'],
    ['tools/planted.ts', `import sirv from 'sirv'`, 'no package.json lists sirv'],
  ])('refuses in %s: %s', (file, text, why) => {
    expect(planted(file, text)).toEqual([expect.stringContaining(why)])
  })

  it('has no door that nobody opens and no README shows', () => {
    const readmes = files.filter(file => file.endsWith('README.md')).map(textOf)
    const opened = [
      ...imports.map(({ to }) => to),
      ...readmes.flatMap(text => text.match(/@dit-by-hand\/[\w/-]+/g) ?? []),
    ]
    const isOpened = (door: string): boolean =>
      opened.some(to => (door.endsWith('*') ? to.startsWith(door.slice(0, -1)) : to === door))
    expect(doors.length).toBeGreaterThan(100)
    expect(doors.filter(door => !isOpened(door))).toEqual([])
  })

  it('lets types of the spec into core, and of ops into apps', () => {
    expect(planted('packages/core/src/planted.ts', `import type { X } from '@dit-by-hand/spec/format'`)).toEqual([
      undefined,
    ])
    expect(planted('apps/tui/src/planted.ts', `export type { X } from '@dit-by-hand/graph/ops'`)).toEqual([undefined])
  })

  it('has no barrels', () => {
    expect(code.filter(file => /^export \*/m.test(textOf(file)))).toEqual([])
  })

  // Node takes the first `of` for the keyword where a bracket follows the second (Node 24.21, `findings/node-types-for-of.sh`):
  // compilers do not, so tests would pass, and the command would not start.
  it('calls no variable of a loop what Node cannot read', () => {
    const unread = /\bfor (?:await )?\((?:const|let|var) of of\b/
    expect(code.filter(file => unread.test(textOf(file)) && file !== '.ci/house.test.ts')).toEqual([])
    expect(unread.test('for (const of of [1, 2])')).toBe(true)
  })

  // The compiler that builds the site leaves these parentheses out (swc 1.16.22, `findings/swc-parentheses.sh`): 2 ** -(5 / 128)
  // becomes 2 ** -5 / 128 there, and nowhere else, so that no other test would see it.
  it('takes no power and no remainder of a negative bracket', () => {
    const misread = /(?:\*\*|%)=?\s*-\s*\(/
    expect(code.filter(file => misread.test(textOf(file)) && file !== '.ci/house.test.ts')).toEqual([])
    for (const text of ['2 ** -(5 / 128)', 'x %= - (a * b)']) expect(misread.test(text)).toBe(true)
  })

  // Where files of a room share their modules, a helper is loaded once, so that its hooks would hold for the first file only.
  it('hooks onto tests in the files of tests only', () => {
    const hook = /^(?:before|after)(?:All|Each)\(/m
    const helpers = code.filter(file => /\/tests?\//.test(file) && !/\.test\.tsx?$/.test(file))
    // What vitest itself loads before each file.
    const setup = 'apps/site/tests/after.ts'
    expect(helpers.filter(file => hook.test(textOf(file)))).toEqual([setup])
  })

  it('asks every test there is', () => {
    const roots = config.test?.projects?.map(project =>
      typeof project === 'object' && 'test' in project ? `${project.test?.root}/` : '',
    )
    const forgotten = files.filter(
      file => /\.test\.tsx?$/.test(file) && !roots?.some(folder => folder !== '/' && file.startsWith(folder)),
    )
    expect(roots?.length).toBeGreaterThan(5)
    expect(forgotten).toEqual([])
  })

  it('collects for mutation every way in which its tests are declared', () => {
    const collecting = textOf('tools/mutation/collect.ts')
    const judges = files.filter(file => /^packages\/(graph|core|walkthrough)\/tests\/.*\.test\.ts$/.test(file))
    const ways = judges.flatMap(file => [...textOf(file).matchAll(/\b(?:it|test|describe)\.(\w+)/g)])
    expect(ways.length).toBeGreaterThan(50)
    expect([...new Set(ways.map(([, way]) => `  ${way}`))].filter(way => !collecting.includes(way))).toEqual([])
  })

  it('stands alone: names no registry host, no path of a machine, no folder beside it', () => {
    const forbidden = [
      ['registry', 'npmjs'],
      ['registry', 'yarnpkg'],
      ['/work', 'main'],
      ['..', 'shared/'],
    ].map(parts => parts.join(parts[0] === 'registry' ? '.' : '/'))
    const texts = files.filter(
      file => file !== '.ci/house.test.ts' && /\.(ts|tsx|mjs|js|json|yaml|yml|md|py|css|html|sh)$|run$/.test(file),
    )
    const wrong = texts.flatMap(file =>
      forbidden.filter(word => textOf(file).includes(word)).map(word => `${file}: ${word}`),
    )
    expect(texts.length).toBeGreaterThan(50)
    expect(wrong).toEqual([])
  })

  it('starts every file but a test by saying what it is', () => {
    const opening = /^(#!.*\n)?(\/\/\/ <reference.*\n)*(\/\/ |\/\*|'use client'\n+\/\/)/
    expect(code.filter(file => !file.includes('/tests/') && !opening.test(textOf(file)))).toEqual([])
  })
})
