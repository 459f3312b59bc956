#!/usr/bin/env bash
# @micropython/micropython-webassembly-pyscript 1.27.0, which PyScript runs for "mpy", and wasmoon 1.16.0 (Lua 5.4), Node 24.
#
# One would expect: a number goes from JavaScript to Python and back unchanged. MicroPython has whole numbers of any length and, in
#   this build, doubles; where it cannot take a number over it says so.
# What happens: a number that happens to be whole crosses in 32 bits, both ways, and what does not fit is cut off: 3000000000 becomes
#   -1294967296, 2^32 and 1e300 become 0, js.Math.pow(2, 40) is 0. Inside Python 2**40 is right, and 0 once it is handed to
#   JavaScript. 3000000000.5 crosses unharmed, and so do Python's own floats going out, so that of two numbers in a list one is right and
#   its neighbour is not. wasmoon does it with 64 bits: 1e20 arrives as 7766279631452241920, 1e300 as 0, 2^63 with a minus.
# Who meets it: whoever lets learners write Python in the page: times in milliseconds, seeds of 32 bits, counts of parameters, sums of
#   squares. Nothing is refused, and with small numbers all is well. Hand such numbers over as text.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
printf '{ "private": true, "type": "module" }\n' > package.json
npm install --no-audit --no-fund --silent --ignore-scripts --save-exact \
  @micropython/micropython-webassembly-pyscript@1.27.0 wasmoon@1.16.0 >/dev/null

cat > try.mjs <<'JS'
import { loadMicroPython } from '@micropython/micropython-webassembly-pyscript/micropython.mjs'
import { LuaFactory } from 'wasmoon'

const python = await loadMicroPython()
const lua = await new LuaFactory().createEngine()
const inPython = x => {
  python.globals.set('x', x)
  python.runPython('text = repr(x)')
  return Number(python.globals.get('text'))
}
const outOfPython = text => {
  python.runPython(`x = ${text}`)
  return python.globals.get('x')
}
const inLua = async x => {
  lua.global.set('x', x)
  return Number(await lua.doString('return string.format("%.17g", x)'))
}
// number, what Python gets, what Lua gets
const rows = [
  [2 ** 31 - 1, 2 ** 31 - 1, 2 ** 31 - 1],
  [2 ** 31, -(2 ** 31), 2 ** 31],
  [3000000000, -1294967296, 3000000000],
  [3000000000.5, 3000000000.5, 3000000000.5],
  [2 ** 32, 0, 2 ** 32],
  [2 ** 63, 0, -(2 ** 63)],
  [1e20, 1661992960, 7766279631452241920],
  [1e300, 0, 0],
]
let found = true
for (const [x, forPython, forLua] of rows) {
  const [p, l] = [inPython(x), await inLua(x)]
  console.log(`${x}: ${p} in MicroPython, ${l} in Lua`)
  found &&= p === forPython && l === forLua
}
for (const [text, seen] of [['2**31 - 1', 2147483647], ['2**40', 0], ['3000000000', -1294967296], ['3000000000.0', 3000000000]]) {
  const got = outOfPython(text)
  console.log(`MicroPython's ${text}: ${got} in JavaScript`)
  found &&= got === seen
}
const pow = outOfPython('__import__("js").Math.pow(2, 40) + 0.5')
console.log(`js.Math.pow(2, 40) + 0.5 in MicroPython: ${pow}`)
const inside = outOfPython('repr(2**40 + 1)')
console.log(`2**40 + 1 inside MicroPython: ${inside}`)
if (found && pow === 0.5 && inside === '1099511627777') {
  console.log('as found: whole numbers are cut on the way')
} else {
  console.log('CHANGED: expected whole numbers to be cut to 32 bits for Python and to 64 for Lua')
  process.exitCode = 1
}
JS
npx -y -p node@24.21.0 node try.mjs
