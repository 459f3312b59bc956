import { defineConfig } from 'vitest/config'

const room = (name: string, root: string) => ({ test: { name, root, include: ['tests/**/*.test.{ts,tsx}'], testTimeout: 60_000 } })

export default defineConfig({
  test: {
    projects: [
      room('spec', 'spec'),
      room('core', 'packages/core'),
      room('walkthrough', 'packages/walkthrough'),
      room('tui', 'apps/tui'),
      { test: { name: 'house', root: '.ci', include: ['*.test.ts'] } },
    ],
  },
})
