// A conversation between the judge and our engine, held while the page is built, and shortened for reading.
import { engine } from '@dit-by-hand/core/engine'
import { caseOf } from '@dit-by-hand/spec/cases'
import { protocolVersion, type Request, readAnswerReply, replyTo, writeRequest } from '@dit-by-hand/spec/protocol'

/** An object's text with only some of its members, and dots for the others. */
function some(object: Readonly<Record<string, unknown>>, names: readonly string[]): string {
  const members = names.map(name => `${JSON.stringify(name)}:${JSON.stringify(object[name])}, … `)
  return `{${members.join('')}}`
}

/** The lines, each with an arrow for who says it. */
export async function conversation(): Promise<string> {
  const { lesson } = caseOf('sora-is-sky')
  const hello: Request = { id: 1, command: 'hello', protocol: protocolVersion }
  const answer: Request = { id: 2, command: 'answer', lesson, reading: 'printed' }
  const bye: Request = { id: 3, command: 'bye' }
  const greeting = await replyTo(engine, writeRequest(hello))
  const values = readAnswerReply((await replyTo(engine, writeRequest(answer))) ?? '', answer.id)
  return [
    `→ ${writeRequest(hello)}`,
    `← ${greeting}`,
    `→ {"id":${answer.id},"command":"answer","lesson":${some(lesson, ['id'])},"reading":"${answer.reading}"}`,
    `← {"id":${answer.id},"values":${some(values, ['patches', 'loss'])}}`,
    `→ ${writeRequest(bye)}`,
  ].join('\n')
}
