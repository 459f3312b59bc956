// The checkpoint that comes with the page, as a file.
import { readFileSync } from 'node:fs'
import { checkpointFile } from '../checkpoint.ts'

export const dynamic = 'force-static'

export const GET = (): Response =>
  new Response(new Uint8Array(readFileSync(checkpointFile)), {
    headers: { 'content-type': 'application/octet-stream' },
  })
