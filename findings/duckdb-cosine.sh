#!/usr/bin/env bash
# duckdb 1.5.6 (Python), numpy 2.4.6, scipy 1.17.1.
#
# One would expect: the cosine of a vector with itself is 1; with a vector of zeros, or one that has a NaN, it is NaN, an error, or NULL, which it
#   is for empty lists: in any case it is not −1, which means that two vectors point in opposite directions.
# What happens: it is −1, and the distance 2, the largest there is. The quotient is brought into −1 … 1 by a comparison with each end, and NaN falls
#   to the lower one. So array_ and list_cosine_similarity say of zeros and anything −1, of zeros and zeros −1, of a vector with NaN −1; and as FLOAT,
#   whose squares are FLOAT too, of (1e-24, 2e-24) with itself −1 and of (3e19, 0) with itself −1. As DOUBLE the last two are right, and list_distance
#   and list_dot_product of NaN are NaN. No error. (Of empty lists −1 was reported and mended, duckdb#12960; of these no report was found, and the
#   documentation does not speak of them.)
# Who meets it: whoever compares or searches embeddings, latents or gradients in DuckDB: an empty prompt, a dead feature, a gradient that was masked
#   or clipped away are zeros; a mean over similarities falls, and "these two runs pull in opposite directions" is said of a run that stands still or
#   has gone to NaN. Leave them out first: WHERE list_dot_product(v, v) > 0 AND NOT isnan(list_dot_product(v, v)).
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv "$work/venv"
venv/bin/pip install --quiet --disable-pip-version-check duckdb==1.5.6 numpy==2.4.6 scipy==1.17.1

cat > try.py <<'PY'
import math
import sys
import warnings

import duckdb
import numpy as np
from scipy.spatial.distance import cosine

warnings.simplefilter('ignore')
base = duckdb.connect()
pairs = {
    'a vector and itself': ([1, 2], [1, 2]),
    'opposite': ([1, 2], [-1, -2]),
    'at a right angle': ([1, 2], [-2, 1]),
    'zeros and another': ([0, 0], [1, 2]),
    'zeros and zeros': ([0, 0], [0, 0]),
    'one with NaN': ([math.nan, 1], [1, 2]),
    'small, and itself': ([1e-24, 2e-24], [1e-24, 2e-24]),
    'large, and itself': ([3e19, 0], [3e19, 0]),
}


def ask(function, kind, a, b):
    # as text, since a NaN in a list from Python arrives as NULL
    return base.execute(f'SELECT {function}(?::{kind}, ?::{kind})', [str(a), str(b)]).fetchone()[0]


seen = {}
for name, (a, b) in pairs.items():
    seen[name] = {f'{function} {kind}': ask(function, kind, a, b) for function, kind in (('array_cosine_similarity', 'FLOAT[2]'), ('list_cosine_similarity', 'FLOAT[]'), ('array_cosine_similarity', 'DOUBLE[2]'), ('list_cosine_similarity', 'DOUBLE[]'))}
    seen[name]['distance'] = ask('array_cosine_distance', 'FLOAT[2]', a, b)
    seen[name]['scipy'] = 1 - cosine(a, b)
    seen[name]['dot'] = ask('list_dot_product', 'DOUBLE[]', a, b)
    print(f'{name}: ' + ', '.join(f'{what} {value:.4g}' for what, value in seen[name].items()))

empty = ask('list_cosine_similarity', 'FLOAT[]', [], [])
print(f'two empty lists: {empty}')

# gradients of twelve runs against the first one's: ten agree, two stand still
steps = [np.array([1, 2, 3]) + 0.01 * i for i in range(10)] + [np.zeros(3)] * 2
base.execute('CREATE TABLE runs (run INTEGER, gradient FLOAT[3])')
base.executemany('INSERT INTO runs VALUES (?, ?)', [[i, step.tolist()] for i, step in enumerate(steps)])
alike = 'SELECT avg(array_cosine_similarity(gradient, (SELECT gradient FROM runs WHERE run = 0))) FROM runs'
every = base.execute(alike).fetchone()[0]
moving = base.execute(f'{alike} WHERE array_inner_product(gradient, gradient) > 0').fetchone()[0]
print(f'ten runs that agree and two with a gradient of 0: mean similarity {every:.4f}, of those that move {moving:.4f}')

lost = {'zeros and another': 4, 'zeros and zeros': 4, 'one with NaN': 4, 'small, and itself': 2, 'large, and itself': 2}
cosines = lambda name: [value for what, value in seen[name].items() if 'similarity' in what]
found = all(cosines(name)[:wrong] == [-1] * wrong and np.allclose(cosines(name)[wrong:], 1) and seen[name]['distance'] == 2 for name, wrong in lost.items())
found = found and all(np.allclose(cosines(name), right, atol=1e-6) for name, right in (('a vector and itself', 1), ('opposite', -1), ('at a right angle', 0)))
found = found and math.isnan(seen['one with NaN']['scipy']) and math.isnan(seen['one with NaN']['dot']) and not any(seen[name]['scipy'] < -0.5 for name in lost)
found = found and empty is None and abs(every - 8 / 12) < 0.001 and moving > 0.999
print('as found: where there is no cosine, it is −1' if found else 'CHANGED: expected a cosine of −1 with zeros, NaN and squares that leave FLOAT')
sys.exit(0 if found else 1)
PY
venv/bin/python try.py
