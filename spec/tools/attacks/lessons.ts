// Texts that try to break the loader: each with what is to be said of it.
import { caseOf } from '../../src/cases/all.ts'
import { largestFile } from '../../src/lesson/load.ts'

/** One way to hurt, and what must come of it. */
export interface TextAttack {
  readonly name: string
  readonly text: () => string
  /** What the error says; `read` where there is nothing wrong with it. */
  readonly says: RegExp | 'read'
  /** Takes long: only `npm run fuzz` tries it. */
  readonly heavy?: true
}

const { lesson } = caseOf('sora-is-sky')
const good = JSON.stringify(lesson)

/** The lesson with this JSON text as one of its fields. */
const having = (field: string, json: string): string =>
  JSON.stringify({ ...lesson, [field]: '@here@' }).replace('"@here@"', () => json)

export const list = (cell: string, count: number): string => `[${Array.from({ length: count }, () => cell).join(',')}]`
export const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth)

const numbered = (count: number, entry: (i: number) => string): string =>
  Array.from({ length: count }, (_, i) => entry(i)).join(',')

export const lessonAttacks: readonly TextAttack[] = [
  { name: 'nothing', text: () => '', says: /^lesson is not valid JSON/ },
  { name: 'cut off', text: () => good.slice(0, 700), says: /^lesson is not valid JSON: .*line 1 column/ },
  { name: 'two lessons', text: () => good + good, says: /^lesson is not valid JSON/ },
  { name: 'line ends of Windows', text: () => JSON.stringify(lesson, null, 2).replaceAll('\n', '\r\n'), says: 'read' },
  { name: 'a byte order mark', text: () => `\ufeff${good}`, says: /^lesson is not valid JSON/ },
  { name: 'UTF-16 read as UTF-8', text: () => good.replace(/./g, '$&\0'), says: /^lesson is not valid JSON/ },
  { name: 'a NUL in the text', text: () => good.replace('"id"', '"\0id"'), says: /^lesson is not valid JSON/ },
  {
    name: 'control characters in the title',
    text: () => having('title', '"a\\u0000\\u001b[2Jb"'),
    says: /^lesson\.title is "a\\u0000\\u001b\[2Jb", which has a control character/,
  },
  {
    name: 'half a surrogate pair',
    text: () => having('title', '"a\\ud800b"'),
    says: /^lesson\.title is "a\\ud800b", which has a control character/,
  },
  { name: 'NaN', text: () => having('learningRate', 'NaN'), says: /^lesson is not valid JSON/ },
  {
    name: '1e999999',
    text: () => having('learningRate', '1e999999'),
    says: /^lesson\.learningRate is 1e999999, a decimal/,
  },
  {
    name: 'a whole number of 4,000,000 digits',
    text: () => having('learningRate', '9'.repeat(4_000_000)),
    says: /^lesson\.learningRate is 9{24}…, too large to be exact/,
  },
  {
    name: 'a timestep of 1,000,000 digits',
    text: () => having('timestep', `{"t":${'9'.repeat(1_000_000)},"bits":2}`),
    says: /^lesson\.timestep\.t is 9{24}…; needs a timestep, a whole number from 0 to/,
  },
  {
    name: 'a fraction of 3,000,000 digits',
    text: () => having('learningRate', `"1/${'7'.repeat(3_000_000)}"`),
    says: /^lesson\.learningRate is "1\/7{22}…", longer than 64 characters/,
  },
  {
    name: 'a decimal of 3,000,000 digits',
    text: () => having('learningRate', `0.${'3'.repeat(3_000_000)}`),
    says: /^lesson\.learningRate is 0\.3{22}…, a decimal/,
  },
  { name: 'nested 2,000 deep', text: () => having('noise', nested(2000)), says: /^lesson\.noise\[0\]\[0\] is a list/ },
  {
    name: 'nested 400,000 deep',
    text: () => having('noise', nested(400_000)),
    says: /nested too deeply to be a lesson/,
  },
  {
    name: 'nested 1,000,000 deep',
    text: () => having('noise', nested(1e6)),
    says: /^lesson has more than 1000000 values/,
  },
  { name: 'a field twice', text: () => good.replace('{', '{"noise":[],'), says: /^lesson\.noise is given twice/ },
  {
    name: 'a word twice, once spelt in escapes',
    text: () => good.replace('"words":{', '"words":{"\\u0073ky":[1,1,1],'),
    says: /^lesson\.prompt\.words\.sky is given twice/,
  },
  {
    name: '__proto__ as a field',
    text: () => good.replace('{', '{"__proto__":{"id":"x"},'),
    says: /^lesson has "__proto__", which a lesson does not have there/,
  },
  {
    name: '__proto__ as a word',
    text: () => good.replace('"words":{', '"words":{"__proto__":[1,1,1],'),
    says: /^lesson\.prompt\.words\.__proto__ is a word that no lesson can have/,
  },
  {
    name: 'constructor and toString as words',
    text: () =>
      having(
        'prompt',
        '{"text":"constructor toString valueOf","words":{"constructor":[0,1,1],"toString":[0,1,0],"valueOf":[1,0,0]}}',
      ),
    says: 'read',
  },
  {
    name: 'a video of 1,000,000 patches',
    text: () => having('video', list('[[1]]', 1_000_000 / 2)),
    says: /^lesson has more than 1000000 values/,
  },
  {
    name: 'a frame of 490,000 pixels',
    heavy: true,
    text: () => having('video', `[${list(list('1', 700), 700)}]`),
    says: /^lesson\.video has 490000 pixels; at most 4096/,
  },
  {
    name: '300,000 frames of one pixel',
    heavy: true,
    text: () => having('video', list('[[1]]', 300_000)),
    says: /^lesson\.video has 300000 frames; no list/,
  },
  {
    name: 'huge sizes claimed for small lists',
    text: () => having('patch', '{"frames":999999999,"rows":1,"columns":1e30}'),
    says: /^lesson\.patch\.frames is 999999999; needs frames in a patch, a whole number from 1 to 64/,
  },
  {
    name: '160,000 decimals in 40 rows',
    text: () => having('noise', list(list('1.5', 4000), 40)),
    says: /^lesson\.noise\[0\]\[0\] is 1\.5, a decimal.*\n(lesson.*\n){4}… and 95 more$/,
  },
  {
    name: '900,000 decimals',
    heavy: true,
    text: () => having('noise', `[${list('1.5', 900_000)}]`),
    says: /^lesson\.noise\[0\] has 900000 cells; no list/,
  },
  {
    name: '600,000 fractions that are not reduced',
    heavy: true,
    text: () => having('noise', list(list('"2/4"', 600), 1000)),
    says: /^lesson\.noise\[0\]\[0\] is "2\/4", not in lowest terms/,
  },
  {
    name: '490,000 empty rows',
    heavy: true,
    text: () => having('noise', list('[]', 490_000)),
    says: /^lesson\.noise has 490000 rows; no list/,
  },
  {
    name: '250,000 words',
    text: () => having('prompt', `{"text":"a","words":{${numbered(250_000, i => `"w${i}":[1]`)}}}`),
    says: /^lesson has more than 50000 members/,
  },
  {
    name: '49,000 words, all of them said',
    text: () =>
      having(
        'prompt',
        `{"text":"${numbered(49_000, i => `w${i}`).replaceAll(',', ' ')}","words":{${numbered(49_000, i => `"w${i}":[1]`)}}}`,
      ),
    says: /^lesson\.prompt\.text is longer than 200 characters\nlesson\.prompt\.words has 49000 words/,
  },
  {
    name: '49,000 fields that no lesson has',
    text: () => good.replace('{', `{${numbered(49_000, i => `"k${i}":1`)},`),
    says: /^lesson has "k0", "k1", "k2", "k3", "k4" and 48995 more/,
  },
  {
    name: '8,000 misprints at one place',
    text: () => having('errata', list('{"id":"x","matrix":"latent","row":1,"column":1,"printed":1,"correct":1}', 8000)),
    says: /^lesson\.errata has 8000 misprints; at most 4096/,
  },
  {
    name: '900,000 times something else in a list',
    heavy: true,
    text: () => having('errata', list('0', 900_000)),
    says: /^lesson\.errata has 900000 misprints; at most 4096/,
  },
  { name: '4,000,000 blanks', text: () => ' '.repeat(largestFile - good.length) + good, says: 'read' },
  {
    name: 'more than 4 MB',
    text: () => `"${'x'.repeat(largestFile)}"`,
    says: /^lesson is 5 MB; a lesson has at most 4 MB/,
  },
]
