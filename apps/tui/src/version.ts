// The version, and the oldest Node that it runs on, as package.json has them.
import manifest from '../package.json' with { type: 'json' }

export const version: string = manifest.version
export const oldestNode: number = Number.parseInt(manifest.engines.node.replace('>=', ''), 10)
