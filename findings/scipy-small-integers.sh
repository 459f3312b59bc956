#!/usr/bin/env bash
# scipy 1.17.1, numpy 2.4.6.
#
# One would expect: a mean, a t-test or a distance of whole numbers is that of the same numbers as floats: the answers are float64, np.mean of
#   bytes is, and ttest_ind, wilcoxon, pearsonr and cdist of scipy see to it. The paired test of fewer points after than before has a t below 0.
# What happens: some are worked out in the type of the data. tmean of the bytes 200 and 100 is 22; of 200,000 times 20,000 in int32 it
#   is −1474.8. kstat(x), an unbiased variance, is −11,328 of ten bytes where 618 is right. ttest_rel subtracts first: ten scores each
#   1 to 4 lower than before have t = 683 and p = 1.6e-22 instead of −7.0 and 0.00006, the interval of the difference goes from 252.6
#   to 254.2, and "greater" has p = 8e-23 instead of 0.99997; wilcoxon of the same two is right. distance.euclidean of two rows of 64
#   bytes that differ by 1 everywhere is 1465 where 8 is right, of two that have nothing in common 1193, so that a copy lies further
#   away than a stranger; cityblock is 8446 and chebyshev 255; cdist, pdist and sqeuclidean of the same bytes are right. No error, no
#   warning. (Of euclidean and cosine it is reported since 2019, scipy#9961, open; circmean had the like, #7255, mended. ttest_rel was
#   rewritten in 2024, #20883, for other reasons; of it, tmean and kstat no report was found. The documentation says nothing.)
# Who meets it: whoever compares pixels, marks, ratings or counts that were kept small on their way through pictures,
#   Parquet or HDF5: a treatment that harms "helps, p < 1e-20", nearest frames are the furthest. Where no difference is
#   below 0 and sums are small, as in a test, all are right. Convert first: x.astype(float).
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv "$work/venv"
venv/bin/pip install --quiet --disable-pip-version-check scipy==1.17.1 numpy==2.4.6

cat > try.py <<'PY'
import sys
import warnings

import numpy as np
from scipy import stats
from scipy.spatial import distance

warnings.simplefilter('error')
before = np.array([120, 88, 140, 61, 97, 133, 75, 110, 90, 102], np.uint8)
after = np.array([117, 86, 136, 60, 93, 131, 72, 108, 86, 101], np.uint8)
floats = before.astype(float), after.astype(float)
draw = np.random.default_rng(0)
frame, stranger = draw.integers(0, 256, (2, 64), np.uint8)
copy = np.where(frame < 128, frame + 1, frame - 1).astype(np.uint8)


def tests(first, second):
    paired = stats.ttest_rel(second, first)
    return {
        't': paired.statistic,
        'p': paired.pvalue,
        'p for greater': stats.ttest_rel(second, first, alternative='greater').pvalue,
        'from': paired.confidence_interval().low,
        'to': paired.confidence_interval().high,
        "Wilcoxon's p": stats.wilcoxon(second, first).pvalue,
        'unpaired t': stats.ttest_ind(second, first).statistic,
        'correlation': stats.pearsonr(second, first).statistic,
        'tmean': stats.tmean(first),
        'np.mean': first.mean(),
        'kstat': stats.kstat(first),
    }


by_bytes, by_floats = tests(before, after), tests(*floats)
for name in by_bytes:
    print(f'{name}: {by_bytes[name]:.6g} of bytes, {by_floats[name]:.6g} of floats')
two, seconds = np.array([200, 100], np.uint8), np.full(200_000, 20_000, np.int32)
means = stats.tmean(two), stats.tmean(two.astype(float)), stats.tmean(seconds), seconds.mean()
print(f'tmean of 200 and 100: {means[0]} of bytes, {means[1]} of floats; of 200,000 times 20,000: {means[2]:.1f} of int32, np.mean {means[3]:.1f}')
distances = {}
for name, other in (('its copy, off by 1', copy), ('a stranger', stranger)):
    for metric in ('euclidean', 'cityblock', 'chebyshev'):
        alone, of_floats = getattr(distance, metric)(frame, other), getattr(distance, metric)(frame.astype(float), other.astype(float))
        matrix, condensed = distance.cdist(frame[None], other[None], metric)[0, 0], distance.pdist(np.stack([frame, other]), metric)[0]
        distances[name, metric] = float(alone), float(of_floats), float(matrix), float(condensed)
        print(f'{metric} of a frame and {name}: {float(alone):.1f} of bytes, {of_floats:.1f} of floats; cdist {matrix:.1f} and pdist {condensed:.1f} of bytes')
squares = float(distance.sqeuclidean(frame, copy))
print(f'sqeuclidean of a frame and its copy: {squares} of bytes')

same = lambda name: np.isclose(by_bytes[name], by_floats[name], rtol=1e-9)
found = by_bytes['t'] > 600 and -7.1 < by_floats['t'] < -6.9 and by_bytes['p for greater'] < 1e-20 and by_floats['p for greater'] > 0.999 and by_bytes['from'] > 250
found = found and all(same(name) for name in ("Wilcoxon's p", 'unpaired t', 'correlation', 'np.mean')) and by_bytes['kstat'] < -10_000 and abs(by_floats['kstat'] - before.var(ddof=1)) < 1e-6
found = found and means[0] == 22 and means[1] == 150 and -1475 < means[2] < -1474 and means[3] == 20_000 and abs(by_bytes['tmean'] - 24.8) < 1e-9 and squares == 64
found = found and distances['its copy, off by 1', 'euclidean'][0] > distances['a stranger', 'euclidean'][0] > 1000 and distances['its copy, off by 1', 'euclidean'][1] == 8
found = found and all(alone != right and np.isclose(right, matrix) and np.isclose(right, condensed) for (name, _), (alone, right, matrix, condensed) in distances.items() if name.startswith('its'))
print('as found: of small whole numbers means, paired tests and distances run over' if found else 'CHANGED: expected tmean, kstat, ttest_rel and distance.euclidean of bytes to run over, and those of floats not to')
sys.exit(0 if found else 1)
PY
venv/bin/python try.py
