// A static export: any host that serves files can serve the site, under any path.
import { existsSync } from 'node:fs'
import path from 'node:path'
import type { NextConfig } from 'next'

const basePath = process.env.DIT_BASE_PATH ?? ''
// tools/building.ts says where to build to, and names the build after what it is made from.
const { DIT_OUT: out = 'out', DIT_BUILD: build } = process.env

// Turbopack's cache on disk takes a seventh of a build, and halves the next one: whoever builds but once does without.
const isBuiltAgain = out === 'out' && existsSync(path.join(import.meta.dirname, '.next'))

const config: NextConfig = {
  output: 'export',
  trailingSlash: true,
  reactStrictMode: true,
  poweredByHeader: false,
  // Types are checked by a task of their own (`pnpm types`), once.
  typescript: { ignoreBuildErrors: true },
  ...(basePath !== '' && { basePath }),
  env: { NEXT_PUBLIC_BASE_PATH: basePath },
  ...(out !== 'out' && { distDir: out }),
  ...(build !== undefined && { generateBuildId: () => build }),
  experimental: { turbopackFileSystemCacheForBuild: isBuiltAgain },
  turbopack: { root: path.join(import.meta.dirname, '../..') },
}

export default config
