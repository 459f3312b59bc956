#!/usr/bin/env bash
# safetensors 0.8.0 (Python), numpy 2.4.6.
#
# One would expect: the same tensors with the same metadata, saved again by the same process, are the same bytes. Tensors are
#   sorted, which is why nothing else comes to mind; and with no metadata, or one entry, so it is.
# What happens: with more entries the keys of __metadata__ are written in an order that is drawn anew for every call: of fifty
#   saves of one dictionary with five keys some forty are different files, all of one length. Values and tensors are right.
#   Read back, the keys come in yet another order.
# Who meets it: whoever names checkpoints by a digest, caches by content, compares artefacts of two builds, or keeps the digest
#   of a file in a test. Digest the tensors, or put one JSON text under a single key.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
cat > try.py <<'PY'
import json
import numpy as np
from safetensors.numpy import load, save

tensors = {'weight': np.arange(6, dtype=np.float32).reshape(2, 3), 'bias': np.zeros(3, np.float32)}
told = {'format': 'np', 'model': 'small', 'seed': '7', 'step': '100', 'licence': 'MIT'}
kinds = {
    'no metadata': None,
    'one key': {'format': 'np'},
    'five keys': told,
    'five keys in one text': {'told': json.dumps(told, sort_keys=True)},
}
for name, metadata in kinds.items():
    files = {save(tensors, metadata=metadata) for _ in range(50)}
    right = all(np.array_equal(load(file)[key], value) for file in files for key, value in tensors.items())
    many = 'one file' if len(files) == 1 else 'many files' if len(files) > 20 else f'{len(files)} files'
    print(f"{name}: {many} of 50 saves, of {len({len(file) for file in files})} length; tensors {'right' if right else 'wrong'}")
PY
python3 -m venv "$work/venv"
venv/bin/pip install --quiet --disable-pip-version-check safetensors==0.8.0 numpy==2.4.6
said=$(venv/bin/python try.py)
echo "$said"
expected='no metadata: one file of 50 saves, of 1 length; tensors right
one key: one file of 50 saves, of 1 length; tensors right
five keys: many files of 50 saves, of 1 length; tensors right
five keys in one text: one file of 50 saves, of 1 length; tensors right'
if [ "$said" = "$expected" ]; then
  echo 'as found: what is saved twice is not the same file'
else
  echo 'CHANGED: expected many different files with five keys, and one otherwise'
  exit 1
fi
