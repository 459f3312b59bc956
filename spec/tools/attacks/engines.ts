// Programs that misbehave as engines: each with what is to come of asking them, and in what time.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { SpawnOptions } from '../../src/wire/conform.ts'

/** A program, what the judge says of its first answer, and how long it may take to say so and to close. */
export interface EngineAttack {
  readonly name: string
  /** JavaScript that runs at an answer: `id`, `lesson`, `reading`, `asked` are there, and the helpers of `programOf`. */
  readonly onAnswer?: string
  /** JavaScript that runs before anything is read. */
  readonly start?: string
  readonly onBye?: string
  /** What the error says; `answers` where the engine gives its values all the same. */
  readonly says: RegExp | 'answers'
  readonly options?: SpawnOptions
}

const answer = 'say({ id, values: {} })'
const short: SpawnOptions = { timeout: 400 }
const flood = (what: string, to = 'stdout'): string =>
  `const more = () => { while (process.${to}.write(${what})); process.${to}.once('drain', more) }; more()`
const child = (options: string, then: string): string =>
  `spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60000)'], { stdio: 'inherit', ${options} }).once('spawn', () => { ${then} })`

export const engineAttacks: readonly EngineAttack[] = [
  { name: 'dies at once', start: 'process.exit(1)', says: /ended with exit code 1/ },
  {
    name: 'dies in the middle of a line',
    onAnswer: `print('{"id":2,"val'); setTimeout(() => process.exit(1), 20)`,
    says: /ended with exit code 1 in the middle of a line: \{"id":2,"val/,
  },
  { name: 'kills itself', onAnswer: `process.kill(process.pid, 'SIGSEGV')`, says: /ended/ },
  { name: 'dies after each answer', onAnswer: `${answer}; setTimeout(() => process.exit(0), 5)`, says: 'answers' },
  {
    name: 'sleeps',
    onAnswer: ';',
    says: /did not answer lesson "sora-is-sky" \(corrected\) within 0\.4 s/,
    options: short,
  },
  { name: 'burns', onAnswer: 'for (;;);', says: /did not answer lesson/, options: short },
  {
    name: 'stops itself',
    onAnswer: `process.kill(process.pid, 'SIGSTOP')`,
    says: /did not answer lesson/,
    options: short,
  },
  {
    name: 'answers too late',
    onAnswer: `setTimeout(() => ${answer}, 900)`,
    says: /did not answer lesson/,
    options: short,
  },
  { name: 'answers twice', onAnswer: `${answer}; ${answer}`, says: 'answers' },
  {
    name: 'prints 1 MB of random bytes',
    onAnswer: 'process.stdout.write(randomBytes(1_000_000))',
    says: /printed a line that is not (UTF-8|JSON)/,
  },
  {
    name: 'prints UTF-16',
    onAnswer: `process.stdout.write(Buffer.from(JSON.stringify({ id, values: {} }) + '\\n', 'utf16le'))`,
    says: /printed a line that is not JSON/,
  },
  {
    name: 'prints a byte order mark and CRLF',
    onAnswer: `print('\\ufeff' + JSON.stringify({ id, values: {} }) + '\\r\\n')`,
    says: 'answers',
  },
  { name: 'prints one endless line', onAnswer: flood(`'x'.repeat(65536)`), says: /printed a line of more than 16 MB/ },
  {
    name: 'floods standard output with lines',
    onAnswer: flood(`'{}\\n'.repeat(20000)`),
    says: /with a line that has no id/,
  },
  {
    name: 'floods standard output with blank lines',
    onAnswer: flood(`'\\n'.repeat(65536)`),
    says: /printed more than 16 MB of blank lines/,
  },
  {
    name: 'drips byte by byte',
    onAnswer: `for (;;) { try { writeSync(1, 'x') } catch (e) { if (e.code !== 'EAGAIN') throw e } }`,
    says: /did not answer lesson/,
    options: { timeout: 800 },
  },
  {
    name: 'floods standard error and answers',
    onAnswer: `${flood(`'x'.repeat(65536)`, 'stderr')}; setTimeout(() => ${answer}, 300)`,
    says: 'answers',
  },
  {
    name: 'floods standard error and does not',
    onAnswer: flood(`'no\\n'.repeat(20000)`, 'stderr'),
    says: /did not answer lesson.*\nlast lines of its standard error:\n(\s+no\n?)+/s,
    options: short,
  },
  {
    name: 'closes its standard input',
    start: 'setInterval(() => {}, 1000)',
    onAnswer: 'process.stdin.destroy()',
    says: /did not answer lesson/,
    options: short,
  },
  { name: 'closes its standard output', onAnswer: 'closeSync(1)', says: /ended|did not answer/, options: short },
  {
    name: 'ignores bye and SIGTERM',
    start: `process.on('SIGTERM', () => {}); setInterval(() => {}, 1000)`,
    onBye: ';',
    onAnswer: answer,
    says: 'answers',
  },
  {
    name: 'floods at bye',
    start: 'setInterval(() => {}, 1000)',
    onBye: flood(`'x'.repeat(65536) + '\\n'`),
    onAnswer: answer,
    says: 'answers',
  },
  {
    name: 'leaves a child that holds the pipes',
    onAnswer: child('', 'process.exit(0)'),
    says: /ended with exit code 0/,
  },
  {
    name: 'leaves a child in a session of its own',
    onAnswer: child('detached: true', 'process.exit(0)'),
    says: /ended with exit code 0/,
  },
  {
    name: 'leaves grandchildren, each in its own session',
    onAnswer: `spawn(process.execPath, ['-e', ${JSON.stringify(`const { spawn } = require('node:child_process'); ${child('detached: true', '')}; ${child('detached: true', 'process.exit(0)')}`)}], { stdio: 'inherit', detached: true }).once('exit', () => ${answer})`,
    says: 'answers',
  },
  {
    name: 'answers 16 MB in one line',
    onAnswer: `print('{"id":' + id + ',"values":{"patches":[[' + '1,'.repeat(7_900_000) + '1]]}}\\n')`,
    says: /printed a line with more than 1000000 values/,
  },
  {
    name: 'answers 200,000 wrong cells',
    onAnswer: `print('{"id":' + id + ',"values":{"patches":[[' + 'null,'.repeat(200_000) + '1]]}}\\n')`,
    says: /values\.patches\[0\]\[0\] is null; a cell/,
  },
  {
    name: 'answers nested 1,000,000 deep',
    onAnswer: `print('{"id":' + id + ',"values":' + '['.repeat(1e6) + ']'.repeat(1e6) + '}\\n')`,
    says: /more than 1000000 values/,
  },
]

/** The program of an attack: a whole engine, misbehaving where the attack says. */
const programOf = ({ onAnswer = answer, start = '', onBye = 'process.exit()' }: EngineAttack): string => `
import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { closeSync, writeSync } from 'node:fs'
import { createInterface } from 'node:readline'
const print = text => process.stdout.write(text)
const say = value => print(JSON.stringify(value) + '\\n')
let asked = 0
${start}
createInterface({ input: process.stdin }).on('line', line => {
  const { id, command, lesson, reading } = JSON.parse(line)
  if (command === 'hello') say({ id, name: 'hostile', protocol: 1 })
  if (command === 'answer') { asked++; ${onAnswer} }
  if (command === 'bye') { ${onBye} }
})
`

/** Writes the program into a folder; the command that runs it. */
export function commandOf(attack: EngineAttack, folder: string): string {
  const file = join(folder, `${attack.name.replaceAll(/\W+/g, '-')}.mjs`)
  writeFileSync(file, programOf(attack))
  return `"${process.execPath}" "${file}"`
}
