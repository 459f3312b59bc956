// Every law, in the order of the steps; those that span them all come last.

import { patchifyLaws } from './01-patchify.ts'
import { encodeLaws } from './02-encode.ts'
import { addNoiseLaws } from './03-add-noise.ts'
import { conditionsLaws } from './04-conditions.ts'
import { estimateLaws } from './05-estimate.ts'
import { applyLaws } from './06-apply.ts'
import { attentionLaws } from './07-attention.ts'
import { poolingLaws } from './08-pooling.ts'
import { feedForwardLaws } from './09-feed-forward.ts'
import { slopesLaws } from './10-slopes.ts'
import { denoiseLaws } from './11-denoise.ts'
import { decodeLaws } from './12-decode.ts'
import { videoLaws } from './13-video.ts'
import type { Law } from './law.ts'
import { misprintLaws } from './misprints.ts'
import { wholeLaws } from './whole.ts'

export const laws: readonly Law[] = [
  ...patchifyLaws,
  ...encodeLaws,
  ...addNoiseLaws,
  ...conditionsLaws,
  ...estimateLaws,
  ...applyLaws,
  ...attentionLaws,
  ...poolingLaws,
  ...feedForwardLaws,
  ...slopesLaws,
  ...denoiseLaws,
  ...decodeLaws,
  ...videoLaws,
  ...wholeLaws,
  ...misprintLaws,
]
