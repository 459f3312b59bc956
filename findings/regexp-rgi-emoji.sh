#!/usr/bin/env bash
# Node 24 (V8 13.6); beside it string-width 8.3.0.
#
# One would expect: a regular expression in a function that is never called costs nothing but its letters; at most it is
#   compiled when it is first used.
# What happens: its letters are checked when the file is read, and for \p{RGI_Emoji} (flag v) that check builds the whole set
#   of emoji sequences: a file of one line that took 22 ms takes 32 with this literal in it, each time.
#   new RegExp('\\p{RGI_Emoji}', 'v') in the same function costs nothing until it is called. string-width has the literal at
#   its top, and with it every program that lays text out by it.
# Who meets it: whoever writes a command that is to answer at once, and measures how wide words stand in a terminal.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
node_version=24.21.0
npm install --silent --no-audit --no-fund --prefix "$work" "node@$node_version" string-width@8.3.0 >/dev/null
cat > literal.mjs <<'JS'
export const isEmoji = text => /^\p{RGI_Emoji}$/v.test(text)
JS
cat > made.mjs <<'JS'
export const isEmoji = text => new RegExp('^\\p{RGI_Emoji}$', 'v').test(text)
JS
cat > width.mjs <<'JS'
import 'string-width'
JS
cat > time.mjs <<'JS'
import { spawnSync } from 'node:child_process'
const files = ['made.mjs', 'literal.mjs', 'width.mjs']
const times = Object.fromEntries(files.map(file => [file, []]))
for (let round = 0; round < 25; round++)
  for (const file of files) {
    const start = performance.now()
    spawnSync(process.execPath, [file])
    times[file].push(performance.now() - start)
  }
const median = file => times[file].toSorted((a, b) => a - b)[12]
for (const file of files) console.log(`${file}: ${median(file).toFixed(0)} ms`)
const more = median('literal.mjs') / median('made.mjs')
if (more < 1.12 || median('width.mjs') < median('literal.mjs')) process.exit(1)
JS
if ./node_modules/.bin/node time.mjs; then
  echo "as found: a literal that is never used is paid for when the file is read"
else
  echo "CHANGED: the literal costs nothing until it is used, or string-width lives without it"
  exit 1
fi
