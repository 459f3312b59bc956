#!/usr/bin/env bash
# torch 2.13.0 (CPU), numpy 2.4.6.
#
# One would expect: a mask of floats is added to the scores of attention, as the documentation of nn.Transformer and
#   nn.MultiheadAttention says; so a bias that grows with distance (ALiBi), or a learnt one, makes far tokens count less.
#   eval() and torch.no_grad() turn dropout and the recording of gradients off, and change nothing else.
# What happens: in nn.TransformerEncoderLayer with batch_first=True, in eval() under no_grad or inference_mode, whatever is not 0
#   in the mask is forbidden. Under ALiBi, which is 0 only where a token looks at itself, every token sees itself alone, to the
#   last digit what a mask of −∞ everywhere else gives; the same if the bias is multiplied by a millionth. A constant of 1, which
#   changes no softmax, makes all numbers NaN, and so does a bias without a 0 in it; with zeros, or with 0 and −∞, as causal
#   masks have, all is right. So it is with src_key_padding_mask. train(), eval() with gradients, and nn.MultiheadAttention by
#   itself are right. No error, no warning. (Of MultiheadAttention it was reported and mended in 2023, pytorch#107084, #107641;
#   of the layer, that it is NaN, in 2024, pytorch#118628, open. That nothing is NaN under ALiBi, no report was found to say.)
# Who meets it: whoever biases attention by distance in time or space, or by a temperature of each frame: the loss in
#   training falls, and the same model in evaluation or in production hardly looks at its neighbours. Checked with a
#   causal mask, or under gradients, both agree. Turn the other path off: torch.backends.mha.set_fastpath_enabled(False).
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv "$work/venv"
venv/bin/pip install --quiet --disable-pip-version-check torch==2.13.0 numpy==2.4.6

cat > try.py <<'PY'
import sys
import warnings

import torch
from torch import nn

warnings.simplefilter('error')
torch.manual_seed(0)
layer = nn.TransformerEncoderLayer(8, 2, 16, dropout=0.0, batch_first=True).eval()
tokens = torch.randn(2, 5, 8)
place = torch.arange(5)
alibi = -(place[:, None] - place).abs().float()
alone = torch.zeros(5, 5).masked_fill(place[:, None] != place, -torch.inf)
masks = {
    'ALiBi': alibi,
    'a millionth of ALiBi': alibi * 1e-6,
    'a constant 1': torch.ones(5, 5),
    'random': torch.randn(5, 5),
    'zeros': torch.zeros(5, 5),
    'causal, 0 and −∞': nn.Transformer.generate_square_subsequent_mask(5),
}


def answered(mask, **other):
    with torch.no_grad():
        return layer(tokens, src_mask=mask, **other)


def trained(mask, **other):
    layer.train()
    answer = layer(tokens, src_mask=mask, **other).detach()
    layer.eval()
    return answer


def apart(a, b):
    return float('nan') if (a - b).isnan().any() else (a - b).abs().max().item()


seen = {}
for name, mask in masks.items():
    right = trained(mask)
    answer = answered(mask)
    with torch.inference_mode():
        inferred = layer(tokens, src_mask=mask)
    with torch.no_grad():
        by_itself = layer.self_attn(tokens, tokens, tokens, attn_mask=mask)[0]
    torch.backends.mha.set_fastpath_enabled(False)
    slow = answered(mask)
    torch.backends.mha.set_fastpath_enabled(True)
    seen[name] = {
        'eval, no_grad': apart(answer, right),
        'inference_mode': apart(inferred, right),
        'eval, with gradients': apart(layer(tokens, src_mask=mask), right),
        'no fast path': apart(slow, right),
        'MultiheadAttention': apart(by_itself, layer.self_attn(tokens, tokens, tokens, attn_mask=mask)[0]),
        'from what each token alone gives': apart(answer, trained(alone)),
    }
    print(f'{name}: apart from training by at most ' + ', '.join(f'{way} {by:.1e}' for way, by in seen[name].items()))
padding = -torch.tensor([0.0, 0, 0, 1, 2]).expand(2, 5)
padded = apart(answered(None, src_key_padding_mask=padding), trained(None, src_key_padding_mask=padding))
print(f'a soft src_key_padding_mask: apart by {padded:.2f}')

same = lambda by: by < 1e-5
controls = ('eval, with gradients', 'no fast path', 'MultiheadAttention')
found = all(same(ways[way]) for ways in seen.values() for way in controls) and padded > 0.1
for name, ways in seen.items():
    fast = [ways['eval, no_grad'], ways['inference_mode']]
    if name.endswith('ALiBi'):
        found = found and all(by > 0.3 for by in fast) and same(ways['from what each token alone gives'])
    elif name in ('a constant 1', 'random'):
        found = found and all(by != by for by in fast)
    else:
        found = found and all(same(by) for by in fast)
print('as found: a bias of attention is a prohibition in evaluation' if found
      else 'CHANGED: expected whatever is not 0 in a float mask to be forbidden in eval() under no_grad, and to be added elsewhere')
sys.exit(0 if found else 1)
PY
venv/bin/python try.py
