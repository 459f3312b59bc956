#!/usr/bin/env bash
# safetensors 0.8.0 (Python), numpy 2.4.6.
#
# One would expect: `save_file({'w': kernel.T}, path)` writes the matrix that is asked for, or refuses it as safetensors.torch
#   does ("non contiguous tensor").
# What happens: it hands over the address of the array's memory and its shape, never its strides. The file carries the
#   shape of the transposed matrix and the numbers in the order of the untransposed one. Every reader takes it; no word is
#   said, and all norms, means and histograms agree with the right weights.
# Who meets it: whoever converts weights from JAX, Flax or TensorFlow, whose linear layers keep (in, out), to PyTorch's
#   (out, in): a square projection then attends with its transpose. Wrap each array in np.ascontiguousarray.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
cat > try.py <<'PY'
import numpy as np
from safetensors.numpy import load_file, save_file

kernel = np.arange(9, dtype=np.float32).reshape(3, 3)
save_file({'transposed': kernel.T, 'copied': np.ascontiguousarray(kernel.T)}, 'weights.safetensors')
for name, read in sorted(load_file('weights.safetensors').items()):
    print(f"{name}: {'as saved' if np.array_equal(read, kernel.T) else 'other numbers'}, first row {read[0].tolist()}")
PY
python3 -m venv "$work/venv"
venv/bin/pip install --quiet --disable-pip-version-check safetensors==0.8.0 numpy==2.4.6
said=$(venv/bin/python try.py)
printf 'kernel.T has the first row [0.0, 3.0, 6.0]\n%s\n' "$said"

if grep -q 'transposed: other numbers, first row \[0.0, 1.0, 2.0\]' <<<"$said" && grep -q 'copied: as saved' <<<"$said"; then
  echo "as found: a transposed matrix is saved untransposed, under its transposed shape"
else
  echo "CHANGED: expected a transposed matrix in the order of its memory, and a copied one as it is"
  exit 1
fi
