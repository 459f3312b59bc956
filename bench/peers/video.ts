// The video DiT of the recipe `quick`, for the net that all engines have. The same number of steps gives the same quality, so that
// comparing steps compares training.
import type { Sizes } from '@dit-by-hand/float32/fixtures/dit-net'
import { timestepWaves, tokensOf } from '@dit-by-hand/video-dit/config'
import { configOf } from '@dit-by-hand/video-dit/learn/recipe'
import { quick } from '@dit-by-hand/video-dit/learn/recipes'
import { wordRows } from '@dit-by-hand/video-dit/world/words'

const config = configOf(quick, wordRows)
const { width, depth, heads, mlp, channels, patch } = config

export const videoBatch: number = quick.batch
export const videoSizes: Sizes = {
  patch: patch.reduce((product, side) => product * side, channels),
  tokens: tokensOf(config),
  ...{ width, depth, heads, mlp },
  waves: timestepWaves,
  classes: wordRows,
}
