#!/usr/bin/env bash
# onnx 1.23.1 (its ReferenceEvaluator), onnxruntime 1.30.0 (CPU), numpy 2.4.6.
#
# One would expect: ReferenceEvaluator, "a pure python implementation of ONNX specifications", does with MaxPool's pads what the specification says,
#   [top, left, bottom, right]; onnx's own shape inference does. What lies outside of a picture is never the greatest.
# What happens: with a stride of 1 the four numbers are read as [top, bottom, left, right]. Of 5 × 5 cells a window of 3 × 3 with pads [0, 0, 1, 1] makes
#   3 × 5 instead of 4 × 4, turned about: rows were padded where columns should be. Of a row, pads [0, 1] are forgotten, 6 numbers for 7, and [1, 0] is an
#   IndexError. ceil_mode=1, which changes nothing at a stride of 1, makes 7 × 7 of 5 × 5 with pads of 1, and what is new is 0: of a picture of −5 all
#   over, 24 of 49 cells are 0. With a stride of 2 pads are read rightly, by other code, but auto_pad SAME_LOWER makes 2 × 2 instead of 3 × 3, and the
#   first row and column are lost. AveragePool and LpPool get [0, 0, 1, 1] right. onnxruntime agrees with the shapes that onnx.shape_inference
#   gives in each of these cases. Equal pads on all four sides, as in most tests, are right without ceil_mode. (No report was found.)
# Who meets it: whoever holds a runtime, an exporter or an engine of their own against the reference: a pool that keeps the size with an even window
#   (pads [0, 0, 1, 1]) "fails", and is turned about until it agrees. Bring the picture to its size by Pad with −∞ before, or compare with onnxruntime.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv "$work/venv"
venv/bin/pip install --quiet --disable-pip-version-check onnx==1.23.1 onnxruntime==1.30.0 numpy==2.4.6

cat > try.py <<'PY'
import sys

import numpy as np
import onnx.helper as oh
import onnxruntime as ort
from onnx import TensorProto, shape_inference
from onnx.reference import ReferenceEvaluator


def ways(op, x, **attributes):
    graph = oh.make_graph([oh.make_node(op, ['x'], ['y'], **attributes)], 'g', [oh.make_tensor_value_info('x', TensorProto.FLOAT, x.shape)], [oh.make_tensor_value_info('y', TensorProto.FLOAT, None)])
    model = oh.make_model(graph, opset_imports=[oh.make_opsetid('', 19)], ir_version=10)
    inferred = shape_inference.infer_shapes(model).graph.output[0].type.tensor_type.shape.dim
    runtime = ort.InferenceSession(model.SerializeToString(), providers=['CPUExecutionProvider']).run(None, {'x': x})[0]
    try:
        reference = ReferenceEvaluator(model).run(None, {'x': x})[0]
    except IndexError:
        reference = None
    return tuple(d.dim_value for d in inferred), runtime, reference


picture = -np.arange(25, 0, -1, dtype=np.float32).reshape(1, 1, 5, 5)
row = picture[:, :, :, 0].copy().repeat(2, -1)[..., :8]
flat = np.full((1, 1, 5, 5), -5, np.float32)
cases = {
    'pads [0, 0, 1, 1]': (picture, {'kernel_shape': [3, 3], 'pads': [0, 0, 1, 1]}, False),
    'pads [1, 1, 0, 0]': (picture, {'kernel_shape': [3, 3], 'pads': [1, 1, 0, 0]}, False),
    'pads [0, 0, 1, 1], window 2 × 2': (picture, {'kernel_shape': [2, 2], 'pads': [0, 0, 1, 1]}, False),
    'pads [1, 1, 1, 1]': (picture, {'kernel_shape': [3, 3], 'pads': [1, 1, 1, 1]}, True),
    'pads [1, 1, 1, 1], ceil_mode': (flat, {'kernel_shape': [3, 3], 'pads': [1, 1, 1, 1], 'ceil_mode': 1}, False),
    'pads [0, 0, 1, 1], stride 2': (picture, {'kernel_shape': [3, 3], 'pads': [0, 0, 1, 1], 'strides': [2, 2]}, True),
    'SAME_LOWER, stride 2': (picture, {'kernel_shape': [2, 2], 'auto_pad': 'SAME_LOWER', 'strides': [2, 2]}, False),
    'SAME_UPPER, stride 2': (picture, {'kernel_shape': [2, 2], 'auto_pad': 'SAME_UPPER', 'strides': [2, 2]}, True),
    'a row, pads [0, 1]': (row, {'kernel_shape': [3], 'pads': [0, 1]}, False),
    'a row, pads [1, 0]': (row, {'kernel_shape': [3], 'pads': [1, 0]}, False),
}
found = True
for name, (x, attributes, right) in cases.items():
    shape, runtime, reference = ways('MaxPool', x, **attributes)
    same = reference is not None and reference.shape == runtime.shape and np.array_equal(reference, runtime)
    made = 'IndexError' if reference is None else ' × '.join(map(str, reference.shape[2:])) + f', from {reference.min():g} to {reference.max():g}, {int((reference == 0).sum())} zeros'
    print(f'MaxPool, {name}: inferred {" × ".join(map(str, shape[2:]))}; onnxruntime {" × ".join(map(str, runtime.shape[2:]))}, from {runtime.min():g} to {runtime.max():g}; reference {made}; same: {same}')
    found = found and shape == runtime.shape and same == right
for op in ('AveragePool', 'LpPool'):
    _, runtime, reference = ways(op, picture, kernel_shape=[3, 3], pads=[0, 0, 1, 1])
    same = reference.shape == runtime.shape and np.allclose(reference, runtime)
    print(f'{op}, pads [0, 0, 1, 1]: same: {same}')
    found = found and same

_, _, turned = ways('MaxPool', picture, **cases['pads [0, 0, 1, 1]'][1])
_, _, zeros = ways('MaxPool', flat, **cases['pads [1, 1, 1, 1], ceil_mode'][1])
_, _, first = ways('MaxPool', row, **cases['a row, pads [0, 1]'][1])
_, _, gone = ways('MaxPool', row, **cases['a row, pads [1, 0]'][1])
found = found and turned.shape == (1, 1, 3, 5) and zeros.shape == (1, 1, 7, 7) and int((zeros == 0).sum()) == 24 and first.shape == (1, 1, 6) and gone is None
print('as found: the reference reads the pads of a MaxPool in another order' if found else 'CHANGED: expected 3 × 5 instead of 4 × 4 cells from the reference’s MaxPool with pads [0, 0, 1, 1]')
sys.exit(0 if found else 1)
PY
venv/bin/python try.py
