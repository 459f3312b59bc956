#!/usr/bin/env bash
# torch 2.13.0 (CPU), numpy 2.4.6.
#
# One would expect: to take rows of a table by their numbers is one thing, whether it is written table[tokens], F.embedding(tokens, table) or
#   table.index_select(0, tokens): the values are the same, and so are the gradients, in bfloat16 to its two or three digits. A row that is taken 5000
#   times, each with a gradient of 1, has 5000.
# What happens: by index_select, gather, expand and a product with one-hot rows it has. By table[tokens] and F.embedding, sparse or not, it has 256
#   in bfloat16 and 2048 in float16, whatever more is taken: each row is added into the gradient in the type of the table, one by one. So it is in
#   embedding_bag, in what F.pad(mode='replicate') repeats and in what grid_sample reads more than once. With gradients that have signs it is off by a
#   few percent instead of by its size. With a float32 table under autocast all are right. What sums in half precision do is known (for other makers'
#   hardware this very gradient was reported and mended in 2024 and 2026); that the spellings differ, the documentation does not say, and no report
#   was found.
# Who meets it: whoever trains a small model with its weights in bfloat16: the padding token, "no prompt", the one class of a batch, or a frame's
#   position that all patches share are taken thousands of times in a step, and learn as if it were 256, while rare rows learn in full. Write
#   table.index_select(0, tokens.flatten()).view(*tokens.shape, -1), or keep the table in float32.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv "$work/venv"
venv/bin/pip install --quiet --disable-pip-version-check torch==2.13.0 numpy==2.4.6

cat > try.py <<'PY'
import sys

import torch
import torch.nn.functional as F

torch.manual_seed(0)
ROWS, WIDTH = 3, 4


def ways(n, kind):
    tokens = torch.zeros(n, dtype=torch.long)
    return {
        'table[tokens]': lambda table: table[tokens],
        'embedding': lambda table: F.embedding(tokens, table),
        'embedding, sparse': lambda table: F.embedding(tokens, table, sparse=True),
        'embedding_bag of one': lambda table: F.embedding_bag(tokens[:, None], table, mode='sum'),
        'index_select': lambda table: table.index_select(0, tokens),
        'gather': lambda table: table.gather(0, tokens[:, None].expand(n, WIDTH)),
        'expand': lambda table: table[:1].expand(n, WIDTH),
        'one-hot @ table': lambda table: F.one_hot(tokens, ROWS).to(kind) @ table,
    }


def gradient(take, kind, upstream):
    table = torch.ones(ROWS, WIDTH, dtype=kind, requires_grad=True)
    answer = take(table)
    answer.backward(upstream.to(answer.dtype))
    return (table.grad.to_dense() if table.grad.is_sparse else table.grad)[0].double()


seen = {}
for kind in (torch.bfloat16, torch.float16, torch.float32):
    for n in (200, 5000):
        for name, take in ways(n, kind).items():
            seen[kind, n, name] = gradient(take, kind, torch.ones(n, WIDTH))[0].item()
        print(f'{kind}, one row taken {n} times: ' + ', '.join(f'{name} {seen[kind, n, name]:.0f}' for name in ways(n, kind)))

mixed = torch.randn(5000, WIDTH).bfloat16()
right = mixed.double().sum(0)
off = {name: ((gradient(take, torch.bfloat16, mixed) - right).abs() / right.abs()).max().item() for name, take in ways(5000, torch.bfloat16).items()}
print('gradients drawn from a normal distribution, off by: ' + ', '.join(f'{name} {share:.1%}' for name, share in off.items()))

with torch.autocast('cpu', dtype=torch.bfloat16):
    layer = torch.nn.Embedding(ROWS, WIDTH)
    F.linear(layer(torch.zeros(5000, dtype=torch.long)), torch.eye(WIDTH)).backward(torch.ones(5000, WIDTH, dtype=torch.bfloat16))
print(f'nn.Embedding with float32 weights under autocast: {layer.weight.grad[0, 0]:.0f}')

others = {}
picture = torch.ones(1, 1, 2, 4, dtype=torch.bfloat16, requires_grad=True)
F.pad(picture, (0, 0, 4999, 0), mode='replicate').sum().backward()
others['replicate'] = picture.grad.max().item()
picture = torch.ones(1, 1, 3, 3, dtype=torch.bfloat16, requires_grad=True)
F.grid_sample(picture, torch.zeros(1, 50, 100, 2, dtype=torch.bfloat16), align_corners=True).sum().backward()
others['grid_sample'] = picture.grad.max().item()
print(f'the pixel that pad repeats 4999 times: {others["replicate"]:.0f}; that grid_sample reads 5000 times: {others["grid_sample"]:.0f}')

short = ('table[tokens]', 'embedding', 'embedding, sparse', 'embedding_bag of one')
stand = {torch.bfloat16: 256, torch.float16: 2048}
found = all(abs(value - (stand[kind] if n == 5000 and name in short and kind in stand else n)) <= 8 for (kind, n, name), value in seen.items())
found = found and others == {'replicate': 256, 'grid_sample': 256} and layer.weight.grad[0, 0] == 5000
found = found and all(off[name] > 0.02 if name in short else off[name] < 0.01 for name in off)
print('as found: the gradient of a row that is taken often stands still' if found else 'CHANGED: expected gradients of 256 and 2048 by table[tokens] and embedding, and of 5000 by index_select')
sys.exit(0 if found else 1)
PY
venv/bin/python try.py
