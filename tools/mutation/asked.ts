// What is mutated, and which tests judge it: two benches of rooms.

export interface Bench {
  readonly name: string
  /** The rooms that are loaded anew for each mutant, and whose tests are run. */
  readonly rooms: readonly string[]
  /** The files that are mutated, from the repository's root. */
  readonly mutated: readonly string[]
  /** Whether the specification's cases and laws are run first. */
  readonly spec: boolean
}

export const benches: readonly Bench[] = [
  {
    name: 'engine',
    rooms: ['graph', 'core'],
    mutated: [
      'packages/{graph,core}/src/**/*.ts',
      // Readings for people: their tests compare whole texts.
      '!packages/graph/src/{formula,latex,style,text}.ts',
      // The numbers of the published vectors, which their pinned digests judge.
      '!packages/{graph/src/precise,core/src/vectors}.ts',
      // The search for mistakes: only asking some hundred wrong engines judges it, which takes minutes for each mutant.
      '!packages/core/src/mistakes/**',
    ],
    spec: true,
  },
  {
    name: 'walkthrough',
    rooms: ['walkthrough'],
    mutated: [
      'packages/walkthrough/src/**/*.ts',
      // Prose: its tests compare whole texts, and every number in them.
      '!packages/walkthrough/src/{captions,matrices,prose,published,say,says,sora,steps,stories}.ts',
      '!packages/walkthrough/src/{steps,words}/**',
    ],
    spec: false,
  },
]

/** Tests that are not run, by "FILE > TEST", each with the reason. */
export const notAsked: readonly { readonly called: RegExp; readonly why: string }[] = [
  { called: /^packages\/\w+\/tests\/(alone|vectors)\./, why: 'vitest itself or another program is needed' },
  { called: /^packages\/core\/tests\/mistakes\//, why: 'the search for mistakes is not mutated' },
  { called: /text\.test\.ts > .*balances its brackets/, why: 'as long as all the others together' },
  { called: /lesson\.test\.ts > (?!soft|misprint)[a-z-]+ > every /, why: 'a few lessons show as much' },
  { called: /printed\.test\.ts > every line .* > (?!soft|misprint)/, why: 'a few lessons show as much' },
  { called: /ranges > (are caught|hold for random lessons)/, why: 'the cases show as much' },
  { called: /steps\.test\.ts > (the telling > (types no number|is short)|read aloud)/, why: 'about letters of prose' },
]
