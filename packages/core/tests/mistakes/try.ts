import { explain } from '../../src/mistakes/explain.ts'
import { answers } from './asked.ts'
import { catalogue } from './catalogue.ts'
import { wrongEngine } from './mistake.ts'
import { unseen } from './unseen.ts'

const which = process.argv[2] ?? 'all'
const filter = process.argv[3] ?? ''
const list = [
  ...(which !== 'unseen'
    ? catalogue
        .filter(m => m.how.kind !== 'memory')
        .map(m => ({
          id: m.id,
          title: m.title,
          engine: wrongEngine(m),
          says: null as readonly (RegExp | null)[] | null,
        }))
    : []),
  ...(which !== 'catalogue'
    ? unseen.map(u => ({
        id: 'u/' + Object.keys(u.makes)[0],
        title: u.what,
        engine: wrongEngine({ id: u.what, matrix: null, title: u.what, how: { kind: 'formulas', makes: u.makes } }),
        says: u.says,
      }))
    : []),
]
let ok = 0,
  n = 0,
  slow = 0
for (const one of list) {
  if (!`${one.id} ${one.title}`.includes(filter)) continue
  n++
  const t0 = performance.now()
  const asked = await answers(one.engine)
  const t1 = performance.now()
  const found = explain(asked)
  const t2 = performance.now()
  slow = Math.max(slow, t2 - t1)
  const lines = found.map(
    f => `${f.matrix}: ${f.mistake?.says ?? `?? ${f.looks}`}${f.also.length ? ` (also ${f.also.join(', ')})` : ''}`,
  )
  const good = one.says
    ? one.says.every((r, i) => (r === null ? (found[i] ? !found[i].mistake : true) : r.test(lines[i] ?? ''))) &&
      lines.length === one.says.length
    : found[0]?.mistake && found.length === 1
  if (good) ok++
  process.stdout.write(
    `${good ? '  ' : '✗ '}${one.id} «${one.title}» ${Math.round(t2 - t1)}ms\n      ${lines.slice(0, 3).join('\n      ')}${one.says && !good ? `\n      wanted ${one.says}` : ''}\n`,
  )
}
process.stdout.write(`${ok} of ${n}, slowest ${Math.round(slow)}\n`)
