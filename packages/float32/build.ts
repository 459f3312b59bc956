// Builds assembly/ twice, to src/wasm/*.gen.ts: `pnpm -C packages/float32 wasm`. The same sources give the same bytes.
import { spawnSync } from 'node:child_process'
import { existsSync, writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const here = dirname(fileURLToPath(import.meta.url))
const compilerFile = join(here, 'assembly', 'node_modules', 'assemblyscript', 'dist', 'asc.js')

/** What is used of AssemblyScript's compiler. */
interface Compiler {
  createMemoryStream(): { toString(): string }
  main(
    args: readonly string[],
    api: {
      readonly stderr: { toString(): string }
      readonly readFile: (file: string, base: string) => Promise<string | null>
      readonly writeFile: (file: string, contents: Uint8Array | string) => void
      readonly listFiles: () => readonly string[]
    },
  ): Promise<{ readonly error: Error | null }>
}

/** Whether AssemblyScript is there. It is no part of the workspace: 100 MB that only this needs. */
export const hasCompiler = (): boolean => existsSync(compilerFile)

/** AssemblyScript, installed from the lockfile in assembly/ where it is not there yet. Throws Error where it cannot be. */
async function compiler(): Promise<Compiler> {
  if (!hasCompiler()) {
    process.stderr.write('AssemblyScript is not here yet: installing it (100 MB, once) …\n')
    const args = ['--dir', join(here, 'assembly'), 'install', '--ignore-workspace', '--frozen-lockfile']
    const { status, error, stderr } = spawnSync('pnpm', args, {
      encoding: 'utf8',
      shell: process.platform === 'win32',
    })
    if (status !== 0) throw new Error(`AssemblyScript could not be installed: ${error?.message ?? stderr}`)
  }
  const loaded: { readonly default: Compiler } = await import(pathToFileURL(compilerFile).href)
  return loaded.default
}

/** The built modules: relaxed SIMD has fused multiply–add, plain SIMD128 runs everywhere. */
export const modules = ['relaxed', 'simd'] as const
export type ModuleName = (typeof modules)[number]

export const fileOf = (name: ModuleName): string => join(here, 'src', 'wasm', `${name}.gen.ts`)

const options: readonly string[] = [
  '--baseDir',
  join(here, 'assembly'),
  '--optimizeLevel',
  '3',
  '--noAssert',
  '--runtime',
  'stub',
  '--use',
  'abort=',
  '--importMemory',
  '--noExportMemory',
  '--sharedMemory',
  '--initialMemory',
  '1',
  '--maximumMemory',
  '65536',
  '--enable',
  'simd',
  '--enable',
  'threads',
  // sin4 and cos4 are for other modules, not for JavaScript.
  '--disableWarning',
  '112',
]

/**
 * Compiles one module.
 * @param entry file of assembly/ that exports what the module exports
 * @returns the bytes of the .wasm
 * @throws Error with the compiler's messages where the sources do not compile
 */
export async function compile(name: ModuleName, entry = 'index.ts'): Promise<Uint8Array> {
  const asc = await compiler()
  let built: Uint8Array | undefined
  const messages = asc.createMemoryStream()
  const { error } = await asc.main(
    [entry, ...options, ...(name === 'relaxed' ? ['--enable', 'relaxed-simd'] : []), '--outFile', `${name}.wasm`],
    {
      stderr: messages,
      readFile: async (file, base) => {
        try {
          return await readFile(join(base, file), 'utf8')
        } catch (failure) {
          // The compiler asks for a file by several names; the one that is not there is not an error.
          if (failure instanceof Error && 'code' in failure && failure.code === 'ENOENT') return null
          throw failure
        }
      },
      writeFile: (_file, contents) => {
        if (contents instanceof Uint8Array) built = contents
      },
      listFiles: () => [],
    },
  )
  if (error || !built)
    throw new Error(`assembly/ did not compile to ${name}.wasm:\n${messages.toString()}`, { cause: error })
  return built
}

/** The TypeScript file that carries a module to Node, bundlers and tests alike. */
export function carrier(name: ModuleName, wasm: Uint8Array): string {
  return `// Built from assembly/ by \`pnpm -C packages/float32 wasm\`; ${name}, ${wasm.length} bytes. Not to be edited.
export const base64: string =
  '${Buffer.from(wasm).toString('base64')}'
`
}

if (import.meta.main)
  for (const name of modules) {
    const wasm = await compile(name)
    writeFileSync(fileOf(name), carrier(name, wasm))
    process.stdout.write(`${fileOf(name)}: ${wasm.length} bytes\n`)
  }
