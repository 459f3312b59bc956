#!/usr/bin/env node
// The program `dit`: runs one command in this process.
import { oldestNode } from './version.ts'

const found = process.versions.node
if (Number.parseInt(found, 10) < oldestNode) {
  process.stderr.write(`dit: this is Node ${found}, and dit needs Node ${oldestNode} or newer.\n`)
  process.exitCode = 2
} else {
  const [{ processIo }, { run }] = await Promise.all([import('./process-io.ts'), import('./run.ts')])
  process.exitCode = await run(process.argv.slice(2), processIo())
}
