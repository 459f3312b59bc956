// `pnpm bench [name …]`: all benches, or those whose name begins with one of the names given.
import { benches } from './benches.ts'
import { figuresOf, heading, told } from './measure.ts'

const wanted = process.argv.slice(2)
const chosen = benches.filter(({ name }) => wanted.length === 0 || wanted.some(word => name.startsWith(word)))
if (chosen.length === 0) {
  console.error(`There is no bench ${wanted.join(', ')}. There are ${benches.map(({ name }) => name).join(', ')}.`)
  process.exitCode = 2
}
if (chosen.length > 0) console.log(heading)
for (const bench of chosen) console.log(told(bench, figuresOf(await bench.measure())))
