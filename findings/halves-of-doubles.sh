#!/usr/bin/env bash
# torch 2.13.0, onnxruntime 1.30.0, onnx 1.23.1, ml_dtypes 0.6.0, numpy 2.4.6.
#
# One would expect: a double made a half is the half nearest to it, as IEEE 754 has it, and so the same in all libraries.
# What happens: only NumPy (and the reference of ONNX, which is NumPy) rounds once. torch's .half() and the Cast of onnxruntime round to single precision
#   first and then again: what lies just beside the middle between two halves is moved to the middle, and from there to the even one. Of a
#   million normal numbers 50 become the farther of the two halves. Of bfloat16 it is 5 in a million, and there all do it: torch, onnxruntime,
#   the reference of ONNX, and ml_dtypes, which is NumPy's bfloat16. From float32 there is one rounding only, and all agree. No report was found.
# Who meets it: whoever works weights, tables of positions or schedules out in double precision and saves them as halves, in NumPy here and in torch there,
#   and holds one file against the other bit by bit, or by a digest: a checkpoint of ten million numbers differs in 500 of them. Go through float32
#   in both (it is what the libraries do), or compare to within one unit of a half.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv "$work/venv"
venv/bin/pip install --quiet --disable-pip-version-check torch==2.13.0 numpy==2.4.6 onnx==1.23.1 onnxruntime==1.30.0 ml_dtypes==0.6.0

cat > try.py <<'PY'
import sys
from fractions import Fraction

import ml_dtypes
import numpy as np
import onnxruntime
import torch
from onnx import TensorProto, helper
from onnx.reference import ReferenceEvaluator

numbers = np.random.default_rng(0).normal(size=1_000_000)


def nearest(x, digits, smallest):
    """The nearest number with so many binary digits, half to even, worked out in whole numbers."""
    exact = Fraction(float(x))
    exponent = int(np.frexp(x)[1]) - digits
    unit = Fraction(2) ** max(exponent, smallest)
    return float(round(exact / unit) * unit)


def cast(to, run):
    graph = helper.make_graph(
        [helper.make_node('Cast', ['x'], ['short'], to=to), helper.make_node('Cast', ['short'], ['y'], to=TensorProto.DOUBLE)],
        'cast',
        [helper.make_tensor_value_info('x', TensorProto.DOUBLE, [None])],
        [helper.make_tensor_value_info('y', TensorProto.DOUBLE, [None])],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid('', 19)], ir_version=9)
    return run(model)({'x': numbers})[0]


def runtime(model):
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=['CPUExecutionProvider'])
    return lambda given: session.run(None, given)


def reference(model):
    return lambda given: ReferenceEvaluator(model).run(None, given)


found = {
    'half': {
        'numpy': numbers.astype(np.float16).astype(np.float64),
        'onnx reference': cast(TensorProto.FLOAT16, reference),
        'torch': torch.from_numpy(numbers).half().double().numpy(),
        'onnxruntime': cast(TensorProto.FLOAT16, runtime),
    },
    'bfloat16': {
        'ml_dtypes': numbers.astype(ml_dtypes.bfloat16).astype(np.float64),
        'onnx reference': cast(TensorProto.BFLOAT16, reference),
        'torch': torch.from_numpy(numbers).bfloat16().double().numpy(),
        'onnxruntime': cast(TensorProto.BFLOAT16, runtime),
    },
}
wrong = {}
for kind, (digits, smallest) in {'half': (11, -24), 'bfloat16': (8, -133)}.items():
    right = np.array([nearest(x, digits, smallest) for x in numbers])
    for who, got in found[kind].items():
        others = np.flatnonzero(got != right)
        wrong[kind, who] = len(others)
        print(f'{kind}: {who} gives another than the nearest for {len(others)} of {len(numbers)}')
        for i in others[:1]:
            print(f'   such as {numbers[i]!r}: {got[i]!r}, the nearest is {right[i]!r}')
expected = [0, 0, 50, 50, 5, 5, 5, 5]
sys.exit(0 if list(wrong.values()) == expected else 'This has changed.')
PY
venv/bin/python try.py
