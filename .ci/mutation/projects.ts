// What is mutated, and what kills it.

/** Where kills come from: the specification's cases and laws asked of core's engine, or a room's own tests. */
export type Suite = 'spec' | 'core' | 'walkthrough'

export interface Project {
  readonly name: string
  /** The room whose sources are mutated. */
  readonly room: 'packages/core' | 'packages/walkthrough'
  /** Files under the room's src, in the order in which the summary tells of them. */
  readonly files: readonly string[]
  /** Asked one after the other: what the first kills, the second never sees. */
  readonly suites: readonly Suite[]
  /** Files of the room that are not mutated, each with the reason. */
  readonly leftOut: { readonly [file: string]: string }
}

const prose = 'prose: its tests compare whole texts and every number in them'
const reading = 'a reading for people: no answer comes of it, so the spec cannot see it'
const types = 'types only: there is nothing to mutate'

export const projects: readonly Project[] = [
  {
    name: 'core',
    room: 'packages/core',
    files: [
      'graph.ts',
      'ops.ts',
      'composites.ts',
      'dit.ts',
      'gradient.ts',
      'arith.ts',
      'exact.ts',
      'evaluate.ts',
      'lesson.ts',
      'engine.ts',
      'generate.ts',
      'learn.ts',
    ],
    suites: ['spec', 'core'],
    leftOut: {
      'expression.ts': reading,
      'nudge.ts': reading,
      'text.ts': reading,
      'latex.ts': reading,
      'precise.ts': 'the number system of the published vectors: their pinned digests and tests of its own judge it',
      'vectors.ts': 'it writes the published vectors: their pinned digests judge it',
    },
  },
  {
    name: 'walkthrough',
    room: 'packages/walkthrough',
    files: [
      'tour.ts',
      'edits.ts',
      'moves.ts',
      'scene.ts',
      'line.ts',
      'workbench.ts',
      'address.ts',
      'nudged.ts',
      'blank.ts',
      'facts.ts',
      'heads.ts',
      'ranges.ts',
      'learning.ts',
      'notice.ts',
    ],
    suites: ['walkthrough'],
    leftOut: {
      'captions.ts': prose,
      'matrices.ts': prose,
      'prose.ts': prose,
      'published.ts': prose,
      'say.ts': prose,
      'steps.ts': prose,
      'stories.ts': prose,
      'telling.ts': types,
    },
  },
]

/** The test files that are asked, of the room that a suite is named after. */
export const testFiles: { readonly [S in Suite]: readonly string[] } = {
  spec: [],
  core: ['exact.test.ts', 'graph.test.ts', 'rules.test.ts', 'lesson.test.ts', 'text.test.ts', 'composites.test.ts'],
  walkthrough: [
    'notice.test.ts',
    'walk.test.ts',
    'fragment.test.ts',
    'told.test.ts',
    'tour.test.ts',
    'facts.test.ts',
    'front-ends.test.ts',
    'shown.test.ts',
    'address.test.ts',
    'edits.test.ts',
    'matrices.test.ts',
    'labels.test.ts',
    'scene.test.ts',
    'steps.test.ts',
  ],
}

/** Tests of these files that are not asked, by what they are called, each with the reason. */
export const testsLeftOut: readonly { readonly called: RegExp; readonly why: string }[] = [
  {
    called: /^core: lesson\.test\.ts > (?!softmax-attention|misprint )[a-z-]+ > every (cell|slope) /,
    why: 'it asks of twenty lessons what two show as well, in a tenth of the time',
  },
  {
    called: /^core: text\.test\.ts > the line of arithmetic > balances its brackets/,
    why: 'it takes as long as all of the other tests together',
  },
  {
    called: /^walkthrough: steps\.test\.ts > (the telling > (types no number|is short)|read aloud)/,
    why: 'it is about how the prose is written, letter by letter',
  },
]

/** How many random lessons the laws are tried on, besides the cases, and the seed that draws them. */
export const drawn = { seed: 1, runs: 60 } as const

export function projectOf(name: string): Project {
  const found = projects.find(project => project.name === name)
  if (!found) throw new RangeError(`there is no project ${name}; there are ${projects.map(one => one.name).join(', ')}`)
  return found
}
