// Writes the model as a PyTorch module: `forward` and `loss` come from the graph, names from official checkpoints.

import { named } from '@dit-by-hand/graph/at'
import { counted } from '@dit-by-hand/graph/counted'
import type { Node, Shape } from '@dit-by-hand/graph/graph'
import { input } from '@dit-by-hand/graph/ops'
import { rewrite } from '@dit-by-hand/graph/rewrite'
import { officialName, officialShape } from '../../checkpoint/official.ts'
import { frozenName } from '../../checkpoint/save.ts'
import { channelsOut, type DitConfig, tokensOf } from '../../config.ts'
import { clipShape, dit } from '../../net.ts'
import type { Loss } from '../../train.ts'
import { clipAxes } from '../onnx/dit.ts'
import { bodyOf } from './lines.ts'
import { type Line, linesOf } from './reading.ts'
import { binds, facing, tight, tuple, unit, type Written } from './written.ts'

/** `self.blocks[0].attn.qkv.weight` for `blocks.0.attn.qkv.weight`. */
const attribute = (official: string): string => `self.${official.replace(/\.(\d+)(?=\.|$)/g, '[$1]')}`

function parameterAs(name: string, shape: Shape): Written {
  const code = attribute(officialName(name))
  if (name === 'embed.weight') return unit(`${code}.flatten(1)`, { turned: false, shape, varies: false })
  if (name.endsWith('.bias')) return unit(code, { turned: true, shape, varies: false, loose: 'vector' })
  return unit(code, { turned: false, shape, varies: false })
}

/** The names and shapes of parameters; those of a block once, since blocks are alike. */
function shapesOf(config: DitConfig): readonly string[] {
  const all = dit(config).parameters.map(parameter => ({
    name: officialName(parameter.name),
    shape: officialShape(parameter, config),
  }))
  const line = (name: string, shape: readonly number[]): string => `        "${name}": ${tuple(shape)},`
  const outside = all.filter(({ name }) => !name.startsWith('blocks.'))
  const inside = all.filter(({ name }) => name.startsWith('blocks.0.'))
  return [
    'def shapes():',
    '    """The shape of every parameter, by its name in an official checkpoint."""',
    '    outside = {',
    ...outside.map(({ name, shape }) => line(name, shape)),
    '    }',
    '    block = {',
    ...inside.map(({ name, shape }) => line(name.slice('blocks.0.'.length), shape)),
    '    }',
    `    blocks = {f"blocks.{i}.{name}": shape for i in range(${config.depth}) for name, shape in block.items()}`,
    '    return {**outside, **blocks}',
  ]
}

const own = (name: string, shape: Shape, turned: boolean): Written => unit(name, { turned, shape, varies: true })

/** The body of `forward`. */
function forwardOf(config: DitConfig): readonly string[] {
  const { net: plain, parameters } = dit(config)
  const net = rewrite(plain, { positions: node => input('positions', node.shape) })
  const { width, words } = config
  const inputs: { readonly [name: string]: Written | undefined } = {
    x: own('x', clipShape(config), false),
    t: own('t', [1, 1], true),
    words: own('words', [words, 1], true),
    positions: unit(`self.${frozenName}`, { turned: true, shape: [width, tokensOf(config)], varies: false }),
  }
  const shapes = new Map(parameters.map(({ name, shape }) => [name, shape]))
  const brought = (name: string): Written => {
    const shape = shapes.get(name)
    return shape ? parameterAs(name, shape) : named(inputs, name, 'the inputs')
  }
  const [output, waves] = [named(net, 'output'), named(net, 'timestep.waves')]
  // An angle needs more digits than half precision has: it is computed in the precision of t, and only its waves are rounded.
  const clock = linesOf(net, [waves], brought, 't').map(line =>
    line.node === waves ? followed(line, '.to(x.dtype)') : line,
  )
  const lines = linesOf(net, [output], brought, 'x').map(line => clock.find(({ node }) => node === line.node) ?? line)
  const { body, call } = bodyOf(lines)
  const last = lines.at(-1)
  if (last?.node !== output) throw new RangeError('the output is not the last line of the model')
  const { code } = facing({ ...last.write(call), code: call(output) }, false)
  return [
    `x = x.reshape(${[-1, ...clipShape(config)].join(', ')})`,
    't = t.reshape(-1, 1, 1).to(torch.promote_types(x.dtype, torch.float32))',
    'words = counts(words).to(x.dtype)[:, None]',
    ...body,
    `return ${code}.reshape(${[-1, ...clipAxes(config, channelsOut(config))].join(', ')})`,
  ]
}

/** The body of `loss`. */
function lossOf(config: DitConfig, { net, perSample }: Loss): readonly string[] {
  const output = named(net, 'output')
  const inputs: { readonly [name: string]: Written | undefined } = Object.fromEntries(
    perSample.map(name => {
      const { shape } = named(net, name)
      return [name, own(name, shape, shape.join() !== clipShape(config).join())]
    }),
  )
  const brought = (name: string): Written => named(inputs, name, 'the inputs of a sample')
  const like = 'start'
  const loss = named(net, 'loss')
  // The output is computed by calling the model.
  const ready = new Map([[output, own('output', output.shape, false)]])
  // The bound has a gradient through the variance only (Nichol & Dhariwal 2021, section 3.1).
  const held = net['bound.predictedMean']
  const asked = [named(net, 'x'), named(net, 't')].filter(node => node.op !== 'input')
  const before = linesOf(net, asked, brought, like)
  const first = bodyOf(before)
  const after = linesOf(net, [loss], brought, like, ready).filter(
    ({ node }) => !before.some(line => line.node === node),
  )
  const known = new Map<Node, string>([
    ...before.map(({ node }) => [node, first.call(node)] as const),
    [output, 'output'],
  ])
  const { body, call } = bodyOf(
    after.map(line => (line.node === held ? followed(line, '.detach()') : line)),
    known,
  )
  const reshaped = (name: string, shape: Shape): string => `${name} = ${name}.reshape(${[-1, ...shape].join(', ')})`
  return [
    ...perSample.filter(name => name !== 'words').map(name => reshaped(name, brought(name).shape)),
    ...first.body,
    'output = model(x, t, words)',
    reshaped('output', output.shape),
    ...body,
    `return ${call(loss)}.reshape(-1)`,
  ]
}

/** The same line, with a method called on what it computes. */
const followed = (line: Line, method: string): Line => ({
  ...line,
  write: call => {
    const found = line.write(call)
    return unit(`${tight(found, binds.unit)}${method}`, found)
  },
})

const indented = (by: number, lines: readonly string[]): readonly string[] =>
  lines.map(line => (line === '' ? '' : `${' '.repeat(by)}${line}`))

const title = ({ width, depth, heads, video, patch, channels }: DitConfig): string =>
  `a Diffusion Transformer of ${counted(depth, 'block')}, width ${width}, ${counted(heads, 'head')}, ` +
  `for clips of ${channels} channels and ${video.join('×')}, in patches of ${patch.join('×')}`

/**
 * The text of `model.py`.
 * @param loss the loss; its inputs per sample (`start`, `noise` …) become the arguments of the function `loss`
 */
export function modelText(config: DitConfig, loss: Loss): string {
  return `${[
    `"""${title(config)[0]?.toUpperCase()}${title(config).slice(1)}.`,
    '',
    'Written by dit, from the graph that trains and explains the model there: forward and loss are its arithmetic, and',
    'parameters are called as in official checkpoints (Peebles & Xie 2023, arXiv 2212.09748). Needs PyTorch 1.13 or newer.',
    '"""',
    prelude,
    '',
    ...shapesOf(config),
    '',
    '',
    'class DiT(Part):',
    '    def __init__(self):',
    '        super().__init__()',
    '        for name, shape in shapes().items():',
    '            self.hold(name, nn.Parameter(torch.zeros(shape)))',
    `        positions = torch.zeros(1, ${tokensOf(config)}, ${config.width})`,
    `        self.${frozenName} = nn.Parameter(positions, requires_grad=False)`,
    '',
    '    def forward(self, x, t, words):',
    `        """x: batch×${clipAxes(config, config.channels).join('×')}; t: batch, the timestep; words: batch, the class of each sample, or`,
    `        batch×${config.words}, how often each word is asked for. Returns batch×${clipAxes(config, channelsOut(config)).join('×')}."""`,
    ...indented(8, forwardOf(config)),
    '',
    '',
    `def loss(model, ${loss.perSample.join(', ')}):`,
    '    """The loss of each sample. model: a DiT, or what wraps one for several processes."""',
    ...indented(4, lossOf(config, loss)),
    '',
    '',
    `def counts(words, rows=${config.words}):`,
    '    """How often each word is asked for; a class is asked for once."""',
    '    return words if words.is_floating_point() else F.one_hot(words, rows)',
  ].join('\n')}\n`
}

const prelude = `import json
import struct
from collections import OrderedDict

import torch
import torch.nn.functional as F
from torch import nn


class Part(nn.Module):
    """Parameters and further parts, by name: part.mlp.fc1.weight, part.adaLN_modulation[1].bias."""

    def hold(self, name, parameter):
        first, _, rest = name.partition(".")
        if rest:
            if first not in self._modules:
                self.add_module(first, Part())
            self._modules[first].hold(rest, parameter)
        else:
            self.register_parameter(first, parameter)

    def __getitem__(self, index):
        return self._modules[str(index)]

    def __iter__(self):
        return iter(self._modules.values())


def attention(queries, keys, values, heads):
    """Softmax attention in several heads, each on its own features: batch×tokens×width."""
    q, k, v = (x.unflatten(-1, (heads, -1)).transpose(-3, -2) for x in (queries, keys, values))
    if hasattr(F, "scaled_dot_product_attention"):
        pooled = F.scaled_dot_product_attention(q, k, v)
    else:
        pooled = torch.softmax(q @ k.mT / q.shape[-1] ** 0.5, -1) @ v
    return pooled.transpose(-3, -2).flatten(-2)


# safetensors: eight bytes of length, a header in JSON, then the numbers.
DTYPES = {
    "F64": torch.float64,
    "F32": torch.float32,
    "F16": torch.float16,
    "BF16": torch.bfloat16,
    "I64": torch.int64,
    "I32": torch.int32,
    "U8": torch.uint8,
}


def load_tensors(path):
    """The tensors of a safetensors file by name, and its metadata."""
    with open(path, "rb") as file:
        (length,) = struct.unpack("<Q", file.read(8))
        header = json.loads(file.read(length))
        data = bytearray(file.read())
    metadata = header.pop("__metadata__", {})
    tensors = {}
    for name, of in header.items():
        begin, end = of["data_offsets"]
        # Not a view of the file: numbers may lie there unaligned.
        numbers = torch.frombuffer(data[begin:end], dtype=DTYPES[of["dtype"]]) if end > begin else torch.zeros(0)
        tensors[name] = numbers.reshape(of["shape"])
    return tensors, metadata


def save_tensors(path, tensors, metadata):
    """Writes a safetensors file: wide numbers first, no gaps, the header filled up to eight bytes."""
    names = {dtype: name for name, dtype in DTYPES.items()}
    stored = {name: tensor.detach().cpu().contiguous() for name, tensor in tensors.items()}
    order = sorted(stored, key=lambda name: (-stored[name].element_size(), name))
    header, reached = OrderedDict(), 0
    if metadata:
        header["__metadata__"] = metadata
    for name in order:
        tensor = stored[name]
        size = tensor.numel() * tensor.element_size()
        shape = list(tensor.shape)
        header[name] = {"dtype": names[tensor.dtype], "shape": shape, "data_offsets": [reached, reached + size]}
        reached += size
    text = json.dumps(header, separators=(",", ":"), ensure_ascii=False).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text)
        for name in order:
            # By way of bytes: NumPy has no bfloat16.
            file.write(stored[name].reshape(-1).view(torch.uint8).numpy().tobytes())
`
