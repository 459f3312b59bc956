// The lesson of the walkthrough, checked when the pages are built. Not for the browser, which gets it as data.

import file from '@dit-by-hand/spec/cases/sora-is-sky.json' with { type: 'json' }
import type { Lesson } from '@dit-by-hand/spec/format'
import { parseLesson } from '@dit-by-hand/spec/load'

export const sora: Lesson = parseLesson(file, 'sora-is-sky')
