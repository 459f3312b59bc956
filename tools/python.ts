// Which Python tests and measurements ask: one that has what they need. DIT_PYTHON names one.
import { spawnSync } from 'node:child_process'

const candidates = process.env.DIT_PYTHON ? [process.env.DIT_PYTHON] : ['python3', '/usr/bin/python3']

/** Whether Python finds each; to import PyTorch takes seconds. */
const finds = 'import importlib.util, sys; sys.exit(not all(map(importlib.util.find_spec, sys.argv[1:])))'

/** A Python that has these modules; undefined where there is none. */
export const pythonWith = (...modules: readonly string[]): string | undefined =>
  candidates.find(python => spawnSync(python, ['-c', finds, ...modules], { stdio: 'ignore' }).status === 0)

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
