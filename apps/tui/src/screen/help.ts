// The keys and the marks, from the same table that handles the keys.
import { at } from '@dit-by-hand/graph/at'
import { sourceKinds } from '@dit-by-hand/spec/sources'
import { type Group, groups, terminalKeys } from '@dit-by-hand/walkthrough/keys'
import { beside, blank, padded, type Row, span, wrapped } from './text.ts'
import { brackets, lit, marks, roleMark } from './theme.ts'

/** Keys that do the same stand on one line. */
function lines(group: Group): readonly Row[] {
  const all = terminalKeys.filter(binding => binding.group === group)
  const same = Map.groupBy(all, ({ label, mode }) => `${mode} ${label}`)
  return [...same].map(([, bindings]) => {
    const names = bindings.map(({ key }) => key).join(' ')
    return [...padded([span(' '), span(names, 'key')], 13), span(at(bindings, 0, 'the keys').label)]
  })
}

const roles = ['pixels', 'latent', 'noise', 'condition', 'attention', 'learnable', 'frozen'] as const

function legend(): readonly Row[] {
  const mark = (name: 'focus' | 'source' | 'consumer', words: string): Row => [
    span(' '),
    span(lit[name].left, lit[name].mark),
    span('3', lit[name].look),
    span(lit[name].right, lit[name].mark),
    span(`   ${words}`),
  ]
  return [
    mark('focus', 'the cell in focus'),
    mark('source', 'what it is made from'),
    mark('consumer', 'what it goes into'),
    [span(' 3', 'strong'), span(marks.changed, 'changed'), span('    changed, or follows from a change')],
    [span(' 3', 'strong'), span(marks.misprint, 'misprint'), span('    misprinted; the other reading is below')],
    [span(` ${marks.gradient}3`, 'quiet'), span('    gradient of the number above it')],
    ...Object.values(sourceKinds).map(({ mark: sign, meaning }): Row => [span(` ${sign}     ${meaning}`)]),
    ...roles.map((role): Row => {
      const { left, right } = brackets[role]
      return [
        span(' '),
        span(left[0], role),
        span(' 3 '),
        span(right[0], role),
        span(` ${roleMark[role] ?? ' '} `, role),
        span(role),
      ]
    }),
  ]
}

const titled = (title: string, body: readonly Row[]): readonly Row[] => [[span(title, 'title')], ...body]

/** The help: one column, or two where there is room. */
export function helpRows(width: number): readonly Row[] {
  const sections = [...groups.map(group => titled(group, lines(group))), titled('Marks', legend())]
  const intro = wrapped(
    [span('Type digits or − on a number to change it. Esc closes this page; ↑ ↓ scroll it.', 'quiet')],
    width,
  )
  if (width < 110) return [...intro, ...sections.flatMap(section => [blank, ...section])]
  const under = (column: typeof sections): readonly Row[] =>
    column.flatMap((section, i) => (i === 0 ? section : [blank, ...section]))
  return [...intro, blank, ...beside([under(sections.slice(0, 2)), under(sections.slice(2))], 4)]
}
