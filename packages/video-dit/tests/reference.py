"""A second DiT, in PyTorch, written from the paper and the facts of the published model, and files of its numbers.

`reference.py OUT SEED CONFIG SPACINGS` writes a safetensors file in the layout of tests/golden for a model of CONFIG (JSON, in the
published model's own words): its parameters, inputs and intermediates, guidance, loss, gradients, AdamW, trajectories.
"""

import json
import math
import struct
import sys

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

torch.set_num_threads(1)
STEPS = 1000


class Attention(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.qkv = nn.Linear(width, 3 * width)
        self.proj = nn.Linear(width, width)

    def forward(self, x, told):
        batch, tokens, width = x.shape
        told["attn.qkv"] = self.qkv(x)
        split = told["attn.qkv"].reshape(batch, tokens, 3, self.heads, width // self.heads)
        q, k, v = split.permute(2, 0, 3, 1, 4)
        told["attn.probs"] = (q @ k.transpose(-2, -1) / math.sqrt(width // self.heads)).softmax(-1)
        told["attn"] = self.proj((told["attn.probs"] @ v).transpose(1, 2).reshape(batch, tokens, width))
        return told["attn"]


class Mlp(nn.Module):
    def __init__(self, width, hidden):
        super().__init__()
        self.fc1 = nn.Linear(width, hidden)
        self.fc2 = nn.Linear(hidden, width)

    def forward(self, x, told):
        told["mlp.fc1"] = self.fc1(x)
        told["mlp.gelu"] = F.gelu(told["mlp.fc1"], approximate="tanh")
        told["mlp"] = self.fc2(told["mlp.gelu"])
        return told["mlp"]


def normed(x):
    return F.layer_norm(x, x.shape[-1:], eps=1e-6)


def modulated(x, shift, scale):
    return x * (1 + scale[:, None]) + shift[:, None]


class Modulated(nn.Module):
    """A part of the model whose shift, scale and gate come from the condition."""

    def __init__(self, width, parts):
        super().__init__()
        self.parts = parts
        self.adaLN_modulation = nn.Sequential(nn.SiLU(), nn.Linear(width, parts * width))

    def modulation(self, condition, told):
        told[f"mod{self.parts}"] = self.adaLN_modulation(condition)
        return told[f"mod{self.parts}"].chunk(self.parts, dim=1)


class Block(Modulated):
    def __init__(self, width, heads, ratio):
        super().__init__(width, 6)
        self.attn = Attention(width, heads)
        self.mlp = Mlp(width, int(width * ratio))

    def forward(self, x, condition):
        told = {"in": x}
        shift1, scale1, gate1, shift2, scale2, gate2 = self.modulation(condition, told)
        told["norm1"] = normed(x)
        told["modulated1"] = modulated(told["norm1"], shift1, scale1)
        x = x + gate1[:, None] * self.attn(told["modulated1"], told)
        told["norm2"] = normed(x)
        told["modulated2"] = modulated(told["norm2"], shift2, scale2)
        x = x + gate2[:, None] * self.mlp(told["modulated2"], told)
        told["out"] = x
        return x, told


class Last(Modulated):
    def __init__(self, width, out):
        super().__init__(width, 2)
        self.linear = nn.Linear(width, out)

    def forward(self, x, condition):
        told = {}
        shift, scale = self.modulation(condition, told)
        told["norm"] = normed(x)
        told["tokens"] = self.linear(modulated(told["norm"], shift, scale))
        return told["tokens"], told


class Times(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.mlp = nn.Sequential(nn.Linear(256, width), nn.SiLU(), nn.Linear(width, width))

    def forward(self, t, told):
        kind = self.mlp[0].weight.dtype
        frequencies = torch.exp(-math.log(10000) * torch.arange(128, dtype=kind) / 128)
        angles = t[:, None].to(kind) * frequencies
        told["t_freq"] = torch.cat([angles.cos(), angles.sin()], dim=-1)
        told["t_emb"] = self.mlp(told["t_freq"])
        return told["t_emb"]


class Labels(nn.Module):
    def __init__(self, rows, width):
        super().__init__()
        self.embedding_table = nn.Embedding(rows, width)


class Patches(nn.Module):
    def __init__(self, channels, width, side):
        super().__init__()
        self.proj = nn.Conv2d(channels, width, side, side)


def waves(places, width):
    angles = np.outer(places, 10000.0 ** (-np.arange(width // 2) / (width // 2)))
    return np.concatenate([np.sin(angles), np.cos(angles)], axis=1)


def positions(width, grid):
    """The first half of the width tells the column, the second the row."""
    rows, columns = np.divmod(np.arange(grid * grid), grid)
    return np.concatenate([waves(columns, width // 2), waves(rows, width // 2)], axis=1)


class DiT(nn.Module):
    def __init__(self, config):
        super().__init__()
        width, side, self.channels = config["hidden_size"], config["patch_size"], config["in_channels"]
        self.learned = config["learn_sigma"]
        self.grid, self.side = config["input_size"] // side, side
        self.out = self.channels * (2 if self.learned else 1)
        rows = config["num_classes"] + (1 if config["class_dropout_prob"] > 0 else 0)
        table = torch.from_numpy(positions(width, self.grid)).float()[None]
        self.pos_embed = nn.Parameter(table, requires_grad=False)
        self.x_embedder = Patches(self.channels, width, side)
        self.t_embedder = Times(width)
        self.y_embedder = Labels(rows, width)
        self.blocks = nn.ModuleList(
            [Block(width, config["num_heads"], config["mlp_ratio"]) for _ in range(config["depth"])]
        )
        self.final_layer = Last(width, side * side * self.out)

    def forward(self, x, t, y):
        """The output; what is told of it stands in self.told."""
        told = {"x_embedder": self.x_embedder.proj(x).flatten(2).transpose(1, 2)}
        told["y_emb"] = self.y_embedder.embedding_table(y)
        told["c"] = self.t_embedder(t, told) + told["y_emb"]
        tokens = told["x_embedder"] + self.pos_embed
        for i, block in enumerate(self.blocks):
            tokens, inside = block(tokens, told["c"])
            told.update({f"blocks.{i}.{name}": each for name, each in inside.items()})
        tokens, inside = self.final_layer(tokens, told["c"])
        told.update({f"final.{name}": each for name, each in inside.items()})
        grid, side = self.grid, self.side
        laid = tokens.reshape(-1, grid, grid, side, side, self.out).permute(0, 5, 1, 3, 2, 4)
        told["output"] = laid.reshape(-1, self.out, grid * side, grid * side)
        self.told = told
        return told["output"]

    def guided(self, x, t, y, scale, channels):
        half = x[: len(x) // 2]
        out = self(torch.cat([half, half]), t, y)
        conditional, unconditional = out[:, :channels].chunk(2)
        both = unconditional + scale * (conditional - unconditional)
        return torch.cat([torch.cat([both, both]), out[:, channels:]], dim=1)


LINEAR = np.linspace(1e-4, 0.02, STEPS)


class Schedule:
    def __init__(self, betas):
        self.kept = np.cumprod(1 - betas)
        self.before = np.append(1.0, self.kept[:-1])
        self.betas = betas
        variance = betas * (1 - self.before) / (1 - self.kept)
        self.log_variance = np.log(np.append(variance[1], variance[1:]))
        self.fixed = np.log(np.append(variance[1], betas[1:]))
        self.of_start = betas * np.sqrt(self.before) / (1 - self.kept)
        self.of_clip = (1 - self.before) * np.sqrt(1 - betas) / (1 - self.kept)


def respaced(spacing):
    """The timesteps of a spacing such as `10`, `10,15,20` or `ddim10`, and their schedule."""
    if spacing.startswith("ddim"):
        count = int(spacing[4:])
        kept = next(list(range(0, STEPS, i)) for i in range(1, STEPS) if len(range(0, STEPS, i)) == count)
    else:
        counts, kept, start = [int(count) for count in spacing.split(",")], [], 0
        for i, count in enumerate(counts):
            size = STEPS // len(counts) + (1 if i < STEPS % len(counts) else 0)
            stride = (size - 1) / (count - 1) if count > 1 else 1
            kept += [start + round(stride * step) for step in range(count)]
            start += size
    told = np.append(1.0, np.cumprod(1 - LINEAR)[kept])
    return kept, Schedule(1 - told[1:] / told[:-1])


def at(numbers, i, like):
    """Coefficients at steps i, in single precision as the published code has them."""
    return torch.from_numpy(np.asarray(numbers))[i].float().to(like.dtype).reshape(-1, 1, 1, 1)


def posterior(times, out, x, i, model, clip):
    """Mean, log variance and predicted start of one step."""
    noise = out[:, : model.channels]
    if model.learned:
        share = (out[:, model.channels :] + 1) / 2
        log_variance = share * at(np.log(times.betas), i, x) + (1 - share) * at(times.log_variance, i, x)
    else:
        log_variance = at(times.fixed, i, x).expand_as(x)
    start = at(np.sqrt(1 / times.kept), i, x) * x - at(np.sqrt(1 / times.kept - 1), i, x) * noise
    if clip:
        start = start.clamp(-1, 1)
    return at(times.of_start, i, x) * start + at(times.of_clip, i, x) * x, log_variance, start


def trajectory(model, spacing, x, y, clip, noises=None, eta=0.0, scale=None):
    """DDIM, or DDPM where eta is None: clips and predicted starts, step by step."""
    kept, times = respaced(spacing)
    clips, starts = [], []
    for taken, place in enumerate(reversed(range(len(kept)))):
        i = torch.full((len(x),), place)
        t = torch.full((len(x),), kept[place])
        out = model(x, t, y) if scale is None else model.guided(x, t, y, scale, 3)
        mean, log_variance, start = posterior(times, out, x, i, model, clip)
        noise = torch.zeros_like(x) if noises is None or place == 0 else noises[taken]
        if eta is None:
            x = mean + torch.exp(log_variance / 2) * noise
        else:
            found = (at(np.sqrt(1 / times.kept), i, x) * x - start) / at(np.sqrt(1 / times.kept - 1), i, x)
            kept_here, kept_next = at(times.kept, i, x), at(times.before, i, x)
            spread = eta * torch.sqrt((1 - kept_next) / (1 - kept_here)) * torch.sqrt(1 - kept_here / kept_next)
            x = start * kept_next.sqrt() + torch.sqrt(1 - kept_next - spread**2) * found + spread * noise
        clips.append(x)
        starts.append(start)
    return torch.stack(clips), torch.stack(starts)


def normal_below(x):
    return 0.5 * (1 + torch.tanh(math.sqrt(2 / math.pi) * (x + 0.044715 * x**3)))


def bits_of_clip(x, mean, log_spread):
    """How unlikely a clip in 256 shades is, in nats."""
    inverse = torch.exp(-log_spread)
    above = normal_below(inverse * (x - mean + 1 / 255))
    below = normal_below(inverse * (x - mean - 1 / 255))
    log = lambda share: torch.log(share.clamp(min=1e-12))
    return -torch.where(x < -0.999, log(above), torch.where(x > 0.999, log(1 - below), log(above - below)))


def losses(model, start, noise, t, y):
    times = Schedule(LINEAR)
    x = at(np.sqrt(times.kept), t, start) * start + at(np.sqrt(1 - times.kept), t, start) * noise
    out = model(x, t, y)
    mean_of = lambda grid: grid.flatten(1).mean(1)
    told = {"x_t": x, "mse": mean_of((noise - out[:, : model.channels]) ** 2)}
    if not model.learned:
        return {**told, "loss": told["mse"]}
    frozen = torch.cat([out[:, : model.channels].detach(), out[:, model.channels :]], dim=1)
    mean, log_variance, _ = posterior(times, frozen, x, t, model, False)
    true_mean = at(times.of_start, t, x) * start + at(times.of_clip, t, x) * x
    true_log = at(times.log_variance, t, x)
    apart = log_variance - true_log + torch.exp(true_log - log_variance) - 1
    divergence = (apart + (true_mean - mean) ** 2 * torch.exp(-log_variance)) / 2
    nats = torch.where(t == 0, mean_of(bits_of_clip(start, mean, log_variance / 2)), mean_of(divergence))
    told["vb"] = nats / math.log(2)
    return {**told, "loss": told["mse"] + told["vb"]}


def save(path, tensors, config, seed):
    kinds = {"float32": "F32", "float64": "F64", "int32": "I32"}
    header = {"__metadata__": {"config": json.dumps(config), "seed": str(seed)}}
    parts, offset = [], 0
    for name, tensor in tensors.items():
        array = np.ascontiguousarray(tensor.detach().numpy() if torch.is_tensor(tensor) else tensor)
        array = array.astype(np.int32) if array.dtype == np.int64 else array
        parts.append(array.tobytes())
        told = [offset, offset + len(parts[-1])]
        header[name] = {"dtype": kinds[str(array.dtype)], "shape": list(array.shape), "data_offsets": told}
        offset = told[1]
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + b"".join(parts))


def gradients(model, loss, prefix):
    model.zero_grad()
    loss.mean().backward()
    return {f"{prefix}.{name}": each.grad.clone() for name, each in model.named_parameters() if each.requires_grad}


def written(config, seed, spacings):
    """Everything that a file tells of one model with random parameters."""
    random = torch.Generator().manual_seed(seed)
    normal = lambda *shape: torch.randn(*shape, generator=random)
    below = lambda most, count: torch.randint(0, most, (count,), generator=random)
    model, batch, classes = DiT(config), 4, config["num_classes"]
    for parameter in model.parameters():
        if parameter.requires_grad:
            inputs = parameter[0].numel() if parameter.dim() > 1 else 100
            parameter.data = normal(*parameter.shape) / math.sqrt(inputs)
    double = DiT(config)
    double.load_state_dict(model.state_dict())
    double.double()
    tensors = {f"param.{name}": each.clone() for name, each in model.state_dict().items()}
    size, drops = config["input_size"], config["class_dropout_prob"] > 0
    clip_shape = (config["in_channels"], size, size)

    x, t, y = normal(batch, *clip_shape), below(STEPS, batch), below(classes, batch)
    tensors.update({"in.x": x, "in.t": t, "in.y": y})
    model(x, t, y)
    double(x.double(), t, y)
    tensors.update({f"act.{name}": each for name, each in model.told.items()})
    outs = ["output", *(f"blocks.{i}.out" for i in range(config["depth"]))]
    tensors.update({f"f64.act.{name}": double.told[name] for name in outs})

    if drops:
        half = normal(2, *clip_shape)
        asked = torch.cat([half, half]), t[:2].repeat(2), torch.cat([y[:2], torch.full((2,), classes)])
        tensors.update(zip(["cfg.x", "cfg.t", "cfg.y"], asked))
        tensors["cfg.out"] = model.guided(*asked, 4.0, 3)
        tensors["cfg.out_all_channels"] = model.guided(*asked, 4.0, model.channels)
        tensors["f64.cfg.out"] = double.guided(asked[0].double(), *asked[1:], 4.0, 3)

    start, noise, when, what = normal(batch, *clip_shape).clamp(-1, 1), normal(batch, *clip_shape), below(STEPS, batch), below(classes, batch)
    when[0] = 0
    tensors.update({"train.x0": start, "train.noise": noise, "train.t": when, "train.y": what})
    told = losses(model, start, noise, when, what)
    exact = losses(double, start.double(), noise.double(), when, what)
    tensors.update({f"train.{name}": each for name, each in told.items()})
    tensors.update({f"f64.train.{name}": each for name, each in exact.items() if name != "x_t"})
    tensors.update(gradients(model, told["loss"], "grad_loss"))
    tensors.update(gradients(double, exact["loss"], "f64.grad_loss"))
    if model.learned:
        tensors.update(gradients(model, losses(model, start, noise, when, what)["mse"], "grad_mse"))

    with torch.no_grad():
        z, label = normal(2, *clip_shape), below(classes, 2)
        noises = normal(max(len(respaced(spacing)[0]) for spacing in spacings), 2, *clip_shape)
        tensors.update({"sample.z": z, "sample.y": label, "sample.noises": noises})
        for spacing in spacings:
            of = f"sample.{spacing}"
            tensors[f"{of}.timestep_map"] = np.array(respaced(spacing)[0])
            for clip in (True, False):
                clips, starts = trajectory(model, spacing, z, label, clip)
                tensors[f"{of}.ddim.clip{clip:d}.x"] = clips
                tensors[f"{of}.ddim.clip{clip:d}.pred_xstart"] = starts
                tensors[f"{of}.ddpm.clip{clip:d}.x"] = trajectory(model, spacing, z, label, clip, noises, None)[0]
            tensors[f"{of}.ddim_eta1.clip1.x"] = trajectory(model, spacing, z, label, True, noises, 1.0)[0]
            if drops:
                both = torch.cat([label, torch.full((2,), classes)])
                tensors["sample.cfg_y"] = both
                guided = trajectory(model, spacing, torch.cat([z, z]), both, False, scale=4.0)
                tensors[f"{of}.ddim.cfg4.clip0.x"] = guided[0]
        kept, times = respaced("10")
        out = model(z, torch.full((2,), kept[5]), label)
        mean, log_variance, found = posterior(times, out, z, torch.full((2,), 5), model, False)
        tensors.update({"pmv.mean": mean, "pmv.variance": log_variance.exp(), "pmv.log_variance": log_variance})
        tensors["pmv.pred_xstart"] = found

    learning = [parameter for parameter in model.parameters() if parameter.requires_grad]
    optimizer = torch.optim.AdamW(learning, lr=1e-4, weight_decay=0)
    lost = []
    for step in (1, 2, 3):
        optimizer.zero_grad()
        loss = losses(model, start, noise, when, what)["loss"].mean()
        loss.backward()
        optimizer.step()
        lost.append(loss.item())
        if step != 2:
            named = ((name, each) for name, each in model.named_parameters() if each.requires_grad)
            tensors.update({f"adamw.step{step}.{name}": each.detach().clone() for name, each in named})
    tensors["adamw.losses"] = np.array(lost, dtype=np.float32)
    return tensors


if __name__ == "__main__":
    out, seed, config, spacings = sys.argv[1], int(sys.argv[2]), json.loads(sys.argv[3]), sys.argv[4].split(" ")
    save(out, written(config, seed, spacings), config, seed)
