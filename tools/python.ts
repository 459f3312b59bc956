// Which Python tests and measurements ask: one that has what they need. DIT_PYTHON names one.
import { spawnSync } from 'node:child_process'

const candidates = process.env.DIT_PYTHON ? [process.env.DIT_PYTHON] : ['python3', '/usr/bin/python3']

/** Whether Python finds each; to import PyTorch takes seconds. */
const finds = 'import importlib.util, sys; sys.exit(not all(map(importlib.util.find_spec, sys.argv[1:])))'

/** The first Python that can run a program, and what it prints; undefined where none can. */
export function pythonFor(program: string, ...args: readonly string[]): { python: string; said: string } | undefined {
  for (const python of candidates) {
    const { status, stdout } = spawnSync(python, ['-c', program, ...args], { encoding: 'utf8' })
    if (status === 0) return { python, said: stdout.trim() }
  }
  return undefined
}

/** A Python that has these modules; undefined where there is none. */
export const pythonWith = (...modules: readonly string[]): string | undefined => pythonFor(finds, ...modules)?.python

/** Runs Python, and gives what it prints. @param input what it reads @throws {Error} with what it said, where it fails */
export function runPython(python: string, args: readonly string[], cwd: string, input = ''): string {
  const env = { ...process.env, OMP_NUM_THREADS: '1', PYTHONDONTWRITEBYTECODE: '1' }
  const { status, stdout, stderr, error } = spawnSync(python, args, {
    cwd,
    env,
    input,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  })
  if (status !== 0) throw new Error(`${python} ${args.join(' ')}: ${error?.message ?? stderr.slice(-4000)}`)
  return stdout
}
