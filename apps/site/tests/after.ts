// Run beside each file of tests: the pages that a test opened are left at its end, and those of the file at the file's.
import { afterAll, afterEach, beforeEach } from 'vitest'
import { beginTest, leavePages } from './chromium.ts'

beforeEach(beginTest)
afterEach(() => leavePages('test'))
afterAll(() => leavePages('file'))
