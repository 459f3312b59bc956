#!/usr/bin/env bash
# onnxruntime 1.30.0 (CPU), onnx 1.23.1, numpy 2.4.6.
#
# One would expect: Pad by zeros and then MaxPool is what it says: the greatest of a window, zeros among it. MaxPool's own padding is
#   another thing, it counts as −∞; a runtime's optimiser knows that, and gives what it gives when it is turned off.
# What happens: at the default level, and at "basic", the zeros are put into MaxPool's own padding. Where a border's window holds only
#   negative numbers, the answer is the greatest of those instead of 0: of a picture of −1 a border of 0 becomes −1. So it is in
#   opsets from 11 to 23. Zeros behind a Relu, −∞ as padding, edge and reflect are right, and so is AveragePool; with the optimiser
#   off, and by onnx's ReferenceEvaluator, all of it is. Making the padded tensor an output, as one does to look for the fault,
#   makes it right. Reported in 2025 (onnxruntime#24737) and closed as stale; opset 22, which helped then, does no more.
# Who meets it: whoever pads latents, differences of frames or convolutions without a Relu, as ZeroPad2d before a pool does, and exports the
#   encoder: the rims of pictures differ, the middle agrees, and tests with pictures from 0 to 1 do, too. Hand the session
#   disabled_optimizers=['Pad_Fusion'].
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv "$work/venv"
venv/bin/pip install --quiet --disable-pip-version-check onnx==1.23.1 onnxruntime==1.30.0 numpy==2.4.6

cat > try.py <<'PY'
import sys

import numpy as np
import onnxruntime
from onnx import TensorProto, checker, helper, numpy_helper
from onnx.reference import ReferenceEvaluator

x = -1 - np.abs(np.random.default_rng(0).standard_normal((1, 2, 6, 6))).astype(np.float32)
levels = onnxruntime.GraphOptimizationLevel


def model(opset, pool='MaxPool', mode='constant', value=0.0, relu=False, shown=False):
    nodes = [helper.make_node('Relu', ['x'], ['r'])] if relu else []
    nodes.append(helper.make_node('Pad', ['r' if relu else 'x', 'pads', 'value'], ['padded'], mode=mode))
    extra = {'count_include_pad': 1} if pool == 'AveragePool' else {}
    nodes.append(helper.make_node(pool, ['padded'], ['y'], kernel_shape=[2, 2], strides=[2, 2], **extra))
    known = [numpy_helper.from_array(np.array([0, 0, 1, 1, 0, 0, 1, 1]), 'pads'), numpy_helper.from_array(np.float32(value), 'value')]
    outputs = [helper.make_tensor_value_info('y', TensorProto.FLOAT, [1, 2, 4, 4])]
    if shown:
        outputs.append(helper.make_tensor_value_info('padded', TensorProto.FLOAT, [1, 2, 8, 8]))
    graph = helper.make_graph(nodes, 'g', [helper.make_tensor_value_info('x', TensorProto.FLOAT, x.shape)], outputs, known)
    made = helper.make_model(graph, opset_imports=[helper.make_opsetid('', opset)], ir_version=8)
    checker.check_model(made, full_check=True)
    return made


def run(made, level=levels.ORT_ENABLE_ALL, disabled=()):
    options = onnxruntime.SessionOptions()
    options.graph_optimization_level = level
    session = onnxruntime.InferenceSession(made.SerializeToString(), options, providers=['CPUExecutionProvider'], disabled_optimizers=list(disabled))
    return session.run(['y'], {'x': x})[0]


def by_hand(pool, mode, value, relu):
    given = np.maximum(x, 0) if relu else x
    padded = np.pad(given, [(0, 0), (0, 0), (1, 1), (1, 1)], mode, **({'constant_values': value} if mode == 'constant' else {}))
    windows = padded.reshape(1, 2, 4, 2, 4, 2)
    return windows.max((3, 5)) if pool == 'MaxPool' else windows.mean((3, 5))


right = by_hand('MaxPool', 'constant', 0, False)
print(f'first row of the answer by hand: {right[0, 0, 0].tolist()}')
rims = np.ones((4, 4), bool)
rims[1:3, 1:3] = False
found = True
for opset in (11, 13, 18, 19, 21, 22, 23):
    made = model(opset)
    answers = {name: run(made, level) for name, level in (('off', levels.ORT_DISABLE_ALL), ('basic', levels.ORT_ENABLE_BASIC), ('default', levels.ORT_ENABLE_ALL))}
    answers['without Pad_Fusion'] = run(made, disabled=['Pad_Fusion'])
    answers['reference'] = ReferenceEvaluator(made).run(['y'], {'x': x})[0]
    wrong = {name: not np.allclose(answer, right) for name, answer in answers.items()}
    print(f'opset {opset}: first row {np.round(answers["default"][0, 0, 0], 3).tolist()}, wrong: {[name for name in wrong if wrong[name]]}')
    found = found and wrong == {'off': False, 'basic': True, 'default': True, 'without Pad_Fusion': False, 'reference': False}
    found = found and np.allclose(answers['default'][..., ~rims], right[..., ~rims])
    found = found and np.allclose(run(model(opset, shown=True)), right)

for pool, mode, value, relu in (('MaxPool', 'constant', 0, True), ('MaxPool', 'constant', -np.inf, False), ('MaxPool', 'edge', 0, False), ('MaxPool', 'reflect', 0, False), ('AveragePool', 'constant', 0, False)):
    agrees = np.allclose(run(model(18, pool, mode, value, relu)), by_hand(pool, mode, value, relu))
    print(f'{pool} after Pad {mode} {value}{" behind a Relu" if relu else ""}, opset 18: {"right" if agrees else "wrong"}')
    found = found and agrees

print('as found: zeros before a MaxPool are taken away' if found else 'CHANGED: expected rims without their zeros at the default level, in every opset')
sys.exit(0 if found else 1)
PY
venv/bin/python try.py
