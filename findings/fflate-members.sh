#!/usr/bin/env bash
# fflate 0.8.3, Node 24; beside it pako 3.0.3, Node's zlib, and gzip.
#
# One would expect: gunzipSync gives what `gzip -d` gives, or an error. A file that was written on to, by `gzip >> log.gz` or Python's
#   gzip.open(name, 'ab'), is several members one after the other, which RFC 1952 calls one gzip file.
# What happens: gunzipSync, gunzip and decompressSync give the first member, and of it as many bytes as the last has: of 1000 lines and one
#   line more, one line; of 1000 lines and an empty member, as a run that wrote nothing leaves behind, nothing. No error. Where the
#   last is the longest, the first alone is given. fflate's stream, Gunzip, gives all (since 0.8.0, as its list of changes says, which
#   leaves the others out), and so do pako, zlib and gzip; the browser's DecompressionStream refuses. (fflate#287, of 2026, proposes a repair.)
# Who meets it: whoever reads losses, prompts or data sets as .jsonl.gz in the page: a log that was resumed, parts put together by cat, or
#   what bgzip wrote. One run in one go, as in a test, is right; after the first resumption the chart shows a line or nothing. Use the
#   stream: const parts = []; new Gunzip(part => parts.push(part)).push(bytes, true).
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
printf '{ "private": true, "type": "module" }\n' > package.json
npm install --no-audit --no-fund --silent --ignore-scripts --save-exact fflate@0.8.3 pako@3.0.3 >/dev/null

cat > try.mjs <<'JS'
import { execFileSync } from 'node:child_process'
import { promisify } from 'node:util'
import { gunzipSync as zlib, gzipSync } from 'node:zlib'
import { decompressSync, Gunzip, gunzip, gunzipSync } from 'fflate'
import { ungzip } from 'pako'

const lines = (from, to) => Array.from({ length: to - from }, (_, i) => `{"step":${from + i},"loss":0.5}\n`).join('')
const member = text => gzipSync(text)
const files = {
  'one member of 1000 lines': [[lines(0, 1000)], 1000],
  'and one of one line': [[lines(0, 1000), lines(1000, 1001)], 1],
  'and an empty one': [[lines(0, 1000), ''], 0],
  'one of one line, and one of 1000': [[lines(0, 1), lines(1, 1001)], 1],
}
const unzip = promisify(gunzip)
const decoder = new TextDecoder()
const readers = {
  gunzipSync: bytes => decoder.decode(gunzipSync(bytes)),
  gunzip: async bytes => decoder.decode(await unzip(bytes)),
  decompressSync: bytes => decoder.decode(decompressSync(bytes)),
  Gunzip: bytes => {
    const parts = []
    new Gunzip(part => parts.push(part)).push(bytes, true)
    return decoder.decode(Buffer.concat(parts))
  },
  pako: bytes => decoder.decode(ungzip(bytes)),
  zlib: bytes => decoder.decode(zlib(bytes)),
  'gzip -d': bytes => execFileSync('gzip', ['-dc'], { input: bytes }).toString(),
}
const short = ['gunzipSync', 'gunzip', 'decompressSync']
let found = true
for (const [name, [texts, seen]] of Object.entries(files)) {
  const whole = texts.join('')
  const bytes = new Uint8Array(Buffer.concat(texts.map(member)))
  const counted = []
  for (const [reader, read] of Object.entries(readers)) {
    const text = await read(bytes)
    const count = text.split('\n').length - 1
    counted.push(`${reader} ${count}`)
    // a last member of one line is as long as the first line and a byte or two of the next
    found &&= short.includes(reader) ? count === seen && whole.startsWith(text) : text === whole
  }
  console.log(`${name}, lines: ${counted.join(', ')}`)
}
const refused = await new Response(new Blob([member('1\n'), member('2\n')]).stream().pipeThrough(new DecompressionStream('gzip'))).text().then(
  () => false,
  () => true,
)
console.log(`DecompressionStream: ${refused ? 'an error' : 'no error'}`)
if (found && refused) {
  console.log('as found: the first member, cut to the size of the last')
} else {
  console.log('CHANGED: expected 1000, 1, 0 and 1 lines from three of fflate, and all from the others')
  process.exitCode = 1
}
JS
npx -y -p node@24.21.0 node try.mjs
