#!/usr/bin/env bash
# torch 2.13.0 (its exporter torch.onnx.export, dynamo=True, with onnxscript 0.7.2), onnxruntime 1.30.0, onnx 1.23.1, CPU.
#
# One would expect: what ONNX has no way to say, the exporter builds from what there is, or refuses, as it does for median or cummax.
# What happens: some arguments are left out. scatter_reduce with 'mean' becomes ScatterElements with no reduction: of all numbers
#   that go to one place the last stays. cross_entropy's label_smoothing and avg_pool2d's divisor_override are gone: the loss is
#   that of hard labels, and nine numbers are divided by 9 again. Every step of the export ends with its tick, the model passes the
#   checker, shapes are right. With 'sum', 'amax' and 'prod', include_self or not, with weight and ignore_index all is right.
# Who meets it: whoever exports a transformer that merges alike tokens (the usual code for it averages them by scatter_reduce), pools
#   patches by segment, or takes a loss along for training on a device. Where each place gets one number, as in a small
#   example, nothing differs. Divide a 'sum' by a 'sum' of ones; write smoothing out with log_softmax.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv "$work/venv"
venv/bin/pip install --quiet --disable-pip-version-check torch==2.13.0 numpy==2.4.6 onnx==1.23.1 onnxruntime==1.30.0 onnxscript==0.7.2

cat > try.py <<'PY'
import contextlib
import io
import logging
import sys
import warnings

import numpy as np
import onnx
import onnxruntime
import torch
import torch.nn.functional as F

warnings.simplefilter('ignore', DeprecationWarning)
logging.getLogger('torch.onnx').setLevel(logging.ERROR)  # it names packages that are not installed
tokens = torch.tensor([[1.0, 3.0, 5.0, 7.0, 9.0, 11.0]])
place = torch.tensor([[0, 0, 1, 1, 1, 2]])
scores = torch.tensor([[2.0, 0.0, -1.0]])
picture = torch.arange(36.0).reshape(1, 1, 6, 6)
scattered = lambda how, **more: lambda x: torch.zeros(1, 3).scatter_reduce(1, place, x, how, **more)
# a function, what it is asked, and whether onnxruntime gives the same
asked = {
    "scatter_reduce 'mean'": (scattered('mean', include_self=False), tokens, False),
    "scatter_reduce 'sum' by a 'sum' of ones": (lambda x: scattered('sum')(x) / scattered('sum')(torch.ones_like(x)), tokens, True),
    "scatter_reduce 'amax'": (scattered('amax', include_self=False), tokens, True),
    'cross_entropy, label_smoothing 0.3': (lambda x: F.cross_entropy(x, torch.tensor([0]), label_smoothing=0.3), scores, False),
    'cross_entropy': (lambda x: F.cross_entropy(x, torch.tensor([0])), scores, True),
    'avg_pool2d, divisor_override 4': (lambda x: F.avg_pool2d(x, 3, divisor_override=4), picture, False),
    'avg_pool2d': (lambda x: F.avg_pool2d(x, 3), picture, True),
}


class Model(torch.nn.Module):
    def __init__(self, function):
        super().__init__()
        self.function = function

    def forward(self, x):
        return self.function(x)


found = True
for name, (function, x, right) in asked.items():
    said = io.StringIO()
    with warnings.catch_warnings(record=True) as warned, contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        warnings.simplefilter('always', UserWarning)
        torch.onnx.export(Model(function), (x,), dynamo=True).save('model.onnx')
    onnx.checker.check_model('model.onnx', full_check=True)
    session = onnxruntime.InferenceSession('model.onnx', providers=['CPUExecutionProvider'])
    here = function(x).numpy()
    there = session.run(None, {session.get_inputs()[0].name: x.numpy()})[0]
    words = said.getvalue() + ' '.join(str(warning.message) for warning in warned)
    hint = any(word in words for word in ('scatter', 'smoothing', 'divisor'))
    print(f'{name}: torch {here.round(4).ravel().tolist()}, onnxruntime {there.round(4).ravel().tolist()}{", and a word about it" if hint else ""}')
    found = found and np.allclose(here, there, atol=1e-5) == right and here.shape == there.shape and not hint
print('as found: three arguments are left out, and nothing is said' if found
      else 'CHANGED: expected mean, label_smoothing and divisor_override to be left out without a word')
sys.exit(0 if found else 1)
PY
venv/bin/python try.py
