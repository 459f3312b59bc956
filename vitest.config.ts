// The rooms and their tests. A room joins here; a folder that is not there fails.
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

// A test is ended where it hangs, never because a machine is busy.
const patience = 600_000

const room = (name: string, root: string) => ({
  test: { name, root, include: ['tests/**/*.test.{ts,tsx}'], testTimeout: patience, hookTimeout: patience },
})

/** A room whose files share the modules that their worker has loaded: to load them anew for each takes a third of its time. */
const sharing = (name: string, root: string) => {
  const { test } = room(name, root)
  return { test: { ...test, isolate: false } }
}

/** A room whose tests start processes and listen to their own: in a thorough run each file has a worker of its own. */
const apart = (name: string, root: string) => {
  const { test } = room(name, root)
  return { test: { ...test, isolate: Boolean(process.env.DIT_THOROUGH) } }
}

// Its tests start many programs of ours from source: compiled once, they start in half the time.
const { test: inTui } = apart('tui', 'apps/tui')
const tui = {
  ...inTui,
  env: { NODE_COMPILE_CACHE: fileURLToPath(new URL('node_modules/.cache/compiled', import.meta.url)) },
}

// The site's tests need it built and served; a browser on a busy machine takes its time.
const { test: inSite } = room('site', 'apps/site')
const site = {
  ...inSite,
  globalSetup: ['tests/setup.ts'],
  // One browser for all files of a worker.
  isolate: false,
  setupFiles: ['tests/after.ts'],
  expect: { poll: { timeout: 30_000 } },
}

export default defineConfig({
  test: {
    // One file for each core. Vitest keeps a core to itself, which is half of a machine with two.
    maxWorkers: '100%',
    projects: [
      apart('spec', 'spec'),
      sharing('graph', 'packages/graph'),
      sharing('core', 'packages/core'),
      apart('float32', 'packages/float32'),
      apart('video-dit', 'packages/video-dit'),
      sharing('walkthrough', 'packages/walkthrough'),
      sharing('practice', 'packages/practice'),
      sharing('ladder', 'packages/ladder'),
      { test: tui },
      { test: site },
      { test: { name: 'house', root: '.ci', include: ['*.test.ts'] } },
    ],
  },
})
