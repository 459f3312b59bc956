// The protocol's lines: what each side may say, and how clearly nonsense is told.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { caseOf } from '../src/cases/all.ts'
import { Crashed, claims, type Engine, Skipped } from '../src/judge/engine.ts'
import {
  OutOfStep,
  protocolVersion,
  readAnswerReply,
  readHelloReply,
  readRequest,
  replyTo,
  writeRequest,
} from '../src/wire/protocol.ts'

const { lesson, answer } = caseOf('sora-is-sky')
const engine: Engine = {
  name: 'the oracle',
  claims: ['forward'],
  answer: (_, reading) => {
    if (reading === 'printed') throw new Skipped('printed readings are not done')
    return answer.corrected
  },
}

describe('requests', () => {
  it('come back as they were written, on one line', () => {
    const request = { id: 7, command: 'answer', lesson, reading: 'printed' } as const
    expect(writeRequest(request)).not.toContain('\n')
    expect(readRequest(writeRequest(request))).toEqual(request)
  })

  it('with a decimal in the lesson are refused', () => {
    expect(() =>
      readRequest(
        writeRequest({ id: 1, command: 'answer', lesson, reading: 'corrected' }).replace('[[[0,0]', '[[[0.5,0]'),
      ),
    ).toThrow('is 0.5, a decimal')
  })
})

describe('an engine written in JavaScript', () => {
  it('says hello, answers, skips and ends', async () => {
    const hello = await replyTo(engine, '{"id":1,"command":"hello","protocol":1}')
    expect(readHelloReply(hello ?? '', 1)).toEqual({ id: 1, name: 'the oracle', protocol: 1, claims: ['forward'] })
    const right = await replyTo(engine, writeRequest({ id: 2, command: 'answer', lesson, reading: 'corrected' }))
    expect(readAnswerReply(right ?? '', 2)).toEqual(answer.corrected)
    const skipped = await replyTo(engine, writeRequest({ id: 3, command: 'answer', lesson, reading: 'printed' }))
    expect(() => readAnswerReply(skipped ?? '', 3)).toThrow(new Skipped('printed readings are not done'))
    expect(await replyTo(engine, '{"id":4,"command":"bye"}')).toBeUndefined()
  })

  it('claims everything unless it says otherwise, and reports what it throws', async () => {
    const broken: Engine = { name: 'broken', answer: () => Promise.reject(new Error('no idea')) }
    const hello = await replyTo(broken, '{"id":1,"command":"hello","protocol":1}')
    expect(readHelloReply(hello ?? '', 1).claims).toEqual(claims)
    const failed = await replyTo(broken, writeRequest({ id: 2, command: 'answer', lesson, reading: 'corrected' }))
    expect(() => readAnswerReply(failed ?? '', 2)).toThrow('answered with an error: no idea')
  })
})

describe('replies to hello', () => {
  it.each([
    ['{"id":1,"name":"x","protocol":2}', `speaks protocol 2; this judge speaks ${protocolVersion}`],
    ['{"id":1,"name":"x"}', 'answered hello without a protocol version'],
    ['{"id":1,"name":"","protocol":1}', 'answered hello wrongly: reply.name'],
    ['{"id":1,"name":"x","protocol":1,"claims":["forwards"]}', 'answered hello wrongly: reply.claims[0]'],
    ['{"id":1,"error":"not today"}', 'answered hello with an error: not today'],
    ['{"id":9,"name":"x","protocol":1}', 'answered request 1 with id 9'],
    ['{"name":"x","protocol":1}', 'with a line that has no id'],
    ['loading…', 'printed a line that is not JSON: loading… (print logs to standard error)'],
    ['[1]', 'printed a line that is not a JSON object: [1]'],
  ])('%s', (line, message) => {
    expect(() => readHelloReply(line, 1)).toThrow(Crashed)
    expect(() => readHelloReply(line, 1)).toThrow(message)
  })

  it('without claims are fine', () => {
    expect(readHelloReply('{"id":1,"name":"x","protocol":1}', 1).claims).toBeUndefined()
  })
})

describe('replies to answer', () => {
  it.each([
    ['{"id":2}', 'answered with none of values, skipped and error; needs exactly one'],
    [
      '{"id":2,"values":{},"error":"x"}',
      'answered with values and error of values, skipped and error; needs exactly one',
    ],
    ['{"id":2,"skipped":true}', 'answered skipped without saying why in words'],
    ['{"id":2,"values":[]}', 'answered values that cannot be read: values'],
    ['{"id":2,"values":{"scale":[["1/0"]]}}', 'answered values that cannot be read: values.scale[0][0] is "1/0"'],
    [
      '{"id":2,"values":{"scale":[2,-1]}}',
      'answered values that cannot be read: values.scale[0] is a number; needs a row of numbers',
    ],
    ['{"id":2,"values":{"scale":[[null]]}}', 'values.scale[0][0] is null; a cell is a number or a fraction "n/d"'],
    ['{"id":2,"values":{"scale":[[1e999]]}}', 'values.scale[0][0] is Infinity; a cell is'],
    [
      '{"id":2,"values":{"patches":[[1,2]],"scale":[[2],[NaN]],"shift":[[1]]}}',
      'printed NaN, which JSON does not have and no lesson asks for, in scale: {',
    ],
    [
      '{"id":2,"values":{"loss":[[-Infinity]],"pooled":[[NaN]]}}',
      'printed -Infinity, which JSON does not have and no lesson asks for, in loss: {',
    ],
    ['{"id":2,"values":{"my own":NaN}}', 'printed NaN, which JSON does not have'],
    ['{"id":2,"values":{"scale":[[1,2],]}}', 'printed a comma after the last of a list, in scale: {'],
    ['{"id":2,"values":{"scale":[[1],[2]],"shift":[[1/2]]}}', 'printed the fraction 1/2 without quotes, in shift: {'],
    ['{"id":2,"values":{"scale":[[+1]]}}', 'printed +1, whose plus sign JSON does not have, in scale: {'],
    ['{"id":2,"values":{"scale":[[−1]]}}', 'printed −1, whose minus is not the one of the keyboard, in scale: {'],
    ['{"id":2,"values":{"scale":[[007]]}}', 'printed 007, which begins with 0, in scale: {'],
    ['{"id":2,"values":{"scale":[[3.]]}}', 'printed 3., without a digit on each side of its point, in scale: {'],
    ['{"id":2,"values":{"scale":[[-.5]]}}', 'printed -.5, without a digit on each side of its point, in scale: {'],
    ['{"id":2,"skipped":None}', 'printed None, which JSON does not have: {'],
    ["{'id': 2, 'values': {}}", "printed 'id' in single quotes; JSON has double ones: {"],
    ['{', 'printed an answer that goes on over several lines; it must be one line: {'],
  ])('%s', (line, message) => {
    expect(() => readAnswerReply(line, 2)).toThrow(Crashed)
    expect(() => readAnswerReply(line, 2)).toThrow(message)
  })

  it('keep integers past 2⁵³ and fractions exact', () => {
    const line = '{"id":2,"values":{"loss":[[123456789012345678901234567890]],"scale":[["-7/3"],[0.25]]}}'
    expect(readAnswerReply(line, 2)).toEqual({ loss: [['123456789012345678901234567890']], scale: [['-7/3'], [0.25]] })
  })

  it('keep the names that no matrix has, sixty of them, and nothing of what they hold', () => {
    const own = Object.fromEntries(Array.from({ length: 70 }, (_, i) => [`own${i}`, 'anything']))
    const read = readAnswerReply(JSON.stringify({ id: 2, values: { ...own, Latent: [[1]], loss: [[1]] } }), 2)
    expect(Object.keys(read)).toHaveLength(61)
    expect(read).toMatchObject({ own0: [], own59: [], loss: [[1]] })
    expect(readAnswerReply('{"id":2,"values":{"Latent":[[1]]}}', 2)).toEqual({ Latent: [] })
  })

  it('have cells of a thousand characters and no longer ones', () => {
    const line = (digits: number): string => `{"id":2,"values":{"loss":[[${'7'.repeat(digits)}]]}}`
    expect(readAnswerReply(line(1000), 2).loss?.[0]?.[0]).toHaveLength(1000)
    expect(() => readAnswerReply(line(1001), 2)).toThrow('1001 characters long; at most 1000 are read')
  })

  it('tell apart what leaves both sides in step and what does not', () => {
    const thrown = (line: string): unknown => {
      try {
        return readAnswerReply(line, 2)
      } catch (error) {
        return error
      }
    }
    for (const line of ['noise', '[]', '{"id":3,"values":{}}', '{"values":{}}'])
      expect(thrown(line)).toBeInstanceOf(OutOfStep)
    for (const line of ['{"id":2,"error":"x"}', '{"id":2}', '{"id":2,"values":3}']) {
      expect(thrown(line)).toBeInstanceOf(Crashed)
      expect(thrown(line)).not.toBeInstanceOf(OutOfStep)
    }
  })

  it('of any shape are values, skipped or crashed, and nothing else', () => {
    const reply = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.json(),
      fc
        .record({
          id: fc.constant(2),
          values: fc.dictionary(fc.constantFrom('scale', 'loss', 'generatedVideo', '__proto__'), fc.jsonValue()),
        })
        .map(value => JSON.stringify(value)),
    )
    fc.assert(
      fc.property(reply, line => {
        try {
          expect(typeof readAnswerReply(line, 2)).toBe('object')
        } catch (error) {
          expect(error instanceof Crashed || error instanceof Skipped).toBe(true)
          expect((error instanceof Error ? error.message : '').length).toBeLessThan(600)
        }
      }),
    )
  })
})
