#!/usr/bin/env bash
# @huggingface/tokenizers 0.2.0 (JavaScript), tokenizers 0.23.2 (Python), Node 24.
#
# One would expect: the two official readers of a tokenizer.json give the same numbers for the same text; for a word that is not in
#   the vocabulary, the number of the "unk_token" that the file names beside it.
# What happens: of a WordLevel model JavaScript reads the vocabulary and not its unk_token (of WordPiece and BPE it does): an unknown
#   word is undefined, with no error, unless tokenizer_config.json, which Python does not need, names the token a second time. In
#   an Int32Array undefined is 0, so that the model gets the first word of the vocabulary. And with fuse_unk, which in Python makes
#   one token of the unknown letters of a word, JavaScript makes one of neighbouring unknown words: "x y a" has two tokens
#   instead of three, and all that follows moves up.
# Who meets it: whoever trains a small model of text to video with a vocabulary of words and shows it in the browser: every prompt of
#   known words agrees, and any other is another prompt there. Hand over { unk_token: '[UNK]' } as the second file; leave fuse_unk off.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
printf '{ "private": true, "type": "module" }\n' > package.json
npm install --no-audit --no-fund --silent --ignore-scripts --save-exact @huggingface/tokenizers@0.2.0 >/dev/null
python3 -m venv "$work/venv"
venv/bin/pip install --quiet --disable-pip-version-check --no-deps tokenizers==0.23.2

cat > make.py <<'PY'
import json

from tokenizers import Tokenizer, models, pre_tokenizers

words = {word: i for i, word in enumerate(['a', 'moon', 'rises', 'at', 'night', '[UNK]'])}
letters = {letter: i for i, letter in enumerate(['[UNK]', 'a', 'm', 'n', 'o'])}
kinds = {
    'WordLevel': (models.WordLevel(words, unk_token='[UNK]'), 'a comet rises at dusk'),
    'WordPiece': (models.WordPiece(words, unk_token='[UNK]'), 'a comet rises at dusk'),
    'BPE': (models.BPE(letters, [], unk_token='[UNK]'), 'x y a moon'),
    'BPE, fuse_unk': (models.BPE(letters, [], unk_token='[UNK]', fuse_unk=True), 'x y a moon'),
}
told = []
for name, (model, text) in kinds.items():
    tokenizer = Tokenizer(model)
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    told.append({'name': name, 'text': text, 'file': json.loads(tokenizer.to_str()), 'ids': tokenizer.encode(text).ids})
json.dump(told, open('told.json', 'w'))
PY
venv/bin/python make.py

cat > try.mjs <<'JS'
import { readFileSync } from 'node:fs'
import { Tokenizer } from '@huggingface/tokenizers'

const rows = JSON.parse(readFileSync('told.json', 'utf8')).map(({ name, text, file, ids }) => ({
  name,
  text,
  python: ids.join(' '),
  alone: new Tokenizer(file, {}).encode(text).ids.map(String).join(' '),
  array: Int32Array.from(new Tokenizer(file, {}).encode(text).ids).join(' '),
  told: new Tokenizer(file, { unk_token: '[UNK]' }).encode(text).ids.map(String).join(' '),
}))
for (const { name, text, python, alone, array, told } of rows)
  console.log(`${name}, "${text}": Python ${python}; JavaScript ${alone}, in an Int32Array ${array}; told the token twice ${told}`)
const [words, pieces, letters, fused] = rows
const found =
  words.python === '0 5 2 3 5' && words.alone === '0 undefined 2 3 undefined' && words.array === '0 0 2 3 0' && words.told === words.python &&
  [pieces, letters].every(({ python, alone }) => python === alone) &&
  fused.python === letters.python && fused.alone === '0 1 2 4 4 3' && fused.told === fused.alone
if (found) {
  console.log('as found: what is unknown is undefined, or fewer')
} else {
  console.log('CHANGED: expected undefined for unknown words of WordLevel, and one token too few with fuse_unk')
  process.exitCode = 1
}
JS
npx -y -p node@24.21.0 node try.mjs
