#!/usr/bin/env bash
# Node 24.21.0 and 26.10.0, which take the types out of .ts files as they load them; amaro 1.2.1 and @swc/wasm-typescript
# 1.16.2, the parser behind that; esbuild 0.28.2 and oxc-transform 0.158.0 for comparison.
#
# One would expect: taking types out of a file without any leaves it as it is. `of` is no reserved word, and
#   `for (const of of [1, 2])` is valid JavaScript: the same file as .mjs runs, in the same Node.
# What happens: where the name is `of` and what follows begins with a bracket or a parenthesis, the parser takes the first
#   `of` for the keyword, and Node refuses the file: ERR_INVALID_TYPESCRIPT_SYNTAX, "Variable declaration list cannot be
#   empty". `for (const of of list)` loads. esbuild and oxc take all of them.
# Who meets it: whoever runs TypeScript from source, as small projects with teaching code do: graphs, expressions and matrices
#   are full of fields called `of` ("the gradient of", "the row of"), tests pass in vitest (which does not use this
#   parser), and the command fails as soon as Node itself loads the file.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
printf '{ "private": true, "type": "module" }\n' > package.json
npm install --no-audit --no-fund --silent --ignore-scripts --save-exact amaro@1.2.1 @swc/wasm-typescript@1.16.2 esbuild@0.28.2 oxc-transform@0.158.0 >/dev/null

cat > try.mjs <<'JS'
import { execFileSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { writeFileSync } from 'node:fs'
import { transform } from 'esbuild'
import { transformSync } from 'oxc-transform'

const require = createRequire(import.meta.url)
const lines = ['for (const of of [1, 2]) console.log(of)', 'for (const of of ([1, 2])) console.log(of)', 'const list = [1, 2]; for (const of of list) console.log(of)']
const verdict = async run => {
  try {
    await run()
    return 'taken'
  } catch (error) {
    const text = `${error?.code ?? ''} ${error?.message ?? error} ${error?.stderr ?? ''}`
    return `refused: ${/Variable declaration list cannot be empty/.test(text) ? 'Variable declaration list cannot be empty' : text.slice(0, 200)}`
  }
}
const node = (version, name) => () =>
  execFileSync('npx', ['-y', '-p', `node@${version}`, 'node', name], { stdio: ['ignore', 'ignore', 'pipe'], encoding: 'utf8' })
let asFound = true
for (const [i, line] of lines.entries()) {
  for (const ending of ['ts', 'mjs']) writeFileSync(`line${i}.${ending}`, `${line}\n`)
  const readers = {
    'Node 24.21.0, .ts': node('24.21.0', `line${i}.ts`),
    'Node 26.10.0, .ts': node('26.10.0', `line${i}.ts`),
    'Node 24.21.0, .mjs': node('24.21.0', `line${i}.mjs`),
    'amaro': () => require('amaro').transformSync(line, { mode: 'strip-only' }),
    '@swc/wasm-typescript': () => require('@swc/wasm-typescript').transformSync(line, { mode: 'strip-only' }),
    'esbuild': () => transform(line, { loader: 'ts' }),
    'oxc-transform': () => {
      const { errors } = transformSync('line.ts', line)
      if (errors.length > 0) throw new Error(errors[0].message)
    },
  }
  console.log(line)
  for (const [name, run] of Object.entries(readers)) {
    const found = await verdict(run)
    console.log(`  ${name.padEnd(22)} ${found}`)
    const refuses = i < 2 && !/mjs|esbuild|oxc/.test(name)
    if (found !== (refuses ? 'refused: Variable declaration list cannot be empty' : 'taken')) asFound = false
  }
}
console.log(asFound ? 'as found: a variable called `of` before a bracket is refused' : 'CHANGED: other lines are refused than were')
process.exitCode = asFound ? 0 : 1
JS
npx -y -p node@24.21.0 node try.mjs
