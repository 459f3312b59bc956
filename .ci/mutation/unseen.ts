// What the answer to a lesson cannot show: mutants of core that the specification, which sees answers and nothing else,
// has no means to kill. Each has its reason here, and a test of core's own that kills it.

/** Why no answer shows a change. */
export const reasons = {
  refusal: 'it refuses what does not fit, or words the refusal; in the net of a valid lesson everything fits',
  'not-in-a-lesson': 'the net of a lesson, its slopes and its numbers never come to it',
  'another-reading': 'it serves another reading than the answer: doubles, texts, generation, training, nudges',
  'same-number': 'the same number, written or come to in another way; what is judged is the number',
  'not-asked': 'only names that nobody asks for come or go; an engine may answer more than it is asked',
  'only-faster': 'it only spares work',
  'left-open': 'the slope through a softmax whose own value was misprinted, of which the specification says nothing',
} as const
export type Reason = keyof typeof reasons

/** Mutants on these lines of a file. */
export interface Unseen {
  readonly file: string
  /** Matches the source line on which the mutant begins, without its indentation. Default: every line. */
  readonly line?: RegExp
  /** How many there are. */
  readonly mutants: number
  readonly reason: Reason
  /** What is special about these lines, where the reason alone does not say it. */
  readonly why?: string
}

const inCore = (file: string, mutants: number, reason: Reason, line?: RegExp, why?: string): Unseen => ({
  file: `packages/core/src/${file}`,
  mutants,
  reason,
  ...(line && { line }),
  ...(why && { why }),
})

/** The first entry that matches a mutant counts. */
export const unseen: readonly Unseen[] = [
  inCore('graph.ts', 9, 'refusal', /'ShapeError'|shapeText|describe|called/),
  inCore('graph.ts', 6, 'another-reading', /namesOf|names\.has/, 'what a node is called when people read of it'),

  inCore('ops.ts', 19, 'refusal', /throw new ShapeError|do(es)? not fit|sameShape\('(add|mul)'/),
  inCore('ops.ts', 30, 'refusal', /^if \((a\.shape|!fits|from < 0|from\.length|size\(first|row >= )|^const fits = /),
  inCore(
    'ops.ts',
    1,
    'refusal',
    /^cell: \(_row, _column, _src, _k, node\) => \{$/,
    'a given is brought, or refused before',
  ),
  inCore(
    'ops.ts',
    30,
    'not-in-a-lesson',
    /^vjp: |^return \[|^const \[above, below\]|^y\.arg\.from\.forEach/,
    'a slope that no learnable weight needs, or of an op that has none',
  ),
  inCore(
    'ops.ts',
    3,
    'not-in-a-lesson',
    /^const tall = /,
    'only a column is ever spread on the way to a learnable weight',
  ),
  inCore(
    'ops.ts',
    1,
    'not-in-a-lesson',
    /^if \(!y\.arg\.soft\) return \[null\]/,
    'no slope, said in one way or another',
  ),
  inCore(
    'ops.ts',
    12,
    'not-in-a-lesson',
    /\bstep\b|\btanh\b|^shape: src => first\(src\)\.shape,$/,
    'the slope of max0 and tanh: the encoder does not learn, and a lesson has no GELU',
  ),
  inCore(
    'ops.ts',
    1,
    'another-reading',
    /k\.printed/,
    'the computed value behind a printed one is for who explains it',
  ),
  inCore(
    'ops.ts',
    4,
    'only-faster',
    /^return (x\.op === 'transpose'|x\.shape\[0\] === |cells\.length === 0)/,
    'a node that changes nothing is left out',
  ),

  inCore(
    'composites.ts',
    8,
    'not-in-a-lesson',
    /logistic|silu|gelu|bent|layerNorm|const mean|modulate|gated/,
    'pieces of a grown-up DiT',
  ),

  inCore('dit.ts', 3, 'another-reading', /resume/, 'generation goes on from a latent that is given'),
  inCore('dit.ts', 5, 'another-reading', /offsetName|readThrough/),
  inCore('dit.ts', 2, 'not-asked', /^const soft = /, 'scores behind a hard maximum have no slope to answer'),

  inCore('gradient.ts', 1, 'not-in-a-lesson', /^naming: Naming/, 'a lesson names every slope'),
  inCore('gradient.ts', 6, 'left-open', /amended\.set/),
  inCore('gradient.ts', 2, 'not-asked', /^const slope = name === undefined|slopes\[`d_\$\{name\}`\] = slope/),
  inCore(
    'gradient.ts',
    5,
    'same-number',
    /naming\(`d_\$\{name\}`, fill\(0/,
    'noughts that are named in one place or the other',
  ),

  inCore(
    'arith.ts',
    6,
    'not-in-a-lesson',
    /q\.sign\(x\) > 0 \? 1 : 0|tanh: x => Math\.tanh\(q/,
    'the slope of max0 and tanh',
  ),
  inCore(
    'arith.ts',
    30,
    'another-reading',
    /^sum: terms|total \+= term|a \* b|1 \/ x|Number\.isNaN\(x\)|x > 0 \? 1 : 0|2 \*\* place|if \(!soft\)/,
    'double precision: of it a lesson has softmax alone',
  ),

  inCore('exact.ts', 7, 'refusal', /has no value|is not an integer|d === 0n|^const parts = /),
  inCore('exact.ts', 4, 'not-in-a-lesson', /b < 0n \? -b|d < 0n \? -1n/, 'nothing negative is divided by: only √k is'),
  inCore(
    'exact.ts',
    7,
    'not-in-a-lesson',
    /toNumber\(a\) - toNumber\(b\)|difference < 0n/,
    'only a hard maximum compares: no decimals, and nobody asks by which sign one is less',
  ),
  inCore(
    'exact.ts',
    16,
    'same-number',
    /^const small|small\(top\)|product \+ 0|cell \+ 0|x\.d === 1n|\? x : toText\(x\)/,
    'one form for one number: what is written as 4, 4/1 or "4"',
  ),
  inCore(
    'exact.ts',
    15,
    'same-number',
    /integerRoot|Math\.sqrt|n < 2n|guess|d === undefined/,
    'a root of the key width: where it is whole, doubles find it too',
  ),
  inCore('exact.ts', 1, 'same-number', /const shift = /, 'more binary places than a double keeps'),
  inCore(
    'exact.ts',
    6,
    'another-reading',
    /digits\(|^return typeof x === 'number' \? String\(Math\.abs/,
    'how long a loss is to write, for who trains',
  ),

  inCore('evaluate.ts', 1, 'not-in-a-lesson', /^return node \? \[\[name, node\]/, 'every name of its net has a node'),
  inCore('evaluate.ts', 11, 'refusal', /throw new ShapeError|^const wrong = |^if \(grid\.length/),

  inCore(
    'lesson.ts',
    6,
    'another-reading',
    /^const said|^const place|toSorted/,
    'in which order words are shown; of their sum no order is seen',
  ),
  inCore('lesson.ts', 6, 'another-reading', /resume = false|noised/, 'generation goes on from a latent that is given'),
  inCore('lesson.ts', 5, 'only-faster', /if \(known\)|mostNets/, 'nets are kept for the next lesson of the same sizes'),
  inCore('lesson.ts', 9, 'not-asked', /^const working|^const given = Object\.keys|new Set<string>|left\.has/),
  inCore(
    'lesson.ts',
    2,
    'same-number',
    /'softmax' \? toNumber : toCell/,
    'what softmax leaves exact, as a fraction or a decimal',
  ),

  inCore('engine.ts', 1, 'another-reading', /name: 'core'/, 'what the engine is called'),
  inCore('generate.ts', 28, 'another-reading', undefined, 'generation over several steps'),
  inCore('learn.ts', 19, 'another-reading', undefined, 'training over several steps'),
]

/** The reason why no answer shows a mutant, if one is listed. */
export const whyUnseen = ({ file, line }: { readonly file: string; readonly line: string }): Unseen | undefined =>
  unseen.find(one => one.file === file && (one.line?.test(line) ?? true))
