#!/usr/bin/env bash
# Node 24 and 22 (V8); beside them Python's itertools.islice.
#
# One would expect: iterator.take(4).toArray() takes four from the iterator, and asked again the next four, as itertools.islice does in Python; and
#   whether the numbers come from a list or from a generator, or pass through a map on their way, makes no difference.
# What happens: from [0, 1, 2 …].values() the second batch is 4 5 6 7. From a generator it is empty, for take, once it has had its four and is
#   asked for more, closes what it took from. The same list through .map(x => x) has an empty second batch, too. for … of with a
#   break and [a, b] = generator close it as well, and so does find, as soon as it has found. Called by hand, four times next() and no fifth, take
#   closes nothing. No error: a generator that is closed is one that has ended. (It is meant so: tc39/proposal-iterator-helpers#71, and #296,
#   where it is called surprising; nodejs/node#58558.)
# Who meets it: whoever cuts a stream of examples, films or random numbers into batches, or takes some for a test and trains on the rest: of an
#   endless generator the first batch is there and all later ones are empty, so that a loop over them runs on nothing, and tried out on a list it
#   works. Call next() in a loop of one's own, or wrap the generator so that it has no return: { next: () => it.next(), __proto__: Iterator.prototype }.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

cat > try.mjs <<'JS'
function* counted() {
  for (let i = 0; ; i++) yield i
}
const list = Array.from({ length: 20 }, (_, i) => i)
const open = it => ({ next: () => it.next(), __proto__: Iterator.prototype })
function byHand(it) {
  const taken = it.take(4)
  return Array.from({ length: 4 }, () => taken.next().value)
}
const batch = it => it.take(4).toArray()
function broken(it) {
  const taken = []
  for (const x of it) {
    taken.push(x)
    if (taken.length === 4) break
  }
  return taken
}
function spread(it) {
  const [a, b, c, d] = it
  return [a, b, c, d]
}
// what is taken from, how, and whether the second batch is there
const cases = [
  ['a list, take', list.values(), batch, true],
  ['a list through map, take', list.values().map(x => x), batch, false],
  ['a generator, take', counted(), batch, false],
  ['a generator, take, next() four times', counted(), byHand, true],
  ['a generator without return, take', open(counted()), batch, true],
  ['a generator, for … of and break', counted(), broken, false],
  ['a list, for … of and break', list.values(), broken, true],
  ['a generator, [a, b, c, d] =', counted(), spread, false],
  ['a generator, find', counted(), it => [it.find(x => x >= 0)], false],
]
let found = true
for (const [name, it, way, more] of cases) {
  const first = way(it)
  const second = way(it).filter(x => x !== undefined)
  console.log(`${name}: ${first.join(' ')}, then ${second.length > 0 ? second.join(' ') : 'nothing'}`)
  const wanted = more ? first.map(x => x + first.length) : []
  found &&= first.join() === list.slice(0, first.length).join() && second.join() === wanted.join()
}
// to learn from all batches: an average over those that came
let [sum, count] = [0, 0]
const stream = counted()
for (let step = 0; step < 5; step++) {
  for (const x of batch(stream)) {
    sum += x
    count++
  }
}
console.log(`five steps of four: ${count} numbers, mean ${sum / count}, where it would be 20 and 9.5`)
if (found && count === 4) {
  console.log('as found: take closes what it took from')
} else {
  console.log('CHANGED: expected nothing after the first batch of a generator, and of a list that went through map')
  process.exitCode = 1
}
JS
for version in 24.21.0 22.23.3; do
  echo "Node $version"
  npx -y -p "node@$version" node try.mjs
done
python3 - <<'PY'
from itertools import count, islice
numbers = count()
first, second = list(islice(numbers, 4)), list(islice(numbers, 4))
print('Python, islice of a generator:', *first, 'then', *second)
assert second == [4, 5, 6, 7]
PY
