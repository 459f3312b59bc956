#!/usr/bin/env bash
# torch 2.13.0 (CPU), numpy 2.4.6.
#
# One would expect: LKJCholesky(3, 1.0).sample() makes correlation matrices that are spread evenly over all there are, as
#   its documentation says of a concentration of 1; so all three correlations of a matrix have the same law, with a
#   variance of 1/4, and which variable comes first does not matter. At any size the variance is 1 / (2·concentration +
#   size − 1), as the paper that the documentation names has it. sample and log_prob are of one distribution.
# What happens: with 2 variables it is so. With 3 the variances are 0.25, 0.30 and 0.30, and the determinant is 0.30 on the average
#   instead of 0.375; beyond 0.8, where 10.4 % of each correlation should lie, there are 10.4, 14.4 and 14.4 %. With 10 variables all
#   but the first correlation have variances of 0.10 to 0.13 where 1/11 is right, and the logarithm of the determinant is −10.6 instead
#   of −7.7. In row i the share of the squares is drawn with i − ½ where i/2 belongs, which is one number only for i = 1. log_prob is
#   right: of a matrix of 3, to six digits, that of the even spread; so is a sample made with i/2. No error. (The sampler was taken over
#   from NumPyro, pytorch#48798, where the half stands elsewhere; of torch no report was found. Of other concentrations it is the same.)
# Who meets it: whoever draws correlations to simulate data, or looks at what a model believes before it sees any (Pyro's LKJCholesky is
#   this one): correlations are too strong, and simulation-based calibration says of a right sampler that it is wrong. What is inferred
#   by log_prob is right, and 2 variables, as in a test, are too. Make rows by y ~ Beta(i/2, concentration + (size − 1 − i)/2), as below.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv "$work/venv"
venv/bin/pip install --quiet --disable-pip-version-check torch==2.13.0 numpy==2.4.6

cat > try.py <<'PY'
import math
import sys

import numpy as np
import torch
from torch.distributions import Beta, LKJCholesky

torch.manual_seed(0)


def by_half(size, concentration, count):
    """Cholesky factors made row by row: a direction on a sphere, and a length whose square is Beta(i/2, …)."""
    factor = torch.zeros(count, size, size, dtype=torch.float64)
    factor[:, 0, 0] = 1
    for i in range(1, size):
        squares = Beta(torch.tensor(i / 2), torch.tensor(concentration + (size - 1 - i) / 2)).sample((count, 1))
        way = torch.randn(count, i, dtype=torch.float64)
        factor[:, i, :i] = squares.sqrt() * way / way.norm(dim=1, keepdim=True)
        factor[:, i, i] = (1 - squares[:, 0]).clamp(min=0).sqrt()
    return factor


def told(factor):
    size = factor.shape[-1]
    correlations = factor @ factor.mT
    below = [correlations[:, i, j] for i in range(size) for j in range(i)]
    diagonal = factor.diagonal(dim1=1, dim2=2).double()
    return {
        'variances': np.array([float(r.double().var()) for r in below]),
        'beyond 0.8': np.array([float((r.abs() > 0.8).double().mean()) for r in below]),
        'determinant': float(diagonal.prod(1).square().mean()),
        'log determinant': float(2 * diagonal.log().sum(1).mean()),
    }


seen = {}
for size, concentration, count in ((2, 1.0, 400_000), (3, 1.0, 400_000), (3, 4.0, 400_000), (10, 1.0, 60_000)):
    right = 1 / (2 * concentration + size - 1)
    for way, factor in (('sample', LKJCholesky(size, concentration).sample((count,))), ('with i/2', by_half(size, concentration, count))):
        seen[size, concentration, way] = is_ = told(factor)
        shown = ' '.join(f'{v:.4f}' for v in is_['variances'][:6])
        beyond = ' '.join(f'{v:.4f}' for v in is_['beyond 0.8'][:6])
        print(f'size {size}, concentration {concentration}, {way}: variances {shown} where {right:.4f} is right (greatest {is_["variances"].max():.4f}); '
              f'beyond 0.8 {beyond}; determinant {is_["determinant"]:.4f}, its logarithm {is_["log determinant"]:.2f}')

draw = np.random.default_rng(0).uniform(-1, 1, (400_000, 3))
matrices = np.empty((len(draw), 3, 3))
matrices[:] = np.eye(3)
for k, (i, j) in enumerate(((1, 0), (2, 0), (2, 1))):
    matrices[:, i, j] = matrices[:, j, i] = draw[:, k]
even = matrices[np.linalg.det(matrices) > 1e-6]
print('an even spread, by rejection: variances ' + ' '.join(f'{even[:, i, j].var():.4f}' for i, j in ((1, 0), (2, 0), (2, 1)))
      + f'; beyond 0.8 {(abs(even[:, 2, 1]) > 0.8).mean():.4f}; determinant {np.linalg.det(even).mean():.4f}')
factor = torch.from_numpy(np.linalg.cholesky(even[:1000]))
density = LKJCholesky(3, torch.tensor(1.0, dtype=torch.float64)).log_prob(factor)
by_volume = factor[:, 1, 1].log() - math.log(math.pi**2 / 2)
print(f'log_prob is off from that of the even spread by at most {(density - by_volume).abs().max():.1e}')

close = lambda a, b, by: bool(np.all(np.abs(np.asarray(a) - b) < by))
three, ten = seen[3, 1.0, 'sample'], seen[10, 1.0, 'sample']
found = close(three['variances'], [0.25, 0.3, 0.3], 0.004) and close(three['determinant'], 0.3, 0.004) and close(three['beyond 0.8'], [0.104, 0.144, 0.144], 0.004)
found = found and close(ten['variances'][0], 1 / 11, 0.004) and ten['variances'].max() > 0.115 and abs(ten['log determinant'] + 10.6) < 0.1 and abs(seen[10, 1.0, 'with i/2']['log determinant'] + 7.74) < 0.1
found = found and seen[3, 4.0, 'sample']['variances'][1:].min() > 0.11 and (density - by_volume).abs().max() < 1e-6
found = found and close(seen[2, 1.0, 'sample']['variances'], 1 / 3, 0.004) and close(even.var(0)[[1, 2, 2], [0, 0, 1]], 0.25, 0.004)
for size, concentration in ((2, 1.0), (3, 1.0), (3, 4.0), (10, 1.0)):
    found = found and close(seen[size, concentration, 'with i/2']['variances'], 1 / (2 * concentration + size - 1), 0.004)
print('as found: from the third variable on the correlations drawn are not those of LKJ' if found
      else 'CHANGED: expected variances of 0.25, 0.30 and 0.30 from sample, and 0.25 throughout for an even spread')
sys.exit(0 if found else 1)
PY
venv/bin/python try.py
