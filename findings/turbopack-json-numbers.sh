#!/usr/bin/env bash
# next 16.4.6 (Turbopack, its default bundler), Node 24, react 19.3.1.
#
# One would expect: `import list from './numbers.json'` gives the numbers that JSON.parse gives for the same file. JSON's
#   decimals stand for one double each, and JavaScript prints a double so that it reads back as itself.
# What happens: about one number in nine with 16 or 17 digits arrives as a neighbour, one or a few units in the last
#   place away (0.00013455326820418495 becomes …497). Bundled as webpack does it (`next build --webpack`), none does.
# Who meets it: whoever ships worked numbers, checksums, weights or coordinates to a page through a JSON import. Digests
#   made on the page differ from those of the file, and exact comparisons fail for numbers nobody touched. Fetch the file,
#   or keep it as text and JSON.parse it.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export NEXT_TELEMETRY_DISABLED=1

printf '{ "private": true, "type": "module" }\n' > package.json
npm install --no-audit --no-fund --silent --save-exact next@16.4.6 react@19.3.1 react-dom@19.3.1 node@24.21.0 >/dev/null
node=node_modules/node/bin/node

mkdir -p app/numbers
"$node" -e '
  let state = 12345
  const next = () => (state = (state * 16807) % 2147483647) / 2147483647
  const list = Array.from({ length: 4000 }, () => next() * Math.exp(next() * 20 - 10))
  require("node:fs").writeFileSync("numbers.json", JSON.stringify(list))'
cat > app/numbers/route.js <<'JS'
import list from '../../numbers.json'
export const dynamic = 'force-static'
export function GET() {
  return new Response(JSON.stringify(list))
}
JS
printf 'export default function Layout({ children }) { return <html><body>{children}</body></html> }\n' > app/layout.js
printf 'export default function Page() { return <p>numbers</p> }\n' > app/page.js
printf "export default { output: 'export' }\n" > next.config.mjs

differing() {
  rm -rf out .next
  "$node" node_modules/next/dist/bin/next build "$@" >build.log 2>&1 || { tail -20 build.log; exit 1; }
  "$node" -e '
    const { readFileSync } = require("node:fs")
    const [file, page] = ["numbers.json", "out/numbers"].map(path => JSON.parse(readFileSync(path, "utf8")))
    const wrong = file.flatMap((x, i) => (Object.is(x, page[i]) ? [] : [[x, page[i]]]))
    for (const [x, y] of wrong.slice(0, 3)) console.error(`  ${x} in the file is ${y} on the page`)
    console.log(wrong.length)'
}
echo "Turbopack:"
turbopack=$(differing)
echo "  $turbopack of 4000 numbers differ"
echo "webpack:"
webpack=$(differing --webpack)
echo "  $webpack of 4000 numbers differ"

if [ "$turbopack" -gt 100 ] && [ "$webpack" -eq 0 ]; then
  echo "as found: numbers of an imported JSON file change under Turbopack"
else
  echo "CHANGED: expected some hundreds under Turbopack and none under webpack"
  exit 1
fi
