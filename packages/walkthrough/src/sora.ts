// What Sora itself does at each step, as far as its makers have said: OpenAI’s report “Video generation models as world
// simulators” of February 2024. In our words; what the report does not say is not said here, unless it is marked as the
// published DiT’s. Every step has something.
import { num, type Paragraph, p, term } from './prose.ts'
import { published } from './published.ts'
import type { Place } from './telling.ts'

const told: { readonly [K in Place]: readonly Paragraph[] } = {
  opening: [
    p`Sora is a diffusion transformer that makes videos of up to a minute from a prompt. It was trained on videos and
      images together. Its makers have not said how large it is, nor exactly what it was trained on.`,
  ],
  patchify: [
    p`Sora’s patches reach through space and time: ${term('spacetime patches')}, cut from a video that was compressed first.
      They are the transformer’s tokens. An image is a video of a single frame, so one model handles both.`,
    p`No particular size is required. Videos are used as they come, long or short, wide or tall, without being trimmed to
      one shape; its makers found that this also frames the picture better.`,
  ],
  encode: [
    p`A separate network first compresses the video, in space and also in time, so that one latent frame stands for
      several frames. Sora is trained on these latents, and generates them.`,
  ],
  noise: [
    p`Sora is given noisy patches too, but it predicts the patches as they were before the noise. That is much the same:
      find the noise or the clean patches and you have found the other, because they add up to the noisy ones.`,
  ],
  conditions: [
    p`The captions that people write say little about what a video shows. So a model was trained to describe videos in
      detail, and Sora was trained on its descriptions. For the same reason, a language model first turns a user’s short
      prompt into a long one.`,
  ],
  modulation: [
    p`The report does not say how the words reach the patches inside Sora. It does say that Sora is a
      diffusion transformer, and in the published one, conditions scale and shift.`,
  ],
  modulate: [
    p`The report does not look inside the blocks: it does not say where the prompt and the timestep come in, but refers to
      the published DiT.`,
    p`DiT’s authors tried several ways of bringing conditions into a block. Conditions can join the sequence as extra
      tokens, or be attended to in a layer of their own. But scaling and shifting all tokens alike took the least
      arithmetic, and with gates that start at zero it gave the best images (${num(published.paper)}, ${num(published.sections.design)} and
      ${num(published.sections.results)}).`,
  ],
  attention: [
    p`All spacetime patches form one sequence. Nothing built in makes a person look the same after being hidden for a
      while: Sora had to learn it, and often succeeds, though not always.`,
  ],
  pooling: [
    p`A single video by Sora can hold several shots of the same character, who looks the same in all of them. No patch
      could see to that by itself, because none belongs to more than one shot: what the character looks like has to be
      collected from elsewhere in the video.`,
    p`Its makers have not said how many heads and blocks do the collecting, nor whether every patch may look at every other.`,
  ],
  'feed-forward': [
    p`The output is Sora’s guess at the patches without noise. One transformer serves videos of every length and shape:
      only the number of patches changes.`,
  ],
  slopes: [
    p`The report shows what becomes of the same prompt and the same noise as the training takes more and more arithmetic.
      With little of it, the shapes hardly hold together; with many times as much, there is a scene. Nobody added rules
      about the scene.`,
  ],
  denoise: [
    p`To generate, patches of pure noise are laid out in a grid as large as the video is to be. Sora can also start from
      an image or a video: it can set an image in motion, extend a video forwards or backwards in time, or edit it.`,
  ],
  decode: [
    p`A decoder that matches the compressing network turns the latents back into pixels, in time as well as in space.`,
  ],
  video: [
    p`Any shape from ${num(published.widest)} to ${num(published.tallest)} pixels can be asked for, and a single frame is an
      image. The report is frank about what fails: glass does not break as it should, and a bite does not always leave a
      mark.`,
  ],
  closing: [
    p`Its makers take their results as a sign that a video model, simply made larger, becomes a simulator of the world it
      sees. They call this a promising path; its steps are the ones you have worked by hand.`,
  ],
}

/** What Sora itself does at a place. */
export const soraAt = (place: Place): readonly Paragraph[] => told[place]
