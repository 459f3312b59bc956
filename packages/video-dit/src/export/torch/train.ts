// Writes the script that trains further in PyTorch, in one process or several, with the same steps as ours.

import { officialName } from '../../checkpoint/official.ts'
import type { DitConfig } from '../../config.ts'
import type { Recipe } from '../../learn/recipe.ts'
import { clipShape, dit } from '../../net.ts'
import type { Loss } from '../../train.ts'

/** The text of `train.py`. */
export function trainText(config: DitConfig, { perSample }: Loss, recipe: Recipe): string {
  const [rows, columns] = clipShape(config)
  const decaying = dit(config)
    .parameters.filter(({ name, decay }) => decay && !/^block[1-9]/.test(name))
    .map(({ name }) => officialName(name).replace(/^blocks\.0\./, ''))
  const told = perSample.filter(name => !['start', 'noise', 'words'].includes(name))
  return `"""Trains model.py on data.safetensors, with AdamW, on one process or several:

    python3 train.py
    torchrun --nproc_per_node 2 train.py --steps 100 --out trained.safetensors

(Debian 12's torchrun asks for --redirects 1 --tee 1 before that: its torch 1.13 and Python 3.11 do not agree on defaults.)
Every step's clips, words, times and noise are in the data file, so that a run is the same wherever it runs. To learn from
data of your own, write a file with the same tensors: clips batch by batch are clips[clip[step]]. What is written with
--out goes back to dit as it is.
"""
import argparse
import os
import re

import torch
import torch.distributed as distributed
from torch.nn.parallel import DistributedDataParallel

from model import DiT, load_tensors, loss, save_tensors

RATE, WARM_UP, LEAST, STEPS = ${recipe.rate}, ${recipe.warmUp}, ${recipe.least}, ${recipe.steps}
BETAS, EPSILON, DECAY, CLIP, AVERAGE = (0.9, ${recipe.beta2}), 1e-8, ${recipe.decay}, ${recipe.clip}, ${recipe.average}
DECAYING = ${pythonList(decaying)}


def rate_at(taken):
    """The learning rate after so many steps: it rises, then falls by a cosine."""
    if taken < WARM_UP:
        return RATE * (taken + 1) / WARM_UP
    share = min(1.0, (taken - WARM_UP) / max(1, STEPS - WARM_UP))
    return RATE * (LEAST + (1 - LEAST) * (0.5 + 0.5 * torch.cos(torch.tensor(torch.pi * share, dtype=torch.float64)).item()))


def samples(data, step, mine, kind):
    """What the samples of a step bring, for this process."""
    clip = data["clip"][step, mine]
    words = data["words"][clip].clone()
    unasked = data["unasked"][step, mine].bool()
    words[unasked] = 0
    words[unasked, -1] = 1
    # Noise lies column by column of a clip's ${rows}×${columns} numbers.
    starts = data["noise_at"][step, mine].tolist()
    noise = torch.stack([data["noise"][i : i + ${rows * columns}].reshape(${columns}, ${rows}).T for i in starts])
    brought = {"start": data["clips"][clip], "noise": noise, "words": words}
    for name in ${pythonList(told)}:
        if name in data:
            brought[name] = data[name][step, mine]
        else:
            brought[name] = data["at_t." + name][data["t"][step, mine]]
    return {name: tensor.to(**kind) for name, tensor in brought.items()}


def main():
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--data", default="data.safetensors")
    asked.add_argument("--checkpoint", default="model.safetensors", help="where to begin")
    asked.add_argument("--out", help="where to write the trained parameters")
    asked.add_argument("--average", help="where to write their moving average")
    asked.add_argument("--steps", type=int, default=STEPS)
    asked.add_argument("--double", action="store_true", help="64 bits for every number")
    options = asked.parse_args()

    processes, rank = int(os.environ.get("WORLD_SIZE", 1)), int(os.environ.get("RANK", 0))
    device = f"cuda:{os.environ.get('LOCAL_RANK', 0)}" if torch.cuda.is_available() else "cpu"
    kind = {"device": device, "dtype": torch.float64 if options.double else torch.float32}
    if processes > 1:
        distributed.init_process_group("nccl" if torch.cuda.is_available() else "gloo")

    data, _ = load_tensors(options.data)
    steps, batch = data["clip"].shape
    if options.steps > steps:
        raise SystemExit(f"{options.data} has data for {steps} steps, not for {options.steps}")
    if batch % processes:
        raise SystemExit(f"{processes} processes cannot share a batch of {batch} evenly")
    mine = slice(rank * batch // processes, (rank + 1) * batch // processes)

    tensors, metadata = load_tensors(options.checkpoint)
    model = DiT()
    # What stands beside the net, such as a frozen decoder, goes along as it is.
    beside = {name: tensors.pop(name) for name in list(tensors) if name.startswith("frozen.")}
    model.load_state_dict(tensors)
    model.to(**kind)
    wrapped = DistributedDataParallel(model) if processes > 1 else model
    learned = {name: parameter for name, parameter in model.named_parameters() if parameter.requires_grad}
    decaying = [name for name in learned if re.sub(r"^blocks\\.\\d+\\.", "", name) in DECAYING]
    optimizer = torch.optim.AdamW(
        [
            {"params": [learned[name] for name in decaying], "weight_decay": DECAY},
            {"params": [learned[name] for name in learned if name not in decaying], "weight_decay": 0.0},
        ],
        lr=RATE, betas=BETAS, eps=EPSILON,
    )
    average = {name: parameter.detach().clone() for name, parameter in learned.items()}

    for step in range(options.steps):
        for group in optimizer.param_groups:
            group["lr"] = rate_at(step)
        optimizer.zero_grad()
        mean = loss(wrapped, **samples(data, step, mine, kind)).mean()
        mean.backward()
        length = torch.sqrt(sum(parameter.grad.square().sum() for parameter in learned.values()))
        if length > CLIP:
            for parameter in learned.values():
                parameter.grad *= CLIP / length
        optimizer.step()
        with torch.no_grad():
            for name, parameter in learned.items():
                average[name] += (1 - AVERAGE) * (parameter - average[name])
        told = mean.detach() / processes
        if processes > 1:
            distributed.all_reduce(told)
        if rank == 0:
            print(f"step {step + 1}: loss {told.item():.9g}, gradient {length.item():.9g}", flush=True)

    if rank == 0 and options.out:
        save_tensors(options.out, {**model.state_dict(), **beside}, metadata)
    if rank == 0 and options.average:
        save_tensors(options.average, {**model.state_dict(), **average, **beside}, metadata)
    if processes > 1:
        distributed.destroy_process_group()


if __name__ == "__main__":
    main()
`
}

const pythonList = (texts: readonly string[]): string => `[${texts.map(text => JSON.stringify(text)).join(', ')}]`
