#!/usr/bin/env bash
# onnxruntime 1.30.0 (CPU), onnx 1.23.1, numpy 2.4.6.
#
# One would expect: the operator Range gives start + i·delta, rounded once; so its page in the ONNX standard has it, and so
#   do onnx's own reference evaluator and numpy.arange.
# What happens: each number is the one before plus delta, in float32. Of 10,000 numbers from 0 in steps of 0.1 the last is
#   999.80 instead of 999.90; of 100,000 it is 9998.46 instead of 9999.90, fourteen steps behind, with no warning.
# Who meets it: whoever exports a model that makes its own times, positions or noise levels (arange becomes Range): the exported
#   model drifts away from the one it came from, the more the longer the sequence. Range over whole numbers, Cast, Mul.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv "$work/venv"
venv/bin/pip install --quiet --disable-pip-version-check onnxruntime==1.30.0 onnx==1.23.1 numpy==2.4.6

cat > try.py <<'PY'
import sys

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper
from onnx.reference import ReferenceEvaluator

number = lambda name: helper.make_tensor_value_info(name, TensorProto.FLOAT, [])
graph = helper.make_graph(
    [helper.make_node('Range', ['start', 'limit', 'delta'], ['out'])], 'times',
    [number('start'), number('limit'), number('delta')],
    [helper.make_tensor_value_info('out', TensorProto.FLOAT, ['n'])])
model = helper.make_model(graph, opset_imports=[helper.make_opsetid('', 20)], ir_version=10)
session = onnxruntime.InferenceSession(model.SerializeToString(), providers=['CPUExecutionProvider'])
reference = ReferenceEvaluator(model)

found = True
for limit, off in ((1000, 0.09), (10_000, 1.4)):
    fed = {name: np.array(x, np.float32) for name, x in (('start', 0), ('limit', limit), ('delta', 0.1))}
    ran = session.run(None, fed)[0]
    meant = reference.run(None, fed)[0]
    print(f'{len(ran)} numbers below {limit}: onnxruntime ends at {ran[-1]:.3f}, the reference at {meant[-1]:.3f}')
    found = found and len(ran) == len(meant) and abs(meant[-1] - (limit - 0.1)) < 0.002 and meant[-1] - ran[-1] > off
print('as found: Range drifts' if found else 'CHANGED: expected onnxruntime to end behind the reference')
sys.exit(0 if found else 1)
PY
venv/bin/python try.py
