// Damage to real texts, as fast-check arbitraries: byte by byte, and part by part.
import fc from 'fast-check'

/** JSON texts to put in place of a part. */
const parts = [
  'null',
  'true',
  '0',
  '-1',
  '-0',
  '0.5',
  '1e300',
  '1e999999',
  '9007199254740993',
  '"1/2"',
  '"2/4"',
  '"1/0"',
  '"-3/1"',
  '""',
  '"softmax"',
  '"given"',
  '[]',
  '{}',
  '[[]]',
  '[[[]]]',
  '[[0]]',
  '{"__proto__":1}',
  '"__proto__"',
  '"\\ud800"',
  '"\\u001b[2J"',
  `"${'x'.repeat(300)}"`,
  '9'.repeat(500),
  `[${'0,'.repeat(5000)}0]`,
  `${'['.repeat(60)}${']'.repeat(60)}`,
]

/** Texts to put anywhere. */
const fragments = [
  ...parts,
  ...'{}[]",:\\\0\n\ufeff-.e',
  '\r\n',
  '1/0',
  'NaN',
  'Infinity',
  '-1e-999999',
  '"__proto__":',
  '"constructor":',
  '"id":',
  '"\\u0000"',
  '[[[[[[[[',
  ']]]]]]]]',
  '{"a":{"a":',
]

const bytes: fc.Arbitrary<Buffer> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...fragments).map(text => Buffer.from(text)) },
  { weight: 2, arbitrary: fc.uint8Array({ maxLength: 6 }).map(array => Buffer.from(array)) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 3000 }).map(depth => Buffer.from('['.repeat(depth))) },
)

type DrawnBy<A> = A extends fc.Arbitrary<infer T> ? T : never

const stroke = fc.record({
  /** Where, as a share of the text. */
  // Not fc.double: of fast-check 4's doubles from 0 to 1, nine in ten are so near to 0 that only the first byte was ever struck.
  at: fc.nat(2 ** 20).map(share => share / 2 ** 20),
  gone: fc.oneof(fc.constant(0), fc.nat(4), fc.nat(60)),
  put: bytes,
  how: fc.oneof({ weight: 8, arbitrary: fc.constant('replace') }, fc.constantFrom('cut', 'double')),
})

function struck(text: Buffer, { at, gone, put, how }: DrawnBy<typeof stroke>): Buffer {
  const from = Math.floor(at * text.length)
  if (how === 'cut') return text.subarray(0, from)
  if (how === 'double') return Buffer.concat([text.subarray(0, from + gone), text.subarray(from)])
  return Buffer.concat([text.subarray(0, from), put, text.subarray(from + gone)])
}

/** A text with one to four strokes of damage to its bytes. */
export const damagedBytes = (text: fc.Arbitrary<string>): fc.Arbitrary<Buffer> =>
  fc
    .tuple(text, fc.array(stroke, { minLength: 1, maxLength: 4 }))
    .map(([start, strokes]) => strokes.reduce(struck, Buffer.from(start)))

const part: fc.Arbitrary<string> = fc.oneof(fc.constantFrom(...parts), fc.json({ maxDepth: 4 }))

const cut = fc.record({
  at: fc.nat(10_000),
  what: part,
  how: fc.constantFrom('replace', 'replace', 'replace', 'remove', 'repeat', 'rename'),
})

const holder = (index: number): string => `@here-${index}@`

/** A JSON text in which one to three parts are replaced, removed, repeated or called otherwise. */
export const damagedParts = (text: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc.tuple(text, fc.array(cut, { minLength: 1, maxLength: 3 })).map(([start, cuts]) => {
    const root: { value: unknown } = { value: JSON.parse(start) }
    for (const [i, one] of cuts.entries()) apply(root, one, holder(i))
    let text = JSON.stringify(root.value) ?? 'null'
    for (const [i, { what }] of cuts.entries()) text = text.replaceAll(`"${holder(i)}"`, () => what)
    return text
  })

function apply(root: object, { at, how }: DrawnBy<typeof cut>, put: string): void {
  const places = placesOf(root)
  const place = places[at % places.length]
  if (!place) return
  const { parent, key } = place
  if (Array.isArray(parent)) {
    const index = Number(key)
    if (how === 'remove') parent.splice(index, 1)
    else if (how === 'repeat') parent.splice(index, 0, parent[index])
    else parent[index] = put
    return
  }
  if (how === 'replace' || how === 'repeat') Reflect.set(parent, key, put)
  else {
    const value: unknown = Reflect.get(parent, key)
    if (parent !== root) Reflect.deleteProperty(parent, key)
    if (how === 'rename')
      Object.defineProperty(parent, `${key}s`, { value, enumerable: true, configurable: true, writable: true })
  }
}

/** Every part of a value: the list or object that holds it, and under which key. */
function placesOf(parent: object): { readonly parent: object; readonly key: string }[] {
  return Object.entries(parent).flatMap(([key, value]: [string, unknown]) => [
    { parent, key },
    ...(typeof value === 'object' && value !== null ? placesOf(value) : []),
  ])
}
