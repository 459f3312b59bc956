#!/usr/bin/env bash
# jax 0.10.2, onnxruntime 1.30.0 (CPU), onnx 1.23.1, numpy 2.4.6.
#
# One would expect: a query that may look at no key at all (an empty prompt, a padded row) gets 0, or NaN as softmax's formula
#   says; and jax.nn.dot_product_attention and the ONNX operator Attention, given the same mask, agree.
# What happens: jax gives the plain mean of all values, masked ones included: what is forbidden to be seen is seen most
#   evenly. So it does with key_value_seq_lengths=0. onnxruntime gives 0. jax.nn.softmax over −inf gives NaN.
# Who meets it: whoever conditions on prompts of several lengths, and drops some for guidance: the unconditional pass of a jax
#   model looks at whatever lies in the padding, and changes with it; exported to ONNX, the picture is another one. Leave
#   one key to be seen (a null token), or multiply by any(mask).
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv "$work/venv"
venv/bin/pip install --quiet --disable-pip-version-check jax==0.10.2 onnxruntime==1.30.0 onnx==1.23.1 numpy==2.4.6

cat > try.py <<'PY'
import sys

import jax
import jax.numpy as jnp
import numpy as np
import onnxruntime
from onnx import TensorProto, helper

query = np.ones((1, 2, 1, 4), np.float32)
key = np.ones((1, 3, 1, 4), np.float32)
value = np.arange(12, dtype=np.float32).reshape(1, 3, 1, 4)
mask = np.array([[True, True, False], [False, False, False]])

ours = jax.nn.dot_product_attention(query, key, value, mask=jnp.asarray(mask)[None, None])
empty = jax.nn.dot_product_attention(query, key, value, key_value_seq_lengths=jnp.array([0]))

heads_first = lambda x: np.ascontiguousarray(x.transpose(0, 2, 1, 3))
info = lambda name, kind, shape: helper.make_tensor_value_info(name, kind, shape)
graph = helper.make_graph(
    [helper.make_node('Attention', ['q', 'k', 'v', 'mask'], ['out'])], 'attention',
    [info('q', TensorProto.FLOAT, [1, 1, 2, 4]), info('k', TensorProto.FLOAT, [1, 1, 3, 4]),
     info('v', TensorProto.FLOAT, [1, 1, 3, 4]), info('mask', TensorProto.BOOL, [2, 3])],
    [info('out', TensorProto.FLOAT, [1, 1, 2, 4])])
model = helper.make_model(graph, opset_imports=[helper.make_opsetid('', 23)], ir_version=10)
session = onnxruntime.InferenceSession(model.SerializeToString(), providers=['CPUExecutionProvider'])
theirs = session.run(None, {'q': heads_first(query), 'k': heads_first(key), 'v': heads_first(value), 'mask': mask})[0]

seen, unseen = np.asarray(ours)[0, 0, 0], np.asarray(ours)[0, 1, 0]
print('two of three keys seen: jax', seen, 'onnxruntime', theirs[0, 0, 0])
print('no key seen:            jax', unseen, 'onnxruntime', theirs[0, 0, 1])
print('no key by length:       jax', np.asarray(empty)[0, 0, 0])
print('mean of all values:        ', value[0, :, 0].mean(0))
mean = value[0, :, 0].mean(0)
found = (np.allclose(seen, theirs[0, 0, 0]) and np.allclose(unseen, mean) and np.allclose(np.asarray(empty)[0, 0, 0], mean)
         and not theirs[0, 0, 1].any() and np.isnan(jax.nn.softmax(jnp.full(3, -jnp.inf))).all())
print('as found: a query without a key sees the mean of all, or nothing' if found
      else 'CHANGED: expected the mean of all values from jax and zeros from onnxruntime')
sys.exit(0 if found else 1)
PY
venv/bin/python try.py
