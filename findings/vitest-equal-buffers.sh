#!/usr/bin/env bash
# vitest 5.1.2, Node 24.
#
# One would expect: `expect(a).toEqual(b)` fails where two buffers hold other bytes, as it does for typed arrays, and node:assert
#   for both; and if it could not look inside, it would say so.
# What happens: toEqual compares the properties that can be listed, and a buffer has none: any two ArrayBuffers and any two
#   DataViews are "equal", whatever their bytes, even their length; so they are as fields of objects.
#   toStrictEqual looks inside these two, but not inside SharedArrayBuffer: with it, too, any two are equal.
# Who meets it: whoever tests files written byte by byte, weights handed to workers, a kernel's memory: such a test is green for
#   ever, and `not.toEqual` red. Compare views: expect(new Uint8Array(a)).toEqual(new Uint8Array(b)).
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
printf '{ "private": true, "type": "module" }\n' > package.json
npm install --no-audit --no-fund --silent --ignore-scripts --save-exact vitest@5.1.2 vite@8.4.0 >/dev/null

cat > try.test.js <<'JS'
import assert from 'node:assert'
import { writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const bytes = list => Uint8Array.from(list).buffer
const shared = list => {
  const buffer = new SharedArrayBuffer(list.length)
  new Uint8Array(buffer).set(list)
  return buffer
}
const [one, other] = [[1, 2, 3], [9, 9]]
const pairs = {
  ArrayBuffer: [bytes(one), bytes(other)],
  DataView: [new DataView(bytes(one)), new DataView(bytes(other))],
  SharedArrayBuffer: [shared(one), shared(other)],
  Uint8Array: [Uint8Array.from(one), Uint8Array.from(other)],
  'ArrayBuffer in an object': [{ bytes: bytes(one) }, { bytes: bytes(other) }],
}
const passes = compare => {
  try {
    compare()
    return true
  } catch (error) {
    if (error.name !== 'AssertionError') throw error
    return false
  }
}
test('what holds other numbers', () => {
  const rows = Object.entries(pairs).map(([name, [a, b]]) => ({
    name,
    toEqual: passes(() => expect(a).toEqual(b)),
    toStrictEqual: passes(() => expect(a).toStrictEqual(b)),
    assert: passes(() => assert.deepStrictEqual(a, b)),
  }))
  writeFileSync('rows.json', JSON.stringify(rows))
})
JS
npx -y -p node@24.21.0 node node_modules/vitest/vitest.mjs run >run.log 2>&1 || { tail -20 run.log; exit 1; }
cat > told.mjs <<'JS'
import { readFileSync } from 'node:fs'

const rows = JSON.parse(readFileSync('rows.json', 'utf8'))
const said = equal => (equal ? 'equal' : 'differ')
for (const { name, toEqual, toStrictEqual, assert } of rows)
  console.log(`${name} of 1, 2, 3 and of 9, 9: toEqual ${said(toEqual)}, toStrictEqual ${said(toStrictEqual)}, node:assert ${said(assert)}`)
const passed = key => rows.filter(row => row[key]).map(row => row.name).join(', ')
const found =
  passed('toEqual') === 'ArrayBuffer, DataView, SharedArrayBuffer, ArrayBuffer in an object' &&
  passed('toStrictEqual') === 'SharedArrayBuffer' &&
  passed('assert') === ''
if (found) {
  console.log('as found: some comparisons cannot fail')
} else {
  console.log('CHANGED: expected toEqual to pass buffers and views of data, toStrictEqual shared buffers, node:assert none')
  process.exitCode = 1
}
JS
npx -y -p node@24.21.0 node told.mjs
