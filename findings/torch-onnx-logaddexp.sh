#!/usr/bin/env bash
# torch 2.13.0 (its exporter torch.onnx.export, dynamo=True, with onnxscript 0.7.2), onnxruntime 1.30.0, onnx 1.23.1, CPU.
#
# One would expect: an exported logaddexp, log1p, expm1 or erfc is the function, which exists because the formula fails. ONNX has
#   ReduceLogSumExp to build the first from, and log_softmax and softplus are exported as what they are.
# What happens: each is exported as the formula that it replaces. logaddexp(100, 0) is Log(Exp(100) + Exp(0)), infinite instead of
#   100; log1p(1e-8) is Log(1 + 1e-8), which is 0; expm1(1e-8) is 0; erfc(5) is 1 − Erf(5), 0 instead of 1.5e-12.
#   binary_cross_entropy_with_logits becomes the logarithm of a sigmoid: a loss of 110 is infinite (with
#   onnxruntime's sigmoid, one of 20 is). Nothing is said, and with inputs about 1, as examples have, all agree to five digits.
# Who meets it: whoever exports likelihoods, mixtures, energies or a loss with the model. Write them with what is kept:
#   logsumexp over stack([a, b]), softplus(−x) for the loss and for the logarithm of a sigmoid.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv "$work/venv"
venv/bin/pip install --quiet --disable-pip-version-check torch==2.13.0 onnx==1.23.1 onnxscript==0.7.2 onnxruntime==1.30.0 numpy==2.4.6

cat > try.py <<'PY'
import contextlib
import io
import logging
import sys
import warnings

import numpy as np
import onnxruntime
import torch
from torch.nn import functional

warnings.filterwarnings('ignore')
logging.disable(logging.CRITICAL)


class Exported(torch.nn.Module):
    def __init__(self, function):
        super().__init__()
        self.function = function

    def forward(self, x):
        return self.function(x)


zero = torch.zeros(1)
stacked = lambda x: torch.logsumexp(torch.stack([x, torch.zeros_like(x)]), 0)
asked = {
    'logaddexp with 0': (lambda x: torch.logaddexp(x, zero), 100.0),
    'log1p': (torch.log1p, 1e-8),
    'expm1': (torch.expm1, 1e-8),
    'erfc': (torch.erfc, 5.0),
    'binary_cross_entropy_with_logits': (lambda x: functional.binary_cross_entropy_with_logits(x, zero + 1, reduction='none'), -110.0),
    'logsumexp of a stack': (stacked, 100.0),
    'softplus': (functional.softplus, 20.0),
    'softplus(−x), the loss': (lambda x: functional.softplus(-x), -110.0),
}
right = []
for name, (function, hard) in asked.items():
    with contextlib.redirect_stdout(io.StringIO()):
        program = torch.onnx.export(Exported(function), (torch.ones(1),), dynamo=True, verbose=False)
    model = program.model_proto
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=['CPUExecutionProvider'])
    easy, got = (session.run(None, {model.graph.input[0].name: np.float32([x])})[0].item() for x in (1, hard))
    want = function(torch.tensor([hard])).item()
    assert np.isclose(easy, function(torch.ones(1)).item(), rtol=1e-5)
    right.append(bool(np.isclose(got, want, rtol=1e-5, atol=0)))
    print(f"{name} of {hard:g}: torch {want:.4g}, exported {got:.4g}, as {' '.join(node.op_type for node in model.graph.node)}")
found = right == [False] * 5 + [True] * 3
print('as found: what is exported is the formula that fails' if found else 'CHANGED: expected the first five alone to be wrong')
sys.exit(0 if found else 1)
PY
venv/bin/python try.py
