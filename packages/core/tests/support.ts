// What core's tests share: the specification's cases, and comparing grids.
import { readdirSync, readFileSync } from 'node:fs'
import { Answer, type Lesson } from '@dit-by-hand/spec/format'
import { parseAnswer } from '@dit-by-hand/spec/json'
import { readLesson } from '@dit-by-hand/spec/load'

const folder = new URL('../../../spec/cases/', import.meta.url)

export const caseIds: readonly string[] = readdirSync(folder).flatMap(file =>
  file.endsWith('.expected.json') ? [file.slice(0, -'.expected.json'.length)] : [],
)

export const lessonOf = (id: string): Lesson => readLesson(readFileSync(new URL(`${id}.json`, folder), 'utf8'))
export const answerOf = (id: string): Answer =>
  Answer.parse(parseAnswer(readFileSync(new URL(`${id}.expected.json`, folder), 'utf8')))
