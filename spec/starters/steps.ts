// The thirteen steps as every starter kit tells them: sentences to be followed, one after the other, and what is easily missed.
// `layer.weight` is a field of the lesson; · is the product of matrices, × goes cell by cell, ᵀ exchanges rows and columns.

/** One step of a kit: sentences that say what to make, in order, and a note on what is easily missed. */
export interface KitStep {
  readonly says: readonly string[]
  readonly note?: string
}

/** Steps 1 to 13. */
export const kitSteps: readonly KitStep[] = [
  {
    says: [
      'patches (p×n): cut video into blocks of patch.frames × patch.rows × patch.columns; every block is one column, frame by frame, then by rows, then by columns, and so are the pixels in a block.',
    ],
  },
  {
    says: [
      'encoderPre = encoder.weight · patches + encoder.bias, the bias added to every column.',
      'latent = max(0, encoderPre), cell by cell.',
    ],
  },
  { says: ['noise = noise of the lesson.', 'noised = latent + noise.'] },
  {
    says: [
      'textEmbedding = the sum of the vectors in prompt.words.',
      'timeEmbedding = timestep.t in binary, timestep.bits digits, the largest bit on top.',
      'condition = textEmbedding above timeEmbedding.',
    ],
  },
  {
    says: [
      'scaleShift = modulation.weight · condition + modulation.bias.',
      'scale = the upper half of the rows of scaleShift.',
      'shift = the lower half.',
    ],
    note: 'The walkthrough’s own lesson has a misprint here: in the printed reading a cell of scaleShift is not what you stored. Read scaleShift back, so that scale and shift carry it on.',
  },
  {
    says: ['scaled = each row of noised × its scale.', 'conditioned = each row of scaled + its shift.'],
  },
  {
    says: [
      'If attention.kind is "given": attention = attention.matrix, and the step is done.',
      'queries = attention.query · conditioned.',
      'keys = attention.key · conditioned.',
      'scores = keysᵀ · queries.',
      'If attention.kind is "hard": attention has, in each column of scores, 1 at the largest; where several are largest, each has an equal part of the 1, as an exact fraction.',
      'If it is "softmax": in each column, take its largest score away from every score, divide by √k (k = rows of attention.query), and take e to that power; attention = each of these, divided by their sum in the column.',
    ],
    note: 'Without taking the largest away, e to a large power overflows.',
  },
  { says: ['pooled = conditioned · attention.'] },
  { says: ['predictedNoise = feedForward.weight · pooled + feedForward.bias.'] },
  {
    says: [
      'lossGradient = predictedNoise − noise.',
      'loss (1×1) = the sum of the squares of lossGradient, divided by how many they are.',
      'd_feedForwardWeight = lossGradient · pooledᵀ.',
      'd_feedForwardBias = the sum of each row of lossGradient.',
      'd_pooled = feedForward.weightᵀ · lossGradient.',
      'd_conditioned starts as d_pooled · attentionᵀ.',
      'If attention.kind is "softmax": S = conditionedᵀ · d_pooled; in each column, d_scores = attention × (S − the sum of attention × S in that column) / √k.',
      'And then: d_query = keys · d_scores · conditionedᵀ; d_key = queries · d_scoresᵀ · conditionedᵀ.',
      'And to d_conditioned come attention.queryᵀ · keys · d_scores and attention.keyᵀ · queries · d_scoresᵀ.',
      'If it is "hard": d_query and d_key are zeros, of the shape of attention.query.',
      'Now d_conditioned is whole: store it.',
      'd_scale = the sum of each row of d_conditioned × noised.',
      'd_shift = the sum of each row of d_conditioned.',
      'd_modulationBias = d_scale above d_shift.',
      'd_modulationWeight = (d_scale above d_shift) · conditionᵀ.',
      'feedForwardWeightAfter = feedForward.weight − learningRate × d_feedForwardWeight.',
      'In the same way feedForwardBiasAfter, modulationWeightAfter and modulationBiasAfter.',
      'If attention.kind is not "given", in the same way queryAfter and keyAfter.',
    ],
    note: 'Every gradient reads the matrices as they stand on the sheet: read them back, since in the printed reading one may be misprinted.',
  },
  { says: ['denoised = noised − predictedNoise.'] },
  {
    says: ['decoderPre = decoder.weight · denoised + decoder.bias.', 'decoded = max(0, decoderPre), cell by cell.'],
  },
  {
    says: ['generatedVideo = the pixels of decoded, put back where step 1 took them from: frame, row, column.'],
  },
]
