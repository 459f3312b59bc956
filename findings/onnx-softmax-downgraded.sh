#!/usr/bin/env bash
# onnx 1.23.1, onnxruntime 1.30.0 (CPU), numpy 2.4.6.
#
# One would expect: onnx.version_converter.convert_version gives a model that computes the same, or refuses, as it does where it has no
#   rule; and onnx's own ReferenceEvaluator, which is there to say what an operator means, shows it where it does not.
# What happens: Softmax over an axis that is not the last, taken from opset 13 to 12, keeps its axis as it is. Up to 12 that meant
#   one softmax over this axis and all after it: columns of a 2 × 2 matrix that each added up to 1 become four numbers that do together.
#   The checker is content; and the reference gives the old model the new meaning, so that it reports no difference. onnxruntime
#   does as the version says. The way up is right for Softmax; for Hardmax it is wrong in the same manner.
# Who meets it: whoever takes a model down for an older runtime: experts or tokens that compete along axis 1, attention that keeps
#   its keys in rows, are another model, and onnx's own comparison passes. Put Transpose around a Softmax over the last axis beforehand.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv "$work/venv"
venv/bin/pip install --quiet --disable-pip-version-check onnxruntime==1.30.0 onnx==1.23.1 numpy==2.4.6

cat > try.py <<'PY'
import sys

import numpy as np
import onnxruntime
from onnx import TensorProto, checker, helper, version_converter
from onnx.reference import ReferenceEvaluator

x = np.array([[[1, 2], [3, 4]]], np.float32)


def model(kind, axis, opset):
    info = lambda name: helper.make_tensor_value_info(name, TensorProto.FLOAT, [1, 2, 2])
    graph = helper.make_graph([helper.make_node(kind, ['x'], ['y'], axis=axis)], 'one', [info('x')], [info('y')])
    return helper.make_model(graph, opset_imports=[helper.make_opsetid('', opset)], ir_version=8)


def answers(made):
    checker.check_model(made, full_check=True)
    session = onnxruntime.InferenceSession(made.SerializeToString(), providers=['CPUExecutionProvider'])
    return session.run(None, {'x': x})[0].ravel(), ReferenceEvaluator(made).run(None, {'x': x})[0].ravel()


rows = {}
for kind, axis, before, after in [('Softmax', 1, 13, 12), ('Softmax', 2, 13, 12), ('Softmax', 1, 12, 13), ('Hardmax', 1, 12, 13)]:
    made = model(kind, axis, before)
    old, new = answers(made), answers(version_converter.convert_version(made, after))
    name = f'{kind} over axis {axis} from {before} to {after}'
    rows[name] = [np.allclose(one, other) for one, other in zip(old, new)]
    print(f'{name}: onnxruntime {np.round(old[0], 3)} then {np.round(new[0], 3)}; reference {np.round(old[1], 3)} then {np.round(new[1], 3)}')
found = [row[0] for row in rows.values()] == [False, True, True, False] and rows['Softmax over axis 1 from 13 to 12'][1]
print('as found: a softmax taken down is another one' if found
      else 'CHANGED: expected the first and the last to differ in onnxruntime, and the first not in the reference')
sys.exit(0 if found else 1)
PY
venv/bin/python try.py
