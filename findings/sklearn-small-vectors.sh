#!/usr/bin/env bash
# scikit-learn 1.9.1, numpy 2.4.6; beside it scipy 1.17.1.
#
# One would expect: normalize and Normalizer give each row "with at least one non zero component" the length 1, by their documentation; the cosine of a
#   vector with itself is 1, however long the vector is, since that is what a cosine leaves out; MinMaxScaler brings each feature to 0 … 1; and a sparse
#   matrix has the answers of the dense one.
# What happens: what is shorter than ten times the type's epsilon counts as 0 and is left as it is: 1.2e-6 in float32, 2.2e-15 in float64. The float32
#   vector (1, 2, 4) · 1e-7, all of whose digits are there, is "normalized" to itself, and cosine_similarity with itself is 2e-13, so that
#   cosine_distances has 1, as for vectors at right angles. As a sparse matrix the same row has the length 1 and the cosine 1. Of 50 pairs that point the
#   same way NearestNeighbors by cosine finds one. MinMaxScaler makes 0, 1e-7, 3e-7 of the numbers instead of 0, 1/3, 1, MaxAbsScaler leaves them. At 1e-6
#   all are right. StandardScaler is right at any size, and so is scipy's cosine. No error, no warning. (The source calls it a guard against scales that
#   are "near constant"; that was asked for where a deviation is rounding alone, scikit-learn#17794. Of rows and cosines no report was found. A vector
#   search engine has the like in its own code, qdrant#10465.)
# Who meets it: whoever compares gradients, which are float32 and soon shorter than that, updates of a small learning rate, or attention weights of a long
#   film: "these layers' gradients have nothing in common", and what is nearest is chance. Around 1, as in a test, nothing is wrong. Convert first,
#   x.astype(np.float64), or multiply by a power of 2.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv "$work/venv"
venv/bin/pip install --quiet --disable-pip-version-check scikit-learn==1.9.1 scipy==1.17.1 numpy==2.4.6

cat > try.py <<'PY'
import sys
import warnings

import numpy as np
from scipy.sparse import csr_matrix
from scipy.spatial.distance import cosine
from sklearn.metrics.pairwise import cosine_distances, cosine_similarity
from sklearn.neighbors import NearestNeighbors
from sklearn.preprocessing import MaxAbsScaler, MinMaxScaler, StandardScaler, normalize

warnings.simplefilter('error')
base = np.array([[1, 2, 4]])
seen = {}
for dtype, scales in ((np.float32, (1, 1e-6, 1e-7, 1e-10)), (np.float64, (1, 1e-7, 1e-14, 1e-16))):
    for scale in scales:
        row = (base * scale).astype(dtype)
        column = row.T
        seen[dtype, scale] = {
            'length after normalize': float(np.linalg.norm(normalize(row).astype(float))),
            'cosine with itself': float(cosine_similarity(row)[0, 0]),
            'cosine with itself, sparse': float(cosine_similarity(csr_matrix(row))[0, 0]),
            "scipy's cosine": 1 - float(cosine(row[0].astype(float), row[0].astype(float))),
            'MinMaxScaler': MinMaxScaler().fit_transform(column).ravel().tolist(),
            'MaxAbsScaler': MaxAbsScaler().fit_transform(column).ravel().tolist(),
            'StandardScaler': StandardScaler().fit_transform(column).ravel().tolist(),
        }
        told = lambda value: ', '.join(f'{x:.3g}' for x in np.ravel(value))
        print(f'(1, 2, 4) · {scale} as {dtype.__name__}: ' + '; '.join(f'{name} {told(value)}' for name, value in seen[dtype, scale].items()))

draw = np.random.default_rng(0)
directions = draw.normal(size=(50, 8))
gradients = np.concatenate([directions, directions + 0.01 * draw.normal(size=directions.shape)])
gradients *= draw.uniform(0.1, 1, (100, 1)) / np.linalg.norm(gradients, axis=1, keepdims=True)


def hits(size, dtype):
    small = (gradients * size).astype(dtype)
    others = NearestNeighbors(n_neighbors=1, metric='cosine', algorithm='brute').fit(small[50:]).kneighbors(small[:50])
    return int((others[1][:, 0] == np.arange(50)).sum()), float(others[0].min())


found_pairs = {(size, dtype): hits(size, dtype) for size in (1, 1e-5, 1e-6) for dtype in (np.float32, np.float64)}
for (size, dtype), (right, distance) in found_pairs.items():
    print(f'50 pairs of vectors that point the same way, up to {size} long, as {dtype.__name__}: the nearest by cosine is the right one {right} times; least distance {distance:.6f}')

lost = [(np.float32, 1e-7), (np.float32, 1e-10), (np.float64, 1e-16)]
close = lambda a, b: np.allclose(a, b, rtol=1e-3, atol=1e-5)
found = True
for key, values in seen.items():
    scale = key[1]
    found = found and close(values["scipy's cosine"], 1) and close(values['cosine with itself, sparse'], 1) and close(values['StandardScaler'], [-1.069, -0.267, 1.336])
    if key in lost:
        found = found and np.isclose(values['cosine with itself'], 21 * scale**2, rtol=1e-3, atol=0) and np.isclose(values['length after normalize'], 21**0.5 * scale, rtol=1e-3, atol=0)
        found = found and np.allclose(values['MinMaxScaler'], np.array([0, 1, 3]) * scale, rtol=1e-3, atol=0) and np.allclose(values['MaxAbsScaler'], np.array([1, 2, 4]) * scale, rtol=1e-3, atol=0)
    else:
        found = found and close(values['cosine with itself'], 1) and close(values['MinMaxScaler'], [0, 1 / 3, 1]) and close(values['MaxAbsScaler'], [0.25, 0.5, 1])
found = found and close(cosine_distances((base * 1e-7).astype(np.float32), (base * 1e-7).astype(np.float32) * 1.5), 1)
found = found and all(right == 50 for (size, dtype), (right, _) in found_pairs.items() if size != 1e-6 or dtype is np.float64) and found_pairs[1e-6, np.float32][0] < 25 and found_pairs[1e-6, np.float32][1] > 0.99
print('as found: short vectors are not normalized, and their cosine is 0' if found else 'CHANGED: expected vectors below 1.2e-6 in float32 and 2.2e-15 in float64 to be left as they are')
sys.exit(0 if found else 1)
PY
venv/bin/python try.py
