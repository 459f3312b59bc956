#!/usr/bin/env python3
# The published Diffusion Transformer and its extension to clips, in NumPy: forward, and every gradient by hand.
"""A third opinion about the grown-up model, written from the paper and from nothing of ours (Peebles & Xie 2023, "Scalable
Diffusion Models with Transformers", arXiv 2212.09748, section 3; parameters are called as in its official checkpoints).

    python3 dit.py < questions

reads a JSON object a line and answers it in a line. Asked are a `config` (channels, video, patch, heads, positions: how
many features tell the frame, the row and the column), `parameters` by name, and for a batch `x` (B×C×T×H×W), `t` (B),
`words` (B×K, how often each word is asked for) and `seed`, the gradient at the output. Answered are `output` and
`gradients`: at every parameter, and at `x`. All numbers are doubles; lists are nested, the last axis innermost.

Arrays are batch×tokens×features. Read it from `forward` downwards; `backward` is the same list of stages from its end.
"""

import json
import sys

import numpy as np

EPSILON = 1e-6
WAVES = 256


# ---------------------------------------------------------------------------------------------------------------
# Layers, each with what turns the gradient at its result into those at what it was made from


def linear(x, weight, bias):
    return np.einsum("...i,oi->...o", x, weight) + bias


def linear_back(g, x, weight):
    """Gradients at x, weight and bias."""
    return (
        np.einsum("...o,oi->...i", g, weight),
        np.einsum("no,ni->oi", g.reshape(-1, g.shape[-1]), x.reshape(-1, x.shape[-1])),
        g.reshape(-1, g.shape[-1]).sum(0),
    )


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def silu(x):
    return x * sigmoid(x)


def silu_back(g, x):
    s = sigmoid(x)
    return g * (s + x * s * (1 - s))


ROOT = np.sqrt(2 / np.pi)


def gelu(x):
    """In its tanh form (Hendrycks & Gimpel 2016)."""
    return 0.5 * x * (1 + np.tanh(ROOT * (x + 0.044715 * x**3)))


def gelu_back(g, x):
    bent = np.tanh(ROOT * (x + 0.044715 * x**3))
    return g * (0.5 * (1 + bent) + 0.5 * x * (1 - bent**2) * ROOT * (1 + 3 * 0.044715 * x**2))


def layer_norm(x):
    """Normalised features, and the deviation they were divided by."""
    deviation = np.sqrt(x.var(-1, keepdims=True) + EPSILON)
    return (x - x.mean(-1, keepdims=True)) / deviation, deviation


def layer_norm_back(g, normed, deviation):
    along = (g * normed).mean(-1, keepdims=True)
    return (g - g.mean(-1, keepdims=True) - normed * along) / deviation


def modulate(x, shift, scale):
    return x * (1 + scale[:, None]) + shift[:, None]


def modulate_back(g, x, scale):
    """Gradients at x, shift and scale."""
    return g * (1 + scale[:, None]), g.sum(1), (g * x).sum(1)


def heads_of(x, heads):
    """batch×tokens×features as batch×heads×tokens×(features of a head)."""
    batch, tokens, width = x.shape
    return x.reshape(batch, tokens, heads, width // heads).transpose(0, 2, 1, 3)


def joined(x):
    batch, heads, tokens, width = x.shape
    return x.transpose(0, 2, 1, 3).reshape(batch, tokens, heads * width)


def attention(qkv, heads):
    """Pooled values; and the queries, keys, values and shares of every head."""
    q, k, v = (heads_of(part, heads) for part in np.split(qkv, 3, axis=-1))
    scores = q @ k.swapaxes(-1, -2) / np.sqrt(q.shape[-1])
    powers = np.exp(scores - scores.max(-1, keepdims=True))
    shares = powers / powers.sum(-1, keepdims=True)
    return joined(shares @ v), (q, k, v, shares)


def attention_back(g, kept, heads):
    q, k, v, shares = kept
    g = heads_of(g, heads)
    at_shares = g @ v.swapaxes(-1, -2)
    at_scores = shares * (at_shares - (at_shares * shares).sum(-1, keepdims=True)) / np.sqrt(q.shape[-1])
    parts = (at_scores @ k, at_scores.swapaxes(-1, -2) @ q, shares.swapaxes(-1, -2) @ g)
    return np.concatenate([joined(part) for part in parts], axis=-1)


# ---------------------------------------------------------------------------------------------------------------
# Where, when, and in pieces


def waves(places, width):
    """Sines above cosines of the places on one axis: places×width."""
    frequencies = 10000.0 ** (-np.arange(width // 2) / (width / 2))
    angles = np.outer(places, frequencies)
    return np.concatenate([np.sin(angles), np.cos(angles)], axis=1)


def positions(grid, widths):
    """tokens×features: those of the frame, then the column's, then the row's."""
    frame, row, column = (index.ravel() for index in np.meshgrid(*map(np.arange, grid), indexing="ij"))
    per_frame, per_row, per_column = widths
    return np.concatenate([waves(frame, per_frame), waves(column, per_column), waves(row, per_row)], axis=1)


def timestep_waves(t):
    """batch×256: cosines, then sines."""
    half = WAVES // 2
    angles = np.outer(t, np.exp(-np.log(10000.0) * np.arange(half) / half))
    return np.concatenate([np.cos(angles), np.sin(angles)], axis=1)


def cut(x, patch):
    """batch×tokens×(channel, frame, row, column of a patch)."""
    batch, channels, *sizes = x.shape
    (T, t), (H, h), (W, w) = ((size // part, part) for size, part in zip(sizes, patch))
    apart = x.reshape(batch, channels, T, t, H, h, W, w).transpose(0, 2, 4, 6, 1, 3, 5, 7)
    return apart.reshape(batch, T * H * W, channels * t * h * w)


def uncut(tokens, channels, sizes, patch, channel_last):
    """The clip of some patches, whose channels lie last (as the last layer gives them) or first (as they were cut)."""
    batch = len(tokens)
    (T, t), (H, h), (W, w) = ((size // part, part) for size, part in zip(sizes, patch))
    if channel_last:
        apart = tokens.reshape(batch, T, H, W, t, h, w, channels).transpose(0, 7, 1, 4, 2, 5, 3, 6)
    else:
        apart = tokens.reshape(batch, T, H, W, channels, t, h, w).transpose(0, 4, 1, 5, 2, 6, 3, 7)
    return apart.reshape(batch, channels, *sizes)


def recut(clip, patch):
    """What `uncut` with channels last was made from."""
    batch, channels, *sizes = clip.shape
    (T, t), (H, h), (W, w) = ((size // part, part) for size, part in zip(sizes, patch))
    apart = clip.reshape(batch, channels, T, t, H, h, W, w).transpose(0, 2, 4, 6, 3, 5, 7, 1)
    return apart.reshape(batch, T * H * W, t * h * w * channels)


# ---------------------------------------------------------------------------------------------------------------
# The model


def forward(config, p, x, t, words):
    """The output, and everything that `backward` needs again."""
    sizes, patch, heads = config["video"], config["patch"], config["heads"]
    kept = {"patches": cut(x, patch), "words": words, "clock": timestep_waves(t)}

    def layer(name, value):
        kept[name] = value
        return linear(value, p[name + ".weight"], p[name + ".bias"])

    def flat(name, value):
        kept[name] = value
        return linear(value, p[name + ".weight"].reshape(len(p[name + ".weight"]), -1), p[name + ".bias"])

    grid = [size // part for size, part in zip(sizes, patch)]
    tokens = flat("x_embedder.proj", kept["patches"]) + positions(grid, config["positions"])
    kept["hidden"] = layer("t_embedder.mlp.0", kept["clock"])
    time = layer("t_embedder.mlp.2", silu(kept["hidden"]))
    kept["condition"] = time + words @ p["y_embedder.embedding_table.weight"]
    asked = silu(kept["condition"])

    depth = 0
    while f"blocks.{depth}.attn.qkv.weight" in p:
        block = f"blocks.{depth}."
        parts = np.split(layer(block + "adaLN_modulation.1", asked), 6, axis=-1)
        shift, scale, gate, shift_mlp, scale_mlp, gate_mlp = kept[block + "parts"] = parts
        normed, _ = kept[block + "norm1"] = layer_norm(tokens)
        pooled, kept[block + "heads"] = attention(layer(block + "attn.qkv", modulate(normed, shift, scale)), heads)
        attended = kept[block + "attended"] = layer(block + "attn.proj", pooled)
        tokens = tokens + gate[:, None] * attended
        normed, _ = kept[block + "norm2"] = layer_norm(tokens)
        up = kept[block + "up"] = layer(block + "mlp.fc1", modulate(normed, shift_mlp, scale_mlp))
        down = kept[block + "down"] = layer(block + "mlp.fc2", gelu(up))
        tokens = tokens + gate_mlp[:, None] * down
        depth += 1

    shift, scale = kept["parts"] = np.split(layer("final_layer.adaLN_modulation.1", asked), 2, axis=-1)
    normed, _ = kept["norm"] = layer_norm(tokens)
    last = layer("final_layer.linear", modulate(normed, shift, scale))
    channels = last.shape[-1] // int(np.prod(patch))
    kept["depth"] = depth
    return uncut(last, channels, sizes, patch, channel_last=True), kept


def backward(config, p, kept, g):
    """The gradient at every parameter and at x, given that at the output."""
    patch, heads = config["patch"], config["heads"]
    found = {}

    def back(name, at_result):
        weight = p[name + ".weight"]
        at_x, at_weight, found[name + ".bias"] = linear_back(at_result, kept[name], weight.reshape(len(weight), -1))
        found[name + ".weight"] = at_weight.reshape(weight.shape)
        return at_x

    shift, scale = kept["parts"]
    normed, deviation = kept["norm"]
    at_normed, at_shift, at_scale = modulate_back(back("final_layer.linear", recut(g, patch)), normed, scale)
    at_asked = back("final_layer.adaLN_modulation.1", np.concatenate([at_shift, at_scale], axis=-1))
    at_tokens = layer_norm_back(at_normed, normed, deviation)

    for i in reversed(range(kept["depth"])):
        block = f"blocks.{i}."
        shift, scale, gate, shift_mlp, scale_mlp, gate_mlp = kept[block + "parts"]
        at_gate_mlp = (at_tokens * kept[block + "down"]).sum(1)
        at_up = gelu_back(back(block + "mlp.fc2", at_tokens * gate_mlp[:, None]), kept[block + "up"])
        normed, deviation = kept[block + "norm2"]
        at_normed, at_shift_mlp, at_scale_mlp = modulate_back(back(block + "mlp.fc1", at_up), normed, scale_mlp)
        at_tokens = at_tokens + layer_norm_back(at_normed, normed, deviation)

        at_gate = (at_tokens * kept[block + "attended"]).sum(1)
        at_pooled = back(block + "attn.proj", at_tokens * gate[:, None])
        at_qkv = attention_back(at_pooled, kept[block + "heads"], heads)
        normed, deviation = kept[block + "norm1"]
        at_normed, at_shift, at_scale = modulate_back(back(block + "attn.qkv", at_qkv), normed, scale)
        at_tokens = at_tokens + layer_norm_back(at_normed, normed, deviation)

        parts = [at_shift, at_scale, at_gate, at_shift_mlp, at_scale_mlp, at_gate_mlp]
        at_asked = at_asked + back(block + "adaLN_modulation.1", np.concatenate(parts, axis=-1))

    at_condition = silu_back(at_asked, kept["condition"])
    found["y_embedder.embedding_table.weight"] = kept["words"].T @ at_condition
    back("t_embedder.mlp.0", silu_back(back("t_embedder.mlp.2", at_condition), kept["hidden"]))
    found["x"] = uncut(back("x_embedder.proj", at_tokens), config["channels"], config["video"], patch, False)
    return found


def answer(question):
    config = question["config"]
    p, x, t, words, seed = (
        {name: np.array(value, dtype=float) for name, value in question["parameters"].items()},
        *(np.array(question[name], dtype=float) for name in ("x", "t", "words", "seed")),
    )
    output, kept = forward(config, p, x, t, words)
    gradients = backward(config, p, kept, seed)
    return {"output": output.tolist(), "gradients": {name: value.tolist() for name, value in gradients.items()}}


if __name__ == "__main__":
    for line in sys.stdin:
        print(json.dumps(answer(json.loads(line))), flush=True)
