#!/usr/bin/env bash
# onnxruntime-node and onnxruntime-web 1.30.0 (CPU, WebAssembly), the same files under Node 22 and Node 24, on x86-64.
#
# One would expect: a model whose input is float16 runs under every Node that the package supports, and hands its output back in
#   the same kind of array; a newer Node takes nothing away.
# What happens: under Node 22 a float16 tensor is a Uint16Array of bits, and the model runs. Node 24 has Float16Array, and the
#   package's JavaScript turns the same bits into one, for which its native part counts no bytes: every run ends with
#   "not enough space: expected 4, got 0". With onnxruntime-web under the same Node 24 it runs; but its output is a Float16Array
#   of numbers where it was a Uint16Array of bits, so that code which decodes the bits itself decodes numbers. What helps: to
#   take globalThis.Float16Array away before the package is loaded, or an input that is float32 and a Cast in the model.
# Who meets it: whoever halves a model for deployment and moves on to the Node of today: tests with float32 models stay green.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
printf '{ "private": true, "type": "module" }\n' > package.json
npm install --no-audit --no-fund --silent --ignore-scripts --save-exact onnxruntime-node@1.30.0 onnxruntime-web@1.30.0 >/dev/null

cat > try.mjs <<'JS'
const [library, hidden] = process.argv.slice(2)
if (hidden) delete globalThis.Float16Array
const ort = await import(library)
// The model's bytes: a field is its number and kind, then its value or its length and contents. y = −x, both float16.
const text = value => [...new TextEncoder().encode(value)]
const field = (number, contents) => [(number << 3) | 2, contents.length, ...contents]
const whole = (number, value) => [number << 3, value]
const halves = [...whole(1, 10), ...field(2, field(1, field(2, text('n'))))]
const value = name => [...field(1, text(name)), ...field(2, field(1, halves))]
const graph = [
  ...field(1, [...field(1, text('x')), ...field(2, text('y')), ...field(4, text('Neg'))]),
  ...field(2, text('g')), ...field(11, value('x')), ...field(12, value('y')),
]
const model = Uint8Array.from([...whole(1, 10), ...field(7, graph), ...field(8, whole(2, 20))])
if (ort.env.wasm) ort.env.wasm.numThreads = 1
const session = await ort.InferenceSession.create(model)
const x = new ort.Tensor('float16', Uint16Array.of(0x3c00, 0x4200), [2])
try {
  const { y } = await session.run({ x })
  console.log(`${x.data.constructor.name} in, ${y.data.constructor.name} out: ${[...y.data]}`)
} catch (error) {
  console.log(`${x.data.constructor.name} in: ${error.message}`)
}
JS
ask() { npx -y -p "node@$1" node try.mjs "${@:2}"; }
said=$(
  echo "node 22, onnxruntime-node: $(ask 22.23.3 onnxruntime-node)"
  echo "node 24, onnxruntime-node: $(ask 24.21.0 onnxruntime-node)"
  echo "node 24, onnxruntime-node, Float16Array taken away: $(ask 24.21.0 onnxruntime-node hidden)"
  echo "node 24, onnxruntime-web: $(ask 24.21.0 onnxruntime-web)"
)
echo "$said"
expected='node 22, onnxruntime-node: Uint16Array in, Uint16Array out: 48128,49664
node 24, onnxruntime-node: Float16Array in: not enough space: expected 4, got 0
node 24, onnxruntime-node, Float16Array taken away: Uint16Array in, Uint16Array out: 48128,49664
node 24, onnxruntime-web: Float16Array in, Float16Array out: -1,-3'
if [ "$said" = "$expected" ]; then
  echo 'as found: no float16 input under Node 24'
else
  echo 'CHANGED: expected the same answer three times, and an error under Node 24'
  exit 1
fi
