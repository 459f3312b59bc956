// Lines that try to break the reader of an engine's answers: each with what is to be said of it.
import { list, nested, type TextAttack } from './lessons.ts'

/** The id of the request that they pretend to answer. */
export const asked = 2

const reply = (json: string, name = 'patches'): string => `{"id":${asked},"values":{"${name}":${json}}}`

export const replyAttacks: readonly TextAttack[] = [
  { name: 'garbage', text: () => '\u001b[31m%PDF-1.7 ÿþ', says: /printed a line that is not JSON: {2}\[31m%PDF/ },
  { name: 'NaN', text: () => reply('[[NaN]]'), says: /printed NaN, which JSON does not have/ },
  { name: '-Infinity', text: () => reply('[[0.5, -Infinity]]'), says: /printed -Infinity, which JSON does not have/ },
  {
    name: '1e999999',
    text: () => reply('[[1e999999]]'),
    says: /values\.patches\[0\]\[0\] is Infinity; a cell is a number/,
  },
  { name: 'another id', text: () => '{"id":3,"values":{}}', says: /answered request 2 with id 3/ },
  { name: 'the id as text', text: () => '{"id":"2","values":{}}', says: /answered request 2 with id "2"/ },
  { name: 'an id nested 2,000 deep', text: () => `{"id":${nested(2000)},"values":{}}`, says: /with id \[{40}/ },
  {
    name: 'values twice over',
    text: () => '{"id":2,"values":{},"error":"no"}',
    says: /with values and error of values, skipped and error; needs exactly one/,
  },
  {
    name: 'values in __proto__',
    text: () => '{"id":2,"__proto__":{"values":{}}}',
    says: /with none of values, skipped and error/,
  },
  {
    name: 'a cell that is {"__proto__":1}',
    text: () => reply('[[{"__proto__":1}]]'),
    says: /patches\[0\]\[0\] is \{"__proto__":1\}; a cell/,
  },
  {
    name: 'matrices called __proto__, constructor and toString',
    text: () => '{"id":2,"values":{"__proto__":[[1]],"constructor":7,"toString":[]}}',
    says: 'read',
  },
  { name: 'a row that is none', text: () => reply('[1,2]'), says: /values\.patches\[0\] is a number; needs a row/ },
  {
    name: 'a video that is a matrix',
    text: () => reply('[[1,2]]', 'generatedVideo'),
    says: /values\.generatedVideo\[0\]\[0\] is a number; needs a row/,
  },
  { name: 'nested 2,000 deep', text: () => reply(nested(2000)), says: /values\.patches\[0\]\[0\] is \[{40}; a cell/ },
  { name: 'nested 400,000 deep', text: () => reply(nested(400_000)), says: /printed a line that is nested too deeply/ },
  {
    name: 'nested 1,000,000 deep',
    text: () => reply(nested(1e6)),
    says: /printed a line with more than 1000000 values/,
  },
  {
    name: '7,900,000 cells',
    heavy: true,
    text: () => reply(`[${list('1', 7_900_000)}]`),
    says: /printed a line with more than 1000000 values/,
  },
  {
    name: '160,000 cells that are words',
    text: () => reply(`[${list('"x"', 160_000)}]`),
    says: /values\.patches\[0\]\[0\] is "x"; a cell is/,
  },
  {
    name: '900,000 cells that are words',
    heavy: true,
    text: () => reply(`[${list('"x"', 900_000)}]`),
    says: /values\.patches\[0\]\[0\] is "x"; a cell is/,
  },
  { heavy: true, name: '900,000 good cells', text: () => reply(`[${list('"1/3"', 900_000)}]`), says: 'read' },
  {
    name: 'a number of 15,900,000 digits',
    text: () => reply(`[[${'9'.repeat(15_900_000)}]]`),
    says: /is 9{24}…, 15900000 characters long; at most 1000/,
  },
  {
    name: 'a fraction of 15,900,000 digits',
    text: () => reply(`[["1/${'9'.repeat(15_900_000)}"]]`),
    says: /is 1\/9{22}…, 15900002 characters long/,
  },
  {
    name: '49,000 matrices of its own',
    text: () => `{"id":2,"values":{${Array.from({ length: 49_000 }, (_, i) => `"k${i}":[[1]]`).join(',')}}}`,
    says: 'read',
  },
  {
    name: 'an error of 15,000,000 characters',
    text: () => `{"id":2,"error":"${'why '.repeat(3_750_000)}"}`,
    says: /^answered with an error: (why )+…$/,
  },
  {
    name: 'an error in control characters',
    text: () => '{"id":2,"error":"\\u001b[2J\\u2028\\u202egone\\ud800"}',
    says: /^answered with an error: {2}\[2J gone $/,
  },
]
