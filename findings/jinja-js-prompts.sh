#!/usr/bin/env bash
# @huggingface/jinja 0.5.11 (JavaScript), which transformers.js writes its chats with, Node 24; beside it jinja2 3.1.6 (Python).
#
# One would expect: a chat template, which is part of a model and written for Python's jinja2, gives one prompt for one conversation, or an error
#   where JavaScript's reader does not know something, as there is for 1e-7.
# What happens: what strip, lstrip and rstrip are told to take away is not looked at, and all white space goes: strip('\n'), as templates
#   have it around messages, takes the indentation of the first line as well, and strip('#') takes nothing. No list equals another:
#   tools == [] is never true, though `not tools` is right. '1' == 1 and '' == false are true; -7 % 3 is -1 instead of 2.
#   'hello wORLD'|title leaves the large letters, '12abc'|int is 12 instead of 0; in a text true is "true" and none is nothing, where
#   Python writes True and None. No error. Of strip there was a report for the reader in Swift (swift-jinja#64), which was mended.
# Who meets it: whoever tries a model out in Python and runs it in the browser: with prompts of one plain line both agree to the letter, and
#   with code, lists that may be empty, or turns counted from a difference the model reads another prompt than it was trained
#   on. Compare the texts that go in, not the answers; in a template of one's own, write `tools | length == 0`, and strip before.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
printf '{ "private": true, "type": "module" }\n' > package.json
npm install --no-audit --no-fund --silent --ignore-scripts --save-exact @huggingface/jinja@0.5.11 >/dev/null
python3 -m venv "$work/venv"
venv/bin/pip install --quiet --disable-pip-version-check jinja2==3.1.6

# what is written, and what JavaScript makes of it if that is something else
cat > asked.json <<'JSON'
{
  "given": { "code": "\n    return 1\n", "tools": [], "turn": 0 },
  "templates": [
    ["{{ code.strip('\\n') }}", "return 1"],
    ["{{ code.lstrip('\\n') }}", "return 1\n"],
    ["{{ code.strip() }}"],
    ["{{ '##title##'.strip('#') }}", "##title##"],
    ["{% if tools == [] %}none{% else %}some{% endif %}", "some"],
    ["{% if not tools %}none{% else %}some{% endif %}"],
    ["{% if tools | length == 0 %}none{% else %}some{% endif %}"],
    ["{{ 'equal' if '1' == 1 else 'other' }}", "equal"],
    ["{{ 'equal' if '' == false else 'other' }}", "equal"],
    ["{{ (turn - 7) % 3 }}", "-1"],
    ["{{ 'hello wORLD' | title }}", "Hello WORLD"],
    ["{{ '12abc' | int }}", "12"],
    ["{{ 'night: ' ~ true }}", "night: true"],
    ["{{ [1, none] | join(', ') }}", "1, "]
  ]
}
JSON
cat > asked.py <<'PY'
import json, sys
from jinja2.sandbox import ImmutableSandboxedEnvironment

asked = json.load(open("asked.json"))
# as transformers makes it
made = ImmutableSandboxedEnvironment(trim_blocks=True, lstrip_blocks=True)
json.dump([made.from_string(template[0]).render(**asked["given"]) for template in asked["templates"]], sys.stdout)
PY
venv/bin/python asked.py > python.json

cat > try.mjs <<'JS'
import { readFileSync } from 'node:fs'
import { Template } from '@huggingface/jinja'

const { given, templates } = JSON.parse(readFileSync('asked.json', 'utf8'))
const python = JSON.parse(readFileSync('python.json', 'utf8'))
let found = true
templates.forEach(([template, seen], i) => {
  const got = new Template(template).render(given)
  const same = got === python[i]
  console.log(`${template}\n  ${JSON.stringify(got)}${same ? ' in both' : `; in Python ${JSON.stringify(python[i])}`}`)
  found &&= got === (seen ?? python[i]) && same === (seen === undefined)
})
let refused = false
try {
  new Template('{{ 1e-7 }}').render({})
} catch {
  refused = true
}
console.log(`{{ 1e-7 }}: ${refused ? 'an error' : 'no error'}`)
if (found && refused) {
  console.log('as found: eleven of the templates give another text than in Python')
} else {
  console.log('CHANGED: expected the texts listed above them in asked.json, and Python to differ there and nowhere else')
  process.exitCode = 1
}
JS
npx -y -p node@24.21.0 node try.mjs
