// PyTorch, on one thread and on two: the DiT's forward pass and training step, with its own layers. A Python process does it.
import type { Brought, Engine, Ready } from './engine.ts'
import { names } from './names.ts'
import { base64, Python, probed, singles } from './python.ts'
import { adam, type Task, type Tensor } from './task.ts'

const probe = 'import json, torch; print(json.dumps([torch.__version__, torch.backends.mkldnn.is_available()]))'

// A line in, a line out. Weights are kept outputs×inputs, as PyTorch's linear layers keep them.
const program = `
import base64, json, resource, sys
from time import perf_counter
import torch
import torch.nn.functional as F

def tensor(told):
    data = bytearray(base64.b64decode(told["data"]))
    return torch.frombuffer(data, dtype=torch.float32).reshape(told["shape"]).clone()

def said(x):
    return base64.b64encode(x.detach().contiguous().numpy().tobytes()).decode()

def prediction(w, b, x, time, label, positions, depth, heads):
    layer = lambda name, value: F.linear(value, w[name], b[name])
    norm = lambda value: F.layer_norm(value, value.shape[-1:], eps=1e-6)
    condition = F.silu(layer("clock.out", F.silu(layer("clock.in", time))) + F.linear(label, w["classTable"]))
    tokens = layer("embed", x) + positions
    for i in range(depth):
        block = f"block{i}."
        shift, scale, gate, shift2, scale2, gate2 = layer(block + "modulation", condition).chunk(6, -1)
        qkv = layer(block + "attention.qkv", norm(tokens) * (1 + scale) + shift)
        q, k, v = qkv.unflatten(-1, (3, heads, -1)).permute(2, 0, 3, 1, 4)
        shares = torch.softmax(q @ k.transpose(-2, -1) * q.shape[-1] ** -0.5, -1)
        pooled = (shares @ v).transpose(1, 2).flatten(2)
        tokens = tokens + gate * layer(block + "attention.out", pooled)
        up = layer(block + "mlp.up", norm(tokens) * (1 + scale2) + shift2)
        tokens = tokens + gate2 * layer(block + "mlp.down", F.gelu(up, approximate="tanh"))
    shift, scale = layer("last.modulation", condition).chunk(2, -1)
    return layer("prediction", norm(tokens) * (1 + scale) + shift)

for line in sys.stdin:
    asked = json.loads(line)
    if "weights" in asked:
        torch.set_num_threads(asked["threads"])
        trains = asked["trains"]
        brought = {name: tensor(told) for name, told in asked["brings"].items()}
        target = brought.pop("target")
        w, b = {}, {}
        for name, told in asked["weights"].items():
            if name.endswith(".bias"):
                b[name[:-5]] = tensor(told).reshape(-1).requires_grad_(trains)
            else:
                w[name.replace(".weight", "")] = tensor(told).T.contiguous().requires_grad_(trains)
        compute = lambda: prediction(w, b, depth=asked_depth, heads=asked_heads, **brought)
        asked_depth, asked_heads = asked["depth"], asked["heads"]
        learned = [*w.values(), *b.values()]
        if trains:
            optimizer = torch.optim.AdamW(learned, lr=asked["rate"], weight_decay=0, foreach=True, **asked["adam"])
        result = None
        print("{}", flush=True)
    elif "times" in asked:
        since = perf_counter()
        for _ in range(asked["times"]):
            if trains:
                optimizer.zero_grad(set_to_none=True)
                loss = F.mse_loss(compute(), target)
                loss.backward()
                optimizer.step()
                result = loss.detach().reshape(1)
                result.item()
            else:
                with torch.inference_mode():
                    result = compute()
        print(json.dumps({"ms": (perf_counter() - since) * 1000}), flush=True)
    elif "peak" in asked:
        print(json.dumps({"peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}), flush=True)
    else:
        print(json.dumps({"result": said(result)}), flush=True)
`

const told = ({ shape, data }: Tensor): object => ({ shape, data: base64(data) })
const allTold = (tensors: Iterable<readonly [string, Tensor]>): object =>
  Object.fromEntries(Array.from(tensors, ([name, tensor]) => [name, told(tensor)]))

async function started(executable: string, task: Task, threads: number, trains: boolean): Promise<Python> {
  const { sizes, brings, positions, weights, rate } = task
  const python = new Python(executable, program, threads)
  await python.ask({
    ...{ threads, trains, rate, depth: sizes.depth, heads: sizes.heads },
    adam: { betas: [adam.beta1, adam.beta2], eps: adam.epsilon },
    brings: allTold([...Object.entries(brings), ['positions', positions]]),
    weights: allTold(weights),
  })
  return python
}

async function ready(executable: string, task: Task, threads: number, trains: boolean): Promise<Ready> {
  const python = await started(executable, task, threads, trains)
  return {
    run: async () => void (await python.ask({ times: 1 })),
    timed: async times => Number((await python.ask({ times })).ms),
    result: async () => singles((await python.ask({})).result),
    close: () => python.close(),
  }
}

/** The most memory that PyTorch's process held while it took some steps, in MiB; undefined where there is no PyTorch. */
export async function torchPeak(task: Task, threads: number, steps: number): Promise<number | undefined> {
  const found = probed(probe)
  if (!found) return undefined
  const python = await started(found.python, task, threads, true)
  await python.ask({ times: steps })
  const { peak } = await python.ask({ peak: true })
  python.close()
  return Number(peak)
}

/** PyTorch's DiT, or why there is none. */
export function torch(): Brought {
  const found = probed(probe)
  if (!found) return { engines: [], missing: { [names.torch]: 'there is no Python with torch here' } }
  const { python } = found
  const engines: readonly Engine[] = [
    {
      name: names.torch,
      forward: task => ready(python, task, 1, false),
      step: task => ready(python, task, 1, true),
    },
    { name: names.torchTwo, step: task => ready(python, task, 2, true) },
  ]
  return { engines, missing: {} }
}
