#!/usr/bin/env bash
# pdfkit 0.20.2, Node 24.
#
# One would expect: a structure element that was made with `doc.struct(…)` and never added to the tree is left out of the
#   file, or `doc.end()` says so. A page with tags that nobody placed is still a page.
# What happens: `doc.end()` returns, and the document never ends: neither 'end' nor 'error' is emitted, the last bytes
#   (cross references, trailer) are never written, and a program that awaits the end stops without a message, with exit
#   code 13 ("unsettled top-level await") or, where it pipes to a file, with 0 and a file that no reader opens.
# Who meets it: whoever makes tags where they may or may not be needed, such as a section that begins on the next page.
#   Make an element only when it is added.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

printf '{ "private": true, "type": "module" }\n' > package.json
npm install --no-audit --no-fund --silent --save-exact pdfkit@0.20.2 node@24.21.0 >/dev/null
node=node_modules/node/bin/node

cat > make.js <<'JS'
import { createWriteStream } from 'node:fs'
import PDFDocument from 'pdfkit'
const [added, path] = [process.argv[2] === 'added', process.argv[3]]
const doc = new PDFDocument({ tagged: true })
doc.pipe(createWriteStream(path))
const whole = doc.struct('Document')
doc.addStructure(whole)
whole.add(doc.struct('P', () => doc.text('One line.')))
const section = doc.struct('Sect')
if (added) whole.add(section)
whole.end()
doc.on('end', () => console.log('the document has ended'))
doc.end()
JS

ends() { tail -c 6 "$1" | grep -q '%%EOF' && echo yes || echo no; }
said_added=$("$node" make.js added added.pdf)
said_left=$("$node" make.js left left.pdf)
whole_added=$(ends added.pdf)
whole_left=$(ends left.pdf)
echo "section added:     ends: ${said_added:-never}; whole file: $whole_added"
echo "section not added: ends: ${said_left:-never}; whole file: $whole_left"

if [ -n "$said_added" ] && [ "$whole_added" = yes ] && [ -z "$said_left" ] && [ "$whole_left" = no ]; then
  echo "as found: an element that was not added leaves half a file, with exit code 0 and no word"
else
  echo "CHANGED: expected the second document never to end"
  exit 1
fi
