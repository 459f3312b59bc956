// The protocol between a judge and an engine in any language: one JSON object per line, each way.
import { z } from 'zod'
import { Crashed, claims, type Engine, precisions, Skipped } from '../judge/engine.ts'
import { AnswerCell, AnswerMatrix, Lesson, Reading, Values } from '../lesson/format.ts'
import { parseAnswer, parseExact, stringifyAnswer, tooMany } from '../lesson/json.ts'
import { pathText } from '../lesson/load.ts'
import { misfitsIn, type Nesting } from '../lesson/misfits.ts'
import { isAnswerName } from '../lesson/names.ts'

/** The version of the protocol described in spec/README.md. */
export const protocolVersion = 1

const Id = z.int().min(0)

/** The requests of the judge, one line each. */
export const Request = z.discriminatedUnion('command', [
  z.object({ id: Id, command: z.literal('hello'), protocol: z.int() }),
  z.object({ id: Id, command: z.literal('answer'), lesson: Lesson, reading: Reading }),
  z.object({ id: Id, command: z.literal('bye') }),
])
export type Request = z.infer<typeof Request>

/** An engine's reply to `hello`. Without `claims` it claims everything; without `precision` it answers exactly. */
export const HelloReply = z.strictObject({
  id: Id,
  name: z.string().min(1).max(200),
  protocol: z.literal(protocolVersion),
  claims: z.array(z.enum(claims)).exactOptional(),
  precision: z.enum(precisions).exactOptional(),
})
export type HelloReply = z.infer<typeof HelloReply>

/** An engine's reply to a lesson: its values, `skipped` where it does not do this, or `error`. */
export type AnswerReply = { readonly id: number } & (
  | { readonly values: Values }
  | { readonly skipped: string }
  | { readonly error: string }
)

/** A line that does not answer the request, so that requests and answers can no longer be matched. */
export class OutOfStep extends Crashed {}

/** One line of text, without its line feed. */
export const writeRequest = (request: Request): string => JSON.stringify(request)

/** Control characters, line and paragraph separators, halves of surrogate pairs, and marks of text direction. */
const unprintable = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]+/gu

/** An excerpt for a message: one printable line of at most `most` characters. */
export function excerpt(text: string, most = 120): string {
  const shown = text.slice(0, most + 1).replace(unprintable, ' ')
  return text.length > most ? `${shown.slice(0, most).replace(/\p{Cs}$/u, '')}…` : shown
}

/** The excerpt of a value as JSON. */
function excerptOf(value: unknown): string {
  try {
    return excerpt(JSON.stringify(value) ?? 'nothing', 40)
  } catch (error) {
    if (error instanceof RangeError) return 'nested too deeply to be shown'
    throw error
  }
}

/** Common mistakes in JSON: what programs print in place of a number, and what people write between numbers. */
const slips: readonly (readonly [found: RegExp, says: (what: string) => string])[] = [
  [/[[,:]\s*(-?Infinity|NaN)\s*[\],}]/, what => `${what}, which JSON does not have and no lesson asks for`],
  [/[[,:]\s*(True|False|None)\b/, what => `${what}, which JSON does not have`],
  [/(,)\s*[\]}]/, () => 'a comma after the last of a list'],
  [/[[,:]\s*(-?\d+\s*\/\s*\d+)/, what => `the fraction ${what} without quotes`],
  [/[[,:]\s*(\+[\d.]+)/, what => `${what}, whose plus sign JSON does not have`],
  [/[[,:]\s*(−[\d.]+)/, what => `${what}, whose minus is not the one of the keyboard`],
  [/[[,:]\s*(-?0\d+)/, what => `${what}, which begins with 0`],
  [/[[,:]\s*(-?\.\d+|-?\d+\.(?!\d))/, what => `${what}, without a digit on each side of its point`],
  [/[[,:{]\s*('[^']*')/, what => `${what} in single quotes; JSON has double ones`],
]

/** The common mistake in a line that would otherwise be a JSON object, with the first matrix that has it. */
function slipIn(line: string): string | undefined {
  if (!/^\{.*\}$/.test(line)) return undefined
  for (const [pattern, says] of slips) {
    const found = pattern.exec(line)
    const what = found?.[1]
    if (!found || what === undefined) continue
    const [name] = [...line.slice(0, found.index + 1).matchAll(/"(\w+)"\s*:/g)].map(([, key = '']) => key).toReversed()
    return `${says(excerpt(what, 40))}${name !== undefined && isAnswerName(name) ? `, in ${name}` : ''}`
  }
  return undefined
}

function parsed(line: string): Record<string, unknown> {
  const many = tooMany(line)
  if (many) throw new OutOfStep(`printed a line with ${many}: ${excerpt(line)}`)
  let value: unknown
  try {
    value = parseAnswer(line)
  } catch (error) {
    if (error instanceof RangeError) throw new OutOfStep(`printed a line that is nested too deeply: ${excerpt(line)}`)
    if (!(error instanceof SyntaxError)) throw error
    const slip = slipIn(line)
    // Requests and answers still match, so the engine need not be ended.
    if (slip !== undefined) throw new Crashed(`printed ${slip}: ${excerpt(line)}`)
    if (/^\s*[[{]\s*$/.test(line))
      throw new OutOfStep(`printed an answer that goes on over several lines; it must be one line: ${excerpt(line)}`)
    throw new OutOfStep(`printed a line that is not JSON: ${excerpt(line)} (print logs to standard error)`)
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value }
  throw new OutOfStep(`printed a line that is not a JSON object: ${excerpt(line)} (print logs to standard error)`)
}

function expectId(value: Record<string, unknown>, id: number, line: string): void {
  if (value.id === id) return
  if (value.id === undefined) throw new OutOfStep(`answered request ${id} with a line that has no id: ${excerpt(line)}`)
  throw new OutOfStep(`answered request ${id} with id ${excerptOf(value.id)}`)
}

/** The first problem, as in "values.scale[0] is …". */
function firstProblem(error: z.ZodError, root: string): string {
  const issue = error.issues[0]
  if (!issue) return root
  const path = issue.path.map(key => (typeof key === 'symbol' ? String(key) : key))
  return `${pathText(root, path)} ${excerpt(issue.message, 300)}`
}

/** The longest cell that is read. Right answers have some 60 characters at most, and the judge's own arithmetic must be able to
 *  use what it reads. */
const longestCell = 1000

const cell: Nesting = {
  reads: z.unknown().superRefine((found, { addIssue }) => {
    if (typeof found === 'string' && found.length > longestCell)
      addIssue(`is ${excerpt(found, 24)}, ${found.length} characters long; at most ${longestCell} are read`)
    else for (const { message } of AnswerCell.safeParse(found).error?.issues ?? []) addIssue(message)
  }),
  isFine: Number.isFinite,
}
const matrix: Nesting = { reads: AnswerMatrix, of: { reads: AnswerMatrix.element, of: cell } }
const video: Nesting = { reads: Values.in.shape.generatedVideo, of: matrix }

/** The first thing in answered values that is not a matrix, row or cell. The schema would look at everything and report all. */
function firstUnreadable(values: unknown): string | undefined {
  if (typeof values !== 'object' || values === null || Array.isArray(values)) {
    const { error } = Values.safeParse(values)
    return error && firstProblem(error, 'values')
  }
  for (const [name, value] of Object.entries(values))
    if (isAnswerName(name))
      for (const { path, message } of misfitsIn(value, name === 'generatedVideo' ? video : matrix, [name]))
        return `${pathText('values', path)} ${excerpt(message, 300)}`
  return undefined
}

/** The first names that are no matrix's, with nothing in them: one of them may be misspelt. */
const strangers = (values: unknown): { readonly [name: string]: readonly [] } =>
  Object.fromEntries(
    Object.keys(Object(values))
      .filter(name => !isAnswerName(name) && name.length <= 60)
      .slice(0, 60)
      .map(name => [name, []]),
  )

const ErrorReply = z.strictObject({ id: Id, error: z.string() })

/** Reads the reply to `hello`. @throws {Crashed} saying what is wrong with the line */
export function readHelloReply(line: string, id: number): HelloReply {
  const value = parsed(line)
  expectId(value, id, line)
  const failed = ErrorReply.safeParse(value)
  if (failed.success) throw new Crashed(`answered hello with an error: ${excerpt(failed.data.error, 300)}`)
  const spoken = value.protocol
  if (spoken === undefined) throw new Crashed(`answered hello without a protocol version: ${excerpt(line)}`)
  if (spoken !== protocolVersion)
    throw new Crashed(`speaks protocol ${excerptOf(spoken)}; this judge speaks ${protocolVersion}`)
  if (Array.isArray(value.claims) && value.claims.length > claims.length)
    throw new Crashed(`answered hello wrongly: ${value.claims.length} claims; there are ${claims.length}`)
  const reply = HelloReply.safeParse(value)
  if (!reply.success) throw new Crashed(`answered hello wrongly: ${firstProblem(reply.error, 'reply')}`)
  return { ...reply.data, name: excerpt(reply.data.name, 200) }
}

/** Reads the reply to `answer`; integers keep every digit. @throws {Skipped} where the engine declines
 *  @throws {Crashed} where it reports an error, or the line is not a reply */
export function readAnswerReply(line: string, id: number): Values {
  const value = parsed(line)
  expectId(value, id, line)
  const kinds = (['values', 'skipped', 'error'] as const).filter(key => value[key] !== undefined)
  const [kind, another] = kinds
  if (!kind || another)
    throw new Crashed(
      `answered with ${kinds.join(' and ') || 'none'} of values, skipped and error; needs exactly one: ${excerpt(line)}`,
    )
  if (kind === 'values') {
    const unreadable = firstUnreadable(value.values)
    if (unreadable) throw new Crashed(`answered values that cannot be read: ${unreadable}`)
    return { ...strangers(value.values), ...Values.parse(value.values) }
  }
  const why = value[kind]
  if (typeof why !== 'string') throw new Crashed(`answered ${kind} without saying why in words: ${excerpt(line)}`)
  if (kind === 'skipped') throw new Skipped(excerpt(why, 300))
  throw new Crashed(`answered with an error: ${excerpt(why, 300)}`)
}

/** Reads one request, for an engine in JavaScript. @throws a ZodError or a SyntaxError where it is not a request */
export const readRequest = (line: string): Request => Request.parse(parseExact(line))

/** The reply of an engine in JavaScript to one line; `undefined` after `bye`. Reading lines from standard input and printing
 *  the replies makes a complete engine. */
export async function replyTo(engine: Engine, line: string): Promise<string | undefined> {
  const request = readRequest(line)
  const { id } = request
  if (request.command === 'bye') return undefined
  if (request.command === 'hello')
    return JSON.stringify({
      id,
      name: engine.name,
      protocol: protocolVersion,
      claims: engine.claims ?? claims,
      ...(engine.precision && { precision: engine.precision }),
    })
  try {
    const reply: AnswerReply = { id, values: await engine.answer(request.lesson, request.reading) }
    return stringifyAnswer(reply)
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    const reply: AnswerReply = error instanceof Skipped ? { id, skipped: why } : { id, error: why }
    return JSON.stringify(reply)
  }
}
