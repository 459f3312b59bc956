// Runs a pnpm script of this repository with the Node and pnpm it needs, whatever Node (≥ 20) started it.
// npm can fetch both, so `npm start` and `npm test` need nothing else. Remembers where the user stands.
import { spawnSync } from 'node:child_process'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const [script, ...args] = process.argv.slice(2)
const tools = ['--prefer-offline', '-y', '-p', 'node@24.21.0', '-p', 'pnpm@12.21.0']
const { status, signal, error } = spawnSync('npx', [...tools, 'pnpm', '--silent', script, ...args], {
  cwd: root,
  stdio: 'inherit',
  shell: process.platform === 'win32',
  env: {
    ...process.env,
    DIT_CWD: process.env.DIT_CWD ?? process.env.INIT_CWD ?? process.cwd(),
    // What whoever called has to type again, from whatever folder; it is put into comments, where \ would escape.
    ...(script === 'tui' && {
      DIT_CALLED: process.env.DIT_CALLED ?? `npm --prefix "${root.replaceAll('\\', '/')}" start --`,
    }),
  },
})
if (error) {
  process.stderr.write(`npx could not be started (${error.message}). Install Node 20 or newer with npm.\n`)
  process.exit(1)
}
process.exit(status ?? (signal === 'SIGINT' ? 130 : 1))
