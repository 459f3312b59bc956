// `npm run bench [name …]`: all benches, or those whose name begins with one of these. `peers`, the last, compares with other
// libraries and installs them when it first runs.
import { benches } from './benches.ts'
import { figuresOf, heading, told } from './measure.ts'

const wanted = process.argv.slice(2)
const asked = (name: string): boolean => wanted.length === 0 || wanted.some(word => name.startsWith(word))
const chosen = benches.filter(({ name }) => asked(name))
if (chosen.length === 0 && !asked('peers')) {
  const names = [...benches.map(({ name }) => name), 'peers']
  console.error(`There is no bench ${wanted.join(', ')}. There are ${names.join(', ')}.`)
  process.exitCode = 2
}
if (chosen.length > 0) console.log(heading)
for (const bench of chosen) console.log(told(bench, figuresOf(await bench.measure())))
if (asked('peers')) {
  const { bringPeers } = await import('./peers/install.ts')
  bringPeers()
  const { compare } = await import('./peers/compare.ts')
  await compare()
  // The peers leave threads running.
  process.exit()
}
