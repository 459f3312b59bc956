// `pnpm dev`: the site while one works on it, on http://localhost:3000 (PORT and HOST say otherwise), without telemetry.
import { spawn } from 'node:child_process'
import { nextProgram } from './tools/building.ts'
import { site } from './tools/folders.ts'

const child = spawn(process.execPath, [nextProgram(), 'dev', '--hostname', process.env.HOST || 'localhost'], {
  cwd: site,
  env: { ...process.env, NODE_ENV: 'development', NEXT_TELEMETRY_DISABLED: '1' },
  stdio: 'inherit',
})
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal))
child.on('error', error => {
  process.stderr.write(`Next could not be started: ${error.message}\n`)
  process.exitCode = 1
})
child.on('close', status => {
  process.exitCode = status ?? 1
})
