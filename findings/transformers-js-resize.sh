#!/usr/bin/env bash
# @huggingface/transformers 4.3.2 (JavaScript), its RawImage, Node 24; beside it Pillow 12.3.0 (Python).
#
# One would expect: image.resize(224, 224), which the image processors of CLIP, ViT and their like begin with, gives what Pillow gives, with
#   which the models were trained; its source says that it does as Pillow. A grey picture is the same grey in any size.
# What happens: in Node bilinear, the default, and bicubic take single points of the large picture, from its corner on. Made four times
#   smaller, black and white stripes of one pixel are black, where Pillow has 128 (its filters look at all that a pixel stands for), and a
#   white line of one pixel is gone; the slope 20, 40 … 160 becomes 20 60 100 140 instead of 34 70 110 146. Made larger, what lies
#   beyond the last pixel is taken as black: of a picture that is 200 all over, at twice the size the last row and column are 100, the
#   corner 50; from 500 to 512 pixels they are 195. By bicubic some of 200 becomes 213. 'lanczos' of the same function is as it should be,
#   but is not what the models' files ask for. In the page a canvas does the work, which is smooth and has no dark edge.
# Who meets it: whoever makes embeddings of pictures or frames on a server and compares them with those made in Python or in the page: fine
#   patterns turn into others, and small pictures get a frame. Sizes and types are right, and large soft photographs look right. Resize
#   beforehand, image.resize(w, h, { resample: 'lanczos' }); the processor finds nothing to do.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
printf '{ "private": true, "type": "module" }\n' > package.json
npm install --no-audit --no-fund --silent --ignore-scripts --save-exact @huggingface/transformers@4.3.2 >/dev/null
python3 -m venv "$work/venv"
venv/bin/pip install --quiet --disable-pip-version-check --no-deps pillow==12.3.0

cat > drawn.json <<'JSON'
[
  { "name": "stripes", "from": 64, "to": 16, "cells": [0, 255] },
  { "name": "a line", "from": 64, "to": 16, "at": 33 },
  { "name": "a slope", "from": 8, "to": 4, "slope": 20 },
  { "name": "grey", "from": 64, "to": 16, "cells": [200] },
  { "name": "grey", "from": 8, "to": 16, "cells": [200] },
  { "name": "grey", "from": 500, "to": 512, "cells": [200] }
]
JSON
cat > pillow.py <<'PY'
import json, sys
from PIL import Image

def row(asked):
    x = range(asked["from"])
    if "at" in asked:
        return [255 if i == asked["at"] else 0 for i in x]
    if "slope" in asked:
        return [asked["slope"] * (i + 1) for i in x]
    return [asked["cells"][i % len(asked["cells"])] for i in x]

answers = []
for asked in json.load(open("drawn.json")):
    size, to = asked["from"], asked["to"]
    image = Image.frombytes("RGB", (size, size), bytes(v for _ in range(size) for v in row(asked) for _ in range(3)))
    made = image.resize((to, to), Image.Resampling.BILINEAR)
    answers.append({"given": row(asked), "middle": [made.getpixel((x, to // 2))[0] for x in range(to)], "corner": made.getpixel((to - 1, to - 1))[0]})
json.dump(answers, sys.stdout)
PY
venv/bin/python pillow.py > pillow.json

cat > try.mjs <<'JS'
import { readFileSync } from 'node:fs'
import { RawImage } from '@huggingface/transformers'

const drawn = JSON.parse(readFileSync('drawn.json', 'utf8'))
const pillow = JSON.parse(readFileSync('pillow.json', 'utf8'))

async function made(given, size, to, resample) {
  const cells = Uint8ClampedArray.from({ length: size * size * 3 }, (_, i) => given[Math.floor(i / 3) % size])
  const { data, width, channels } = await new RawImage(cells, size, size, 3).resize(to, to, { resample })
  const at = (x, y) => data[(y * width + x) * channels]
  return { middle: Array.from({ length: to }, (_, x) => at(x, Math.floor(to / 2))), corner: at(to - 1, to - 1) }
}
const few = list => (list.length > 6 ? `${list.slice(0, 4).join(' ')} … ${list.slice(-2).join(' ')}` : list.join(' '))
const show = ({ middle, corner }) => `${few(middle)}, greatest ${Math.max(...middle)}, corner ${corner}`
const bilinear = []
const lanczos = []
for (const [i, { name, from, to }] of drawn.entries()) {
  const { given } = pillow[i]
  bilinear.push(await made(given, from, to, 'bilinear'))
  lanczos.push(await made(given, from, to, 'lanczos'))
  console.log(`${name}, from ${from} to ${to}: ${show(bilinear[i])}`)
  console.log(`  by Pillow ${show(pillow[i])}; 'lanczos' ${show(lanczos[i])}`)
}
const cubic = await made(pillow[4].given, 8, 16, 'bicubic')
console.log(`grey by bicubic, from 8 to 16: ${cubic.middle.join(' ')}, corner ${cubic.corner}`)

const all = (list, test) => list.every(test)
const [stripes, line, slope, grey, twice, little] = bilinear
const off = (a, b) => Math.abs(a - b)
let found = all(stripes.middle, v => v === 0) && all(pillow[0].middle.slice(1, -1), v => off(v, 127) < 3) && all(lanczos[0].middle, v => off(v, 127) < 30)
found &&= all(line.middle, v => v === 0) && pillow[1].middle.some(v => v > 20) && lanczos[1].middle.some(v => v > 20)
found &&= off(slope.middle[0], 20) < 2 && off(pillow[2].middle[1], 70) < 2 && off(slope.middle[1], 60) < 2
found &&= all(grey.middle, v => v === 200) && all(twice.middle.slice(0, -1), v => v === 200)
found &&= twice.middle.at(-1) === 100 && twice.corner === 50 && off(little.middle.at(-1), 195) < 2
found &&= [3, 4, 5].every(i => all(pillow[i].middle, v => v === 200) && pillow[i].corner === 200 && lanczos[i].corner === 200)
found &&= cubic.middle.some(v => v > 205) && cubic.corner < 100
if (found) {
  console.log('as found: points instead of pixels when smaller, a dark edge when larger')
} else {
  console.log('CHANGED: expected black stripes, no line, and a dark edge, which Pillow and lanczos do not have')
  process.exitCode = 1
}
JS
npx -y -p node@24.21.0 node try.mjs
