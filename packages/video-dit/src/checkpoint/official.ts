// The names and shapes of parameters in official checkpoints.
import { named } from '@dit-by-hand/graph/at'
import type { Parameter } from '@dit-by-hand/graph/scope'
import type { DitConfig } from '../config.ts'

const outside: { readonly [part: string]: string } = {
  embed: 'x_embedder.proj',
  'timestep.in': 't_embedder.mlp.0',
  'timestep.out': 't_embedder.mlp.2',
  'last.tokens': 'final_layer.linear',
  'last.modulation': 'final_layer.adaLN_modulation.1',
}

const inBlock: { readonly [part: string]: string } = {
  'attention.qkv': 'attn.qkv',
  'attention.out': 'attn.proj',
  'mlp.up': 'mlp.fc1',
  'mlp.down': 'mlp.fc2',
  modulation: 'adaLN_modulation.1',
}

/** A parameter's name in facebookresearch/DiT: `blocks.0.attn.qkv.weight` for `block0.attention.qkv.weight`. */
export function officialName(name: string): string {
  if (name === 'label.table') return 'y_embedder.embedding_table.weight'
  const [, part = '', kind = ''] = /^(.*)\.(weight|bias)$/.exec(name) ?? []
  const [, index, inner = ''] = /^block(\d+)\.(.*)$/.exec(part) ?? []
  if (index === undefined) return `${named(outside, part, 'the official names')}.${kind}`
  return `blocks.${index}.${named(inBlock, inner, 'the official names of a block')}.${kind}`
}

/** A parameter's shape in an official checkpoint: a bias has one axis; the patch embedding is a convolution kernel. */
export function officialShape({ name, shape: [rows, columns] }: Parameter, config: DitConfig): readonly number[] {
  const [time, ...plane] = config.patch
  if (name === 'embed.weight')
    return [rows, config.channels, ...(time > 1 || config.video[0] > 1 ? [time] : []), ...plane]
  return name.endsWith('.bias') ? [rows] : [rows, columns]
}
