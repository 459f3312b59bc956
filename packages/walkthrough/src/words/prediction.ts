// Steps 7 to 9 in words: the guess.
import { alike, difference } from '@dit-by-hand/graph/arith'
import { at, named } from '@dit-by-hand/graph/at'
import { compare, type Exact, inv } from '@dit-by-hand/graph/exact'
import { showNumber } from '@dit-by-hand/graph/style'
import { type Attending, attending, countWhere, sameColumn, tied } from '../notice.ts'
import { m, num, type Paragraph, p, quote, term } from '../prose.ts'
import { published } from '../published.ts'
import { counted, featureOf, handful, list, patchesOf, words } from '../say.ts'
import { attendedBy, columnOf, corner, firstSound, isAmended, isZero, type Spot, spots } from '../spots.ts'
import type { Facts } from '../telling.ts'
import type { Words } from '../words.ts'

export const attention: Words = {
  prose: facts => [
    p`Until now each patch was worked on by itself. When you read the word ${quote('it')} in
      ${quote('the lamp went out because it was old')}, you look back at the lamp. ${term('Self-attention')} lets patches
      look at one another in the same way.`,
    p`Each column of the ${m('attention')} belongs to one patch. Its rows say how much that patch takes from each patch.
      ${whoAttends(facts)}`,
    ...box(facts),
    across(facts),
  ],
  leftOut: ({ lesson }) => [
    lesson.attention.kind === 'softmax'
      ? p`The softmax, and the root of the width that divides the scores, are as in DiT.`
      : p`DiT divides the scores by the root of the query’s width and takes the ${term('softmax')} of each column, so
        that every patch gets a share. ${
          lesson.attention.kind === 'hard'
            ? p`The further apart the scores, the closer softmax comes to giving everything to the largest, as we do;
                  dividing them by a positive number would not change which is largest.`
            : []
        }`,
    p`It does so in many ${term('heads')} side by side, ${num(published.heads)} in its largest model. Each has its own
      queries and keys, with a bias on each (official code), and its own slice of the features. So one head may look for
      what is near, and another for what looks alike; in the end their slices are stacked again.`,
  ],
}

/** The patch that speaks for all where there are too many to list. */
const firstPatch = corner.column

/** Who attends to whom, in a sentence for each group; of many patches the first speaks for all. */
function whoAttends(facts: Facts): Paragraph {
  const groups = attending(facts)
  const shown =
    facts.size.patches > handful ? groups.slice(0, 1).map(({ keys }) => ({ queries: [firstPatch], keys })) : groups
  return shown.flatMap((group, i) => p`${words(i === 0 ? '' : ' ')}${sentence(group, facts)}.`)
}

function sentence({ queries, keys }: Attending, { lesson, size }: Facts): Paragraph {
  const every = size.patches > 1 && queries.length === size.patches
  const one = every || queries.length === 1
  const who = every ? p`Every patch` : p`${words(one ? 'Patch ' : 'Patches ')}${list(queries.map(num))}`
  const whom =
    queries.length === 1 && keys.length === 1 && keys[0] === queries[0] ? p`itself` : patchesOf(keys, size.patches)
  if (keys.length === 0) return p`${who} ${words(one ? 'takes' : 'take')} nothing from any patch`
  const attend = words(one ? 'attends' : 'attend')
  if (lesson.attention.kind !== 'softmax' || size.patches === 1) return p`${who} ${attend} to ${whom}`
  return keys.length === size.patches ? p`${who} ${attend} to ${whom} alike` : p`${who} ${attend} most to ${whom}`
}

function box(facts: Facts): readonly Paragraph[] {
  const { kind } = facts.lesson.attention
  if (kind === 'given')
    return [
      p`Real attention is computed from queries and keys. In this lesson it is given, so there is no box to open, and its
        columns need not add up to one.`,
    ]
  const scores = p`The query–key box shows what decides this. There the ${m('query')} turns each patch into a
    ${term('query')}, what it looks for, and the ${m('key')} turns it into a ${term('key')}, what it can be found by. Multiply
    a query by a key, feature by feature, and add up: that is their score, how well they match. A raised ᵀ means
    ${term('transposed')}: the columns of the keys become rows, so that every key meets every query.`
  return [scores, kind === 'softmax' ? softmaxOf(facts) : hardest(facts)]
}

/** Softmax in words: along which axis, over which root, and why. */
function softmaxOf({ size }: Facts): Paragraph {
  return p`${term('Softmax')} turns scores into shares, one column at a time: ${num(published.formulas.softmax)}. Here e is
    about ${num(Math.E)}, and k, the number of features in a key, is ${num(size.key)}. The larger a score, the larger its
    share; a column’s shares add up to one. Why the root? A score is a sum of ${counted(size.key, 'product')}. The more
    products, the further apart the scores, and the largest would take nearly all.`
}

/** A hard maximum in words, with the first column for an example. */
function hardest(facts: Facts): Paragraph {
  const rule = p`In each column the largest score gets one and the others get zero: a hard maximum.`
  const spot = firstSound(facts, 'attention')
  const column = named(facts.values, 'scores', 'the lesson').map(cells => at(cells, 0, 'the scores'))
  if (!spot || column.length > handful) return p`${rule} ${ties(facts)}`
  const most = column.reduce((a, b) => (compare(a, b) < 0 ? b : a))
  const scores =
    column.length === 1
      ? p`The only score here is ${num(most)}.`
      : p`In column ${num(firstPatch)} the scores are ${num(column.map(showNumber).join(', '))}, and ${num(most)} is the largest.`
  return p`${rule} In a line of arithmetic, a bracket is one if what is inside it is true, and zero if not. ${scores}
    ${ties(facts)}`
}

function ties(facts: Facts): Paragraph {
  const count = tied(facts).length
  if (count === 0) return p`Tied scores would share the one equally.`
  return p`Tied scores, as in ${counted(count, 'column')} here, share the one equally.`
}

function across({ size: { patches, blocks, video } }: Facts): Paragraph {
  if (patches === 1)
    return p`With a single patch there is no other to look at; with more, this is where they would meet.`
  if (blocks.frames === 1)
    return p`All these patches belong to the same ${words(video.frames === 1 ? 'frame' : 'frames')}. In a longer video, patches of all frames would share this one
      table, and each could look into the past and the future as well.`
  return p`Patches of all frames share this one table. A patch can attend to an earlier or a later frame as easily as to
    its own, and that is how the frames of a video come to fit together.`
}

export const pooling: Words = {
  prose: facts => [
    p`Each patch now collects what it attended to: the ${m('conditioned')} times the ${m('attention')}. A column of the
      ${m('pooled')} is a mixture of the columns of the ${m('conditioned')}, weighted by the column of ${m('attention')}
      above it.`,
    p`${collected(facts)} ${likeColumns(facts)}`,
    p`Attention and pooling are the only steps in which patches meet. Whatever a patch finds out about the rest of the
      video, it finds out here; before and after, each column is worked out by itself.`,
  ],
  leftOut: () => [
    p`DiT does not pool the tokens themselves but ${term('values')}, which one more weight makes from them. The result
      passes through another linear layer and a gate, and is then added to the block’s input: a
      ${term('residual connection')}, so that a patch adds to what it was instead of giving it up
      (${num(published.sections.design)} and official code).`,
  ],
}

function collected(facts: Facts): Paragraph {
  const keys = attendedBy(facts, firstPatch)
  const column = columnOf(facts, firstPatch)
  const [only] = keys
  const share = only === undefined ? 0 : at(column, only - 1, 'the column')
  const all = facts.size.patches
  const whole =
    only === undefined
      ? p`Patch ${num(firstPatch)} takes nothing from any patch.`
      : p`The column of patch ${num(firstPatch)} is made from ${patchesOf(keys, all)}.`
  const sharing = column.filter(each => !isZero(each)).length
  if (keys.length < sharing)
    return p`The column of patch ${num(firstPatch)} has a share of
      ${sharing === all ? words('every patch') : counted(sharing, 'patch', 'patches')} in it, with the largest from
      ${patchesOf(keys, all)}.`
  if (spots(facts, 'pooled').some(spot => spot.column === 1 && isAmended(facts, 'pooled', spot))) return whole
  if (only === undefined) return p`Patch ${num(firstPatch)} takes nothing from any patch, so its column is all zeros.`
  if (keys.length === 1 && alike(share, 1) && sameColumn(facts, 'pooled', 1, 'conditioned', only))
    return only === 1
      ? p`Patch ${num(firstPatch)} attended only to itself, so its column passes through unchanged.`
      : p`Patch ${num(firstPatch)} attended only to patch ${num(only)}, so its column is a copy of column ${num(only)} of
        the ${m('conditioned')}.`
  const equalShares = keys.every(key => alike(at(column, key - 1, 'the column'), share))
  if (keys.length > 1 && equalShares && alike(share, inv(keys.length)))
    return p`Patch ${num(firstPatch)} shared its attention equally, so its column is the mean of
      ${keys.length === all ? p`all columns` : p`those of ${patchesOf(keys, all)}`}.`
  if (keys.length > 1 && equalShares && alike(share, 1))
    return p`Patch ${num(firstPatch)} takes ${patchesOf(keys, all)} in full, so its column is the sum of
      theirs.`
  return whole
}

/** Patches that attend to the same patches in the same measure have the same column from here on. */
function likeColumns(facts: Facts): Paragraph {
  const group = attending(facts).find(({ queries }) => queries.length > 1)
  const [first, ...others] = group?.queries ?? []
  if (!group || first === undefined || group.keys.length === 0) return []
  const same = others.every(
    other =>
      sameColumn(facts, 'attention', other, 'attention', first) && sameColumn(facts, 'pooled', other, 'pooled', first),
  )
  if (!same) return []
  return group.queries.length === facts.size.patches
    ? p`All columns are equal now, because all patches attended alike.`
    : p`The columns of ${patchesOf(group.queries, facts.size.patches)} are equal now, because these patches attended
        alike.`
}

export const feedForward: Words = {
  prose: facts => [
    p`Attention mixes patches; the ${term('feed-forward layer')} mixes the features inside each patch. It has one
      weight and one bias, the same for every column: the ${m('feedForwardWeight')} times the ${m('pooled')}, plus the
      ${m('feedForwardBias')}. The pattern is an old friend: ${num(published.formulas.layer)}, a weight times the input,
      plus a bias. The encoder worked like this, scale and shift were made like this, and the decoder will paint like
      this.`,
    p`In a model this small, the result is already the answer: the ${m('predictedNoise')}, a guess at the noise in every
      cell of the ${m('noised')}. ${guess(facts)}`,
    p`The model never saw the ${m('noise')} itself. It had only the noised latent, the prompt, the timestep and its
      weights to go by.`,
  ],
  leftOut: () => [
    p`DiT’s feed-forward network has a hidden layer, ${num(published.hidden)} times as wide, followed by
      ${term('GELU')}, another ReLU with a rounded corner. Without a bend between them, linear layers in a row would do no
      more than a single one (${num(published.sections.design)} and official code).`,
    p`Its largest model stacks ${num(published.blocks)} blocks like this one, each with attention and feed-forward. A last
      layer, with a scale and a shift of its own, then predicts the noise, and also a variance, which says how much fresh
      noise each step of generating should add (${num(published.sections.design)}).`,
  ],
}

/** What there was to find in a cell: at first the noise, in a later step whatever the latent still lacks. */
const sought = (facts: Facts, { row, column }: Spot): Exact =>
  facts.pass.at === 1
    ? facts.cell('noise', row, column)
    : difference(facts.cell('noised', row, column), facts.cell('latent', row, column))

function guess(facts: Facts): Paragraph {
  const spot = firstSound(facts, 'predictedNoise')
  const all = facts.size.latent * facts.size.patches
  const right = countWhere(facts, 'predictedNoise', (value, at) => alike(value, sought(facts, at)))
  const score =
    right === all
      ? p`Every cell is right.`
      : right === 0
        ? p`No cell is quite right yet.`
        : p`It is right in ${num(right)} of ${counted(all, 'cell')}.`
  if (!spot) return score
  const guessed = facts.cell('predictedNoise', spot.row, spot.column)
  return p`For ${featureOf(spot)} it says ${num(guessed)}, ${truth(guessed, sought(facts, spot), facts)}. ${score}`
}

function truth(guessed: Exact, there: Exact, { pass }: Facts): Paragraph {
  if (alike(guessed, there)) return pass.at === 1 ? p`which is right` : p`which is what was left to find`
  const much = isZero(there) ? p`nothing` : num(there)
  if (pass.at > 1) return p`where ${much} was left to find, the ${m('noised')} minus the ${m('latent')}`
  return isZero(there) ? p`where there is no noise` : p`where the noise is ${num(there)}`
}
