#!/usr/bin/env bash
# torch 2.13.0 (its exporter torch.onnx.export, dynamo=True, with onnxscript 0.7.2), onnxruntime 1.30.0, onnx 1.23.1, numpy 2.4.6, CPU.
#
# One would expect: an exported GroupNorm answers as in torch, whatever opset is asked for; from 21 on there is an operator of that
#   very name, where 20 needs five. Nothing in it can be NaN for finite numbers: what stands under the root is a variance and ε.
# What happens: up to opset 20 it is an InstanceNormalization, which is right. From 21 on it is GroupNormalization, which onnxruntime takes
#   apart as the standard defines it: the variance is the mean of the squares minus the square of the mean, in float32, which falls
#   below 0. Where channels lie around 100 with a deviation of 1 it is off by a hundredth, around 1000 by up to 2, around 4098
#   whole groups are NaN. onnx's own ReferenceEvaluator follows the definition, too: NaN, or off by a thousand.
# Who meets it: whoever takes the decoder of a VAE, or a U-Net, from opset 20 to a newer one, for Attention, say: from each picture
#   whose channels have drifted far from 0 comes a black one. Export with opset_version=20.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv "$work/venv"
venv/bin/pip install --quiet --disable-pip-version-check torch==2.13.0 numpy==2.4.6 onnx==1.23.1 onnxruntime==1.30.0 onnxscript==0.7.2

cat > try.py <<'PY'
import contextlib
import io
import sys
import warnings

import numpy as np
import onnx
import onnxruntime
import torch
from onnx.reference import ReferenceEvaluator
from torch import nn

warnings.simplefilter('ignore')
torch.manual_seed(0)
drawn = torch.randn(4, 32, 32, 32)
norm = nn.GroupNorm(8, 32)
worst = {}
for opset in (20, 21, 23):
    with contextlib.redirect_stdout(io.StringIO()):
        torch.onnx.export(norm, (drawn,), dynamo=True, opset_version=opset).save('norm.onnx')
    model = onnx.load('norm.onnx')
    print(f'opset {opset}: {", ".join(node.op_type for node in model.graph.node)}')
    session = onnxruntime.InferenceSession('norm.onnx', providers=['CPUExecutionProvider'])
    for mean in (0, 100, 1000, 4098):
        x = drawn + mean
        right = nn.functional.group_norm(x.double(), 8).numpy()
        off = lambda y: float(np.abs(y - right).max())
        feed = {model.graph.input[0].name: x.numpy()}
        here = off(norm(x).detach().numpy())
        there = session.run(None, feed)[0]
        defined = off(ReferenceEvaluator(model).run(None, feed)[0])
        worst[opset, mean] = here, off(there), defined
        print(f'  around {mean}: torch is off by {here:.2g}, onnxruntime by {off(there):.2g} ({int(np.isnan(there).sum())} NaN), the reference by {defined:.2g}')

found = all(here < 0.01 for here, _, _ in worst.values()) and all(worst[20, mean][1] < 0.01 for mean in (0, 100, 1000, 4098))
for opset in (21, 23):
    found = found and worst[opset, 0][1] < 1e-5 and 0.002 < worst[opset, 100][1] < 0.3 and worst[opset, 1000][1] > 0.1
    found = found and np.isnan(worst[opset, 4098][1]) and not worst[opset, 4098][2] <= 1
print('as found: right up to opset 20, and NaN from 21 on' if found else 'CHANGED: expected opset 21 and 23 to be wrong from a mean of 100 on, and NaN at 4098')
sys.exit(0 if found else 1)
PY
venv/bin/python try.py 2> err.txt || { cat err.txt; exit 1; }
