// Every case file, imported by name so that Node, bundlers and browsers find it. A test keeps the list complete.
import allClippedAnswer from '../../cases/all-clipped.expected.json' with { type: 'json' }
import allClipped from '../../cases/all-clipped.json' with { type: 'json' }
import fourBitTimeAnswer from '../../cases/four-bit-time.expected.json' with { type: 'json' }
import fourBitTime from '../../cases/four-bit-time.json' with { type: 'json' }
import fractionsAnswer from '../../cases/fractions.expected.json' with { type: 'json' }
import fractions from '../../cases/fractions.json' with { type: 'json' }
import givenAttentionAnswer from '../../cases/given-attention.expected.json' with { type: 'json' }
import givenAttention from '../../cases/given-attention.json' with { type: 'json' }
import hardAttentionAnswer from '../../cases/hard-attention.expected.json' with { type: 'json' }
import hardAttention from '../../cases/hard-attention.json' with { type: 'json' }
import hardTiesAnswer from '../../cases/hard-ties.expected.json' with { type: 'json' }
import hardTies from '../../cases/hard-ties.json' with { type: 'json' }
import latentThreeAnswer from '../../cases/latent-three.expected.json' with { type: 'json' }
import latentThree from '../../cases/latent-three.json' with { type: 'json' }
import latentWiderThanPatchAnswer from '../../cases/latent-wider-than-patch.expected.json' with { type: 'json' }
import latentWiderThanPatch from '../../cases/latent-wider-than-patch.json' with { type: 'json' }
import learningRateWholeAnswer from '../../cases/learning-rate-whole.expected.json' with { type: 'json' }
import learningRateWhole from '../../cases/learning-rate-whole.json' with { type: 'json' }
import learningRateZeroAnswer from '../../cases/learning-rate-zero.expected.json' with { type: 'json' }
import learningRateZero from '../../cases/learning-rate-zero.json' with { type: 'json' }
import longVideoAnswer from '../../cases/long-video.expected.json' with { type: 'json' }
import longVideo from '../../cases/long-video.json' with { type: 'json' }
import misprintAnswer from '../../cases/misprint.expected.json' with { type: 'json' }
import misprint from '../../cases/misprint.json' with { type: 'json' }
import onePatchAnswer from '../../cases/one-patch.expected.json' with { type: 'json' }
import onePatch from '../../cases/one-patch.json' with { type: 'json' }
import onePixelPatchesAnswer from '../../cases/one-pixel-patches.expected.json' with { type: 'json' }
import onePixelPatches from '../../cases/one-pixel-patches.json' with { type: 'json' }
import softSkyAnswer from '../../cases/soft-sky.expected.json' with { type: 'json' }
import softSky from '../../cases/soft-sky.json' with { type: 'json' }
import softmaxAttentionAnswer from '../../cases/softmax-attention.expected.json' with { type: 'json' }
import softmaxAttention from '../../cases/softmax-attention.json' with { type: 'json' }
import soraIsSkyAnswer from '../../cases/sora-is-sky.expected.json' with { type: 'json' }
import soraIsSky from '../../cases/sora-is-sky.json' with { type: 'json' }
import tZeroAnswer from '../../cases/t-zero.expected.json' with { type: 'json' }
import tZero from '../../cases/t-zero.json' with { type: 'json' }
import tallFramesAnswer from '../../cases/tall-frames.expected.json' with { type: 'json' }
import tallFrames from '../../cases/tall-frames.json' with { type: 'json' }
import twoFramePatchesAnswer from '../../cases/two-frame-patches.expected.json' with { type: 'json' }
import twoFramePatches from '../../cases/two-frame-patches.json' with { type: 'json' }
import wideFramesAnswer from '../../cases/wide-frames.expected.json' with { type: 'json' }
import wideFrames from '../../cases/wide-frames.json' with { type: 'json' }
import zeroNoiseAnswer from '../../cases/zero-noise.expected.json' with { type: 'json' }
import zeroNoise from '../../cases/zero-noise.json' with { type: 'json' }

/** A lesson and its answer as in the files, not yet validated. */
export interface CaseFiles {
  readonly lesson: unknown
  readonly answer: unknown
}

const of = (lesson: unknown, answer: unknown): CaseFiles => ({ lesson, answer })

// Importing JSON rounds integers beyond 2⁵³; the files have none, as a test proves.
export const caseFiles = {
  'sora-is-sky': of(soraIsSky, soraIsSkyAnswer),
  'hard-attention': of(hardAttention, hardAttentionAnswer),
  'hard-ties': of(hardTies, hardTiesAnswer),
  'given-attention': of(givenAttention, givenAttentionAnswer),
  'soft-sky': of(softSky, softSkyAnswer),
  'softmax-attention': of(softmaxAttention, softmaxAttentionAnswer),
  misprint: of(misprint, misprintAnswer),
  fractions: of(fractions, fractionsAnswer),
  'all-clipped': of(allClipped, allClippedAnswer),
  'zero-noise': of(zeroNoise, zeroNoiseAnswer),
  't-zero': of(tZero, tZeroAnswer),
  'four-bit-time': of(fourBitTime, fourBitTimeAnswer),
  'learning-rate-zero': of(learningRateZero, learningRateZeroAnswer),
  'learning-rate-whole': of(learningRateWhole, learningRateWholeAnswer),
  'one-patch': of(onePatch, onePatchAnswer),
  'one-pixel-patches': of(onePixelPatches, onePixelPatchesAnswer),
  'two-frame-patches': of(twoFramePatches, twoFramePatchesAnswer),
  'tall-frames': of(tallFrames, tallFramesAnswer),
  'wide-frames': of(wideFrames, wideFramesAnswer),
  'long-video': of(longVideo, longVideoAnswer),
  'latent-three': of(latentThree, latentThreeAnswer),
  'latent-wider-than-patch': of(latentWiderThanPatch, latentWiderThanPatchAnswer),
} as const satisfies Readonly<Record<string, CaseFiles>>
