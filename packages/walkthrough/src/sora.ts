// What Sora itself does at each step, as far as its makers have said: OpenAI’s report “Video generation models as world
// simulators” of February 2024. In our words; what the report does not say is not said here, unless it is marked as the
// published DiT’s. Every step has something.
import { num, type Paragraph, p, term } from './prose.ts'
import { published } from './published.ts'
import type { Place } from './telling.ts'

const told: { readonly [K in Place]: readonly Paragraph[] } = {
  opening: [
    p`Sora is a diffusion transformer that makes videos of up to a minute from a prompt. It was trained on videos and on
      images together. Its makers have not said how large it is, nor exactly what it was trained on.`,
  ],
  patchify: [
    p`Sora’s patches reach through space and time: ${term('spacetime patches')}, cut from a video that was compressed first.
      They are the transformer’s tokens. An image is a video of a single frame, so one model reads both.`,
    p`Nothing asks for a certain size. Videos are cut as they come, long or short, wide or tall, without being trimmed to
      one shape; its makers found that pictures are framed better that way.`,
  ],
  encode: [
    p`A network of its own compresses the video before anything else, in space and also in time, so that a latent frame
      stands for several frames. Sora is trained, and generates, in that latent alone.`,
  ],
  noise: [
    p`Sora is given noisy patches, too, but is asked for the patches as they were before the noise. Noise or clean patches: find one and you have found the other, for they add up to what was given.`,
  ],
  conditions: [
    p`Captions as people write them say little about what a video shows. So a model was trained to describe videos in detail, and its
      descriptions took the place of the captions in training. In the same spirit, a language model first turns a user’s short prompt into a long one.`,
  ],
  modulation: [
    p`The report does not say how the words reach the patches inside Sora. It does say that Sora is a diffusion transformer, and in the published one they scale and shift.`,
  ],
  modulate: [
    p`The report does not look inside the blocks: it leaves open where the prompt and the timestep come in, and points to the published DiT instead.`,
    p`Its makers tried several ways of bringing conditions into a block. They can stand in the sequence as tokens of their own, or be attended to in a layer of their own; but scaling and shifting all tokens alike cost the least arithmetic, and with gates
      that begin at zero it gave the best images (${num(published.paper)}, ${num(published.sections.design)} and
      ${num(published.sections.results)}).`,
  ],
  attention: [
    p`All spacetime patches stand in one sequence. That a person looks the same after having been hidden for a while is not
      built in anywhere: it has to be learned, and Sora manages it often, if not always.`,
  ],
  pooling: [
    p`A single video by Sora can hold several shots of the same character, who looks the same in all of them. Nothing in a
      patch itself could bring that about, for no patch stands in more than one shot: it has to be collected from elsewhere in the video.`,
    p`Its makers have not said how many heads and blocks do the collecting, nor whether every patch may look at every other.`,
  ],
  'feed-forward': [
    p`What comes out is Sora’s idea of the patches without noise. It is one transformer for every length and shape of
      video: all that changes is how many patches there are.`,
  ],
  slopes: [
    p`The report shows the same prompt and the same noise after more and more training. With little, there are shapes that
      hardly hold together; with many times as much, a scene that does. No rule about any scene was added: only
      arithmetic.`,
  ],
  denoise: [
    p`To generate, patches of nothing but noise are laid out in a grid as large as the video is to be. A video or an
      image can also be what it begins with: to be moved, to be continued in either direction, or to be changed.`,
  ],
  decode: [
    p`A decoder of its own, made to match the network that compresses, takes the latents back to pixels, in time as well as in
      space.`,
  ],
  video: [
    p`Any shape from ${num(published.widest)} to ${num(published.tallest)} pixels can be asked for, and a single frame is an
      image. The report is frank about what fails: Sora often gets wrong how glass breaks, or that a bite leaves a mark.`,
  ],
  closing: [
    p`Its makers take what they saw as a sign that a video model, merely made larger, becomes a simulator of the world it sees. That is a hope, and they call it promising; the steps are those you have worked by hand.`,
  ],
}

/** What Sora itself does at a place. */
export const soraAt = (place: Place): readonly Paragraph[] => told[place]
