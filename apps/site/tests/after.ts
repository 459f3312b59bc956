// Run beside each file of tests: the pages that it opened are closed at its end.
import { afterAll } from 'vitest'
import { closePages } from './chromium.ts'

afterAll(closePages)
