// `pnpm screenshots`: draws the README's picture of each front end anew. Needs Chromium, and `script` of util-linux.
import { relative } from 'node:path'
import { draw } from '../apps/site/tools/pictures.ts'

const most = 150_000

for (const { file, bytes } of await draw()) {
  console.log(`${relative(process.cwd(), file)}: ${(bytes / 1000).toFixed(0)} kB`)
  if (bytes > most) {
    console.error(`That is more than the ${most / 1000} kB that a picture may weigh here.`)
    process.exitCode = 1
  }
}
