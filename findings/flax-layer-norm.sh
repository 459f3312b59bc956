#!/usr/bin/env bash
# flax 0.12.8 (linen), jax 0.10.2 (CPU), float32; onnxruntime 1.30.0 and onnx 1.23.1 for comparison.
#
# One would expect: layer norm of 4097, 4098, 4099 is −1.2247, 0, 1.2247: float32 holds the three numbers exactly, and their
#   differences, too. Whatever is lost is lost in the fourth digit.
# What happens: flax gives −1000, 0, 1000, and the same around 10,000; around 100,000 it is ±0.03. The variance is taken as the
#   mean of the squares minus the square of the mean (`use_fast_variance=True`, the default of LayerNorm, GroupNorm and
#   the others). Where float32 has no digits left for that, it is 0, or some large number, and dividing by √ε makes a
#   thousand of a difference of 1. At a mean of 1000 it is 1.206 instead of 1.225. jax.nn.standardize does the same, with
#   another ε. onnxruntime is right up to 100,000.
# Who meets it: whoever norms what carries a large common part (a residual stream that has drifted, pixels or positions as they
#   are), or exports such a model: the other runtime answers otherwise. LayerNorm(use_fast_variance=False).
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv "$work/venv"
# flax without what only its checkpoints and nnx need.
venv/bin/pip install --quiet --disable-pip-version-check jax==0.10.2 onnxruntime==1.30.0 onnx==1.23.1 numpy==2.4.6 \
  absl-py==2.5.0 msgpack==1.2.3 PyYAML==6.0.3 rich==15.0.0 etils==1.14.0 typing_extensions==4.16.0
venv/bin/pip install --quiet --disable-pip-version-check --no-deps flax==0.12.8

cat > try.py <<'PY'
import sys

import jax
import jax.numpy as jnp
import numpy as np
import onnxruntime
from flax import linen
from onnx import TensorProto, helper

info = lambda name, shape: helper.make_tensor_value_info(name, TensorProto.FLOAT, shape)
graph = helper.make_graph(
    [helper.make_node('LayerNormalization', ['x', 'scale'], ['out'], epsilon=1e-6)], 'norm',
    [info('x', [1, 3]), info('scale', [3])], [info('out', [1, 3])])
model = helper.make_model(graph, opset_imports=[helper.make_opsetid('', 20)], ir_version=10)
session = onnxruntime.InferenceSession(model.SerializeToString(), providers=['CPUExecutionProvider'])


def normed(mean):
    x = np.array([[mean - 1, mean, mean + 1]], np.float32)
    old = lambda **chosen: linen.LayerNorm(use_bias=False, use_scale=False, **chosen).apply({}, jnp.asarray(x))
    last = lambda row: float(np.asarray(row)[0, 2])
    return {
        'linen': last(old()),
        'linen, slow variance': last(old(use_fast_variance=False)),
        'standardize': last(jax.nn.standardize(jnp.asarray(x))),
        'onnxruntime': last(session.run(None, {'x': x, 'scale': np.ones(3, np.float32)})[0]),
    }


rows = {mean: normed(mean) for mean in (1, 100, 1000, 4098, 10_000, 100_000)}
for mean, row in rows.items():
    print(f'mean {mean}: the last of three is ' + ', '.join(f'{name} {value:.4f}' for name, value in row.items()))
right = lambda value: abs(value - 1.22474) < 1e-4
found = (
    all(right(row[name]) for row in rows.values() for name in ('linen, slow variance', 'onnxruntime'))
    and right(rows[1]['linen'])
    and rows[4098]['linen'] > 999 and rows[10_000]['linen'] > 999
    and rows[100_000]['linen'] < 0.1 and rows[10_000]['standardize'] > 300)
print('as found: three neighbours become −1000, 0 and 1000' if found else 'CHANGED: expected 1000 from flax at 4098 and 10,000, 1.2247 from the others')
sys.exit(0 if found else 1)
PY
venv/bin/python try.py
