// The documents of the vectors: README, CHANGELOG, and the version, which is that of the newest release.
import { checkPy } from './example.ts'

interface Release {
  readonly version: string
  readonly date: string
  readonly changes: readonly string[]
}

/** Newest first. */
const releases: readonly [Release, ...Release[]] = [
  {
    version: '1.1.0',
    date: '2026-11-28',
    changes: [
      'A case more, soft-sky: a softmax whose gradients are all different from zero.',
      'Where a misprint stands on attention, gradients are worked from the printed shares. No number has changed.',
    ],
  },
  {
    version: '1.0.0',
    date: '2026-11-22',
    changes: [
      '21 cases with the answers of an independent oracle.',
      '500 random lessons, 250 hand-friendly and 250 wild, in both readings where they have errata.',
      'JSON Schemas for vectors, lessons, answers and the index.',
    ],
  },
]

/** The version of the vectors. */
export const version: string = releases[0].version

export const changelogText = (): string =>
  `# Changes\n\n${releases
    .map(({ version: of, date, changes }) => `## ${of} (${date})\n\n${changes.map(change => `- ${change}\n`).join('')}`)
    .join('\n')}`

const about = {
  cases: 'worked examples, each for something of its own (`flags`); their answers come from an independent program',
  'hand-friendly': 'random lessons with small whole numbers and few patches, as on paper',
  wild: 'random lessons of every size, with fractions, large numbers, negative numbers and ties',
} as const

export interface Facts {
  readonly counts: readonly { readonly set: keyof typeof about; readonly count: number }[]
  readonly seed: number
  readonly tolerance: number
}

export const readmeText = ({
  counts,
  seed,
  tolerance,
}: Facts): string => `# Vectors of the by-hand Diffusion Transformer

Version ${version}. Lessons with every matrix that an engine must find in them, for engines in any language.

| file | vectors | what |
| ---- | ------- | ---- |
${counts.map(({ set, count }) => `| \`${set}.jsonl\` | ${count} | ${about[set]} |`).join('\n')}
| \`index.json\` | | version, tolerance, and the count, size and SHA-256 of every file |
| \`schema/\` | | JSON Schema (draft 2020-12) of a vector, a lesson, an answer and the index |
| \`check.py\` | | a reader in Python, below |

The files are JSON Lines: UTF-8, one vector a line, each line a JSON object. Any language can read one a line at a time
with the JSON parser that it has; a vector is found with a text search; a change shows as a changed line. Begin with
\`cases.jsonl\`, go on with \`hand-friendly.jsonl\`; \`wild.jsonl\` is for an engine that is nearly done.

## A vector

| member | what |
| ------ | ---- |
| \`id\` | its name; also the lesson's |
| \`set\` | \`cases\`, \`hand-friendly\` or \`wild\` |
| \`comment\` | what it is for |
| \`flags\` | cases only: what is special about it |
| \`decimals\` | the names of the matrices to compare with the tolerance; all others are compared exactly |
| \`lesson\` | what an engine is given |
| \`answer\` | \`corrected\`: every matrix by name; \`printed\`: the same, with every misprint carried on as printed. Without \`printed\` both readings are the same |

A matrix is a list of rows of cells, a vector a matrix of one column; \`generatedVideo\` is a list of frames. An answer has
exactly the matrices that the lesson's kind of attention has.

## A cell

| written as | is | where |
| ---------- | -- | ----- |
| \`-3\` | that whole number | lessons, answers |
| \`"2/3"\` | that fraction, in lowest terms, its denominator above 1 | lessons, answers |
| \`"9007199254740993"\` | a whole number too long for a double, as digits in a string | answers |
| \`0.5\`, \`1e-7\` | a decimal | answers, matrices in \`decimals\` only |

**Exactly** means the same number; how your engine writes it does not matter. **With the tolerance** means that your
number x and ours y differ by at most ${tolerance} × max(1, |y|). Softmax alone makes decimals: a lesson with another attention has no
\`decimals\`, and in one with softmax only what depends on its scores is in them.

The decimals of random lessons are rounded to 12 digits after the point, or to 12 digits in all where |y| ≥ 1. They were
worked in integers with 256 binary places and rounded once, so they are the same to the last digit wherever they are
built. Lessons in which double precision could lose the tolerance were not taken. The decimals of \`cases.jsonl\` are the
doubles that the oracle printed.

## What is guaranteed

- An id names the same vector for ever. None is reused, also where a vector has gone. The id of a random lesson holds the
  major version, the seed (${seed}), the set and a number: \`v1-s${seed}-wild-017\`.
- Within a major version no number changes, and no vector goes: lines may be added (a minor version). Words of comments,
  schemas and this text may change in a patch.
- Every answer was found by two engines that share no code, one in TypeScript and one in plain Python: equal in exact
  matrices, within the tolerance in decimals. The files are not written otherwise.
- The same version has the same bytes. \`index.json\` has their SHA-256; nothing in the files depends on when or where they
  were built.

The schemas cannot say that shapes fit one another or that a fraction is in lowest terms; in these files both hold.

## A reader

\`python3 check.py my_engine.py\` holds an engine to all of them. It is all that there is to reading them:

\`\`\`python
${checkPy}\`\`\`
`
