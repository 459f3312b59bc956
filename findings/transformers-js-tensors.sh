#!/usr/bin/env bash
# @huggingface/transformers 4.3.2 (JavaScript), its Tensor, Node 24; beside it torch 2.13.0 (CPU).
#
# One would expect: Tensor does what torch's does, whose names it has, or refuses, as torch does to take the mean of a mask:
#   x.gt(0.5).sum() counts, norm(1) adds up sizes, norm(Infinity) is the greatest.
# What happens: norm raises the cells to the power as they are. Of 3, −6, 2 norm(1) is −1, norm(3) NaN, norm(Infinity) 1; normalize(1)
#   turns all signs round. Results have the type of what they are made of: a mask of 300 true cells has the sum 44 and one
#   with a false cell the mean 0; the mean of the bytes 200 and 250 along an axis is 97, and 200 / 255 is 0. to('bool') keeps the
#   whole part: 0.5 is false, −2 is 254. to('int64') rounds down, to('int32') towards 0. norm(2) is right.
# Who meets it: whoever scores, masks or normalises in the browser what was tried out in torch: accuracy as the mean of a comparison,
#   a count of patches, a picture's mean by channel: no shape is wrong, and with few cells counts are right. to('float32') first;
#   write norms out.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
printf '{ "private": true, "type": "module" }\n' > package.json
npm install --no-audit --no-fund --silent --ignore-scripts --save-exact @huggingface/transformers@4.3.2 >/dev/null
python3 -m venv "$work/venv"
venv/bin/pip install --quiet --disable-pip-version-check torch==2.13.0 numpy==2.4.6

cat > told.py <<'PY'
import json
import math

import torch


def told(value):
    try:
        return [float(number) for number in value().reshape(-1)]
    except RuntimeError:
        return 'refused'


x = torch.tensor([[3.0, -6.0, 2.0]])
mask = torch.ones(300, dtype=torch.bool)
some = torch.tensor([True, True, True, False])
bytes_ = torch.tensor([200, 250], dtype=torch.uint8)
parts = torch.tensor([0.5, 0.0, -2.0])
rows = {
    'norm(2) of 3, −6, 2': lambda: x.norm(2),
    'norm(1)': lambda: x.norm(1),
    'norm(3)': lambda: x.norm(3),
    'norm(Infinity)': lambda: x.norm(math.inf),
    'normalize(1)': lambda: torch.nn.functional.normalize(x, 1, 1),
    'sum of 300 true': lambda: mask.sum(),
    'mean of true, true, true, false': lambda: some.mean(),
    'mean of the bytes 200, 250 along axis 0': lambda: bytes_.mean(0),
    'the bytes 200, 250 by 255': lambda: bytes_.div(255),
    '0.5, 0, −2 as bool': lambda: parts.to(torch.bool),
    '−1.5 as int64': lambda: torch.tensor([-1.5]).to(torch.int64),
    '−1.5 as int32': lambda: torch.tensor([-1.5]).to(torch.int32),
}
json.dump({name: told(value) for name, value in rows.items()}, open('told.json', 'w'))
PY
venv/bin/python told.py

cat > try.mjs <<'JS'
import { readFileSync } from 'node:fs'
import { Tensor } from '@huggingface/transformers'

const torch = JSON.parse(readFileSync('told.json', 'utf8'))
const x = new Tensor('float32', [3, -6, 2], [1, 3])
const mask = new Tensor('float32', new Float32Array(300).fill(1), [300]).gt(0.5)
const some = new Tensor('float32', [0.6, 0.7, 0.8, 0.1], [4]).gt(0.5)
const bytes = new Tensor('uint8', [200, 250], [2])
const parts = new Tensor('float32', [0.5, 0, -2], [3])
const minus = new Tensor('float32', [-1.5], [1])
// what is made, and what came out
const rows = {
  'norm(2) of 3, −6, 2': [x.norm(2), '7'],
  'norm(1)': [x.norm(1), '-1'],
  'norm(3)': [x.norm(3), 'NaN'],
  'norm(Infinity)': [x.norm(Infinity), '1'],
  'normalize(1)': [x.clone().normalize(1, 1), '-3 6 -2'],
  'sum of 300 true': [mask.sum(), '44'],
  'mean of true, true, true, false': [some.mean(), '0'],
  'mean of the bytes 200, 250 along axis 0': [bytes.mean(0), '97'],
  'the bytes 200, 250 by 255': [bytes.div(255), '0 0'],
  '0.5, 0, −2 as bool': [parts.to('bool'), '0 0 254'],
  '−1.5 as int64': [minus.to('int64'), '-2'],
  '−1.5 as int32': [minus.to('int32'), '-1'],
}
let found = true
for (const [name, [made, seen]] of Object.entries(rows)) {
  const got = [...made.data].join(' ')
  const told = torch[name] === 'refused' ? 'refuses' : torch[name].map(number => Number(number.toFixed(4))).join(' ')
  console.log(`${name}: ${got} (${made.type}); torch: ${told}`)
  found &&= got === seen && (got === told) === ['norm(2) of 3, −6, 2', '−1.5 as int32'].includes(name)
}
if (found) {
  console.log('as found: all but the first and the last differ from torch')
} else {
  console.log('CHANGED: expected norms with signs, and counts and means in the type of the mask or the bytes')
  process.exitCode = 1
}
JS
npx -y -p node@24.21.0 node try.mjs
