import { caseOf } from '@dit-by-hand/spec/cases'
import { readLesson } from '@dit-by-hand/spec/load'
import { readFileSync } from 'node:fs'
import { openWalk } from './open.tsx'
const [, , id = 'sora-is-sky', place = 'opening', reading = 'corrected'] = process.argv
const lesson = id.endsWith('.json') ? readLesson(readFileSync(id, 'utf8')) : caseOf(id as never).lesson
process.exitCode = await openWalk({ lesson, lessonPath: id.endsWith('.json') ? id : null, reading: reading as never, place: place as never })
