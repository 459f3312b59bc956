// The rooms and their tests. A room joins here; a folder that is not there fails.
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

// What one process has compiled is compiled for all: the workers, and the many programs of ours that tests start from source.
process.env.NODE_COMPILE_CACHE ??= fileURLToPath(new URL('node_modules/.cache/compiled', import.meta.url))

// A test is ended where it hangs, never because a machine is busy.
const patience = 600_000

const room = (name: string, root: string) => ({
  test: { name, root, include: ['tests/**/*.test.{ts,tsx}'], testTimeout: patience, hookTimeout: patience },
})

/** Node itself loads a room's files, as it does for whoever runs them: sooner than through Vite, but without JSX. Coverage is
 *  counted through Vite only: without it the report would be empty, and nothing would say so (vitest 5.1). */
const byNode = { experimental: { viteModuleRunner: process.argv.some(word => word.startsWith('--coverage')) } }
/** A room whose files share the modules that their worker has loaded: to load them anew for each takes a third of its time. */
const sharing = (name: string, root: string) => {
  const { test } = room(name, root)
  return { test: { ...test, ...byNode, isolate: false } }
}

/** Such a room, and the test that it stands alone: modules can be taken away from it only where Vite loads them. */
const standing = (name: string, root: string) => {
  const { test } = sharing(name, root)
  const mocking = 'tests/alone.test.ts'
  return [
    { test: { ...test, exclude: [mocking] } },
    { test: { ...room(`${name} alone`, root).test, include: [mocking] } },
  ]
}

/** A room whose tests start processes and listen to their own: in a thorough run each file has a worker of its own. */
const apart = (name: string, root: string) => {
  const { test } = room(name, root)
  return { test: { ...test, isolate: Boolean(process.env.DIT_THOROUGH) } }
}
const apartByNode = (name: string, root: string) => {
  const { test } = apart(name, root)
  return { test: { ...test, ...byNode } }
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
      apartByNode('spec', 'spec'),
      ...standing('graph', 'packages/graph'),
      ...standing('core', 'packages/core'),
      apartByNode('float32', 'packages/float32'),
      apartByNode('video-dit', 'packages/video-dit'),
      sharing('walkthrough', 'packages/walkthrough'),
      sharing('practice', 'packages/practice'),
      sharing('ladder', 'packages/ladder'),
      apart('tui', 'apps/tui'),
      { test: site },
      { test: { ...room('house', '.ci').test, include: ['*.test.ts'], ...byNode } },
    ],
  },
})
