#!/usr/bin/env node
// The command `dit` for whoever linked this clone (`npm link`, `npm install --global .`): runs it where the user stands.
process.env.DIT_CWD ??= process.cwd()
process.env.DIT_CALLED ??= 'dit'
process.argv.splice(2, 0, 'tui')
await import('./with-tools.mjs')
