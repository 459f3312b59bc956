// `pnpm dev`: Next's development server on this machine alone, without telemetry. PORT as for `pnpm serve`.
import { spawn } from 'node:child_process'
import { nextProgram } from './tools/building.ts'
import { site } from './tools/folders.ts'

const child = spawn(process.execPath, [nextProgram, 'dev', '--hostname', 'localhost', ...process.argv.slice(2)], {
  cwd: site,
  stdio: 'inherit',
  env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1' },
})
child.on('error', error => {
  process.stderr.write(`Next could not be started: ${error.message}\n`)
  process.exitCode = 1
})
child.on('close', status => {
  process.exitCode = status ?? 0
})
