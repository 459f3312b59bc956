#!/usr/bin/env bash
# tensorflow-cpu 2.21.0 (the newest release when this was seen), numpy 2.4.6.
#
# One would expect: the gradient of tf.math.cumprod says what differences say, at 0 as elsewhere, for a product is a smooth function; and
#   its last number, which is reduce_prod of the same list, has the gradient of reduce_prod, which TensorFlow has right.
# What happens: the products are divided by each factor, and where that is 0 the answer is 0 instead of NaN. Of 2, 0, 3 the sum of the
#   running products has the gradient 1, 0, 0 instead of 1, 8, 0; the last product of 2, 3, 0 has 0, 0, 0, where reduce_prod has 0, 0, 6. With
#   1e-9 in place of 0 it is right. exclusive=True and jit_compile=True do the same. Light along a ray, where each sample lets 1 − opacity
#   through: at an opacity of 0.999 the gradient by it is 0.555, at 1 it is 0.72, as if nothing lay behind. That it
#   is wrong was reported in 2026 (tensorflow#119430) and has been mended in the source since (#120282). The documentation says nothing.
# Who meets it: whoever learns a noise schedule, whose last factor is 0 where the end is to be pure noise, renders by opacities that a clip
#   or a ReLU brings to exactly 0 or 1, or multiplies masks along time: what is 0 stays 0, and that factor learns nothing of all that
#   comes after it. Random test data have no zeros. Multiply one factor at a time, or keep the factors at least 1e-6.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv "$work/venv"
venv/bin/pip install --quiet --disable-pip-version-check tensorflow-cpu==2.21.0 numpy==2.4.6

cat > try.py <<'PY'
import os
import sys

os.environ['TF_CPP_MIN_LOG_LEVEL'] = '3'
import numpy as np
import tensorflow as tf


def gradient(function, numbers, jit=False):
    x = tf.constant(numbers, tf.float64)

    def work(v):
        with tf.GradientTape() as tape:
            tape.watch(v)
            total = tf.reduce_sum(function(v))
        return tape.gradient(total, v)

    return (tf.function(work, jit_compile=True) if jit else work)(x).numpy()


def difference(function, numbers):
    at = np.array(numbers, float)
    moved = lambda step: float(tf.reduce_sum(function(tf.constant(at + step, tf.float64))))
    return np.array([(moved(step) - moved(-step)) / 2e-6 for step in np.eye(len(at)) * 1e-6])


def product(x):
    return tf.reduce_prod(x)


def running(x):
    return tf.math.cumprod(x)


def last(x):
    return tf.math.cumprod(x)[-1]


def before(x):
    return tf.math.cumprod(x, exclusive=True)


def kept(x):
    # the light that reaches a sample along a ray is what all samples before it let through; here each sample has a colour of its own
    return x * tf.math.cumprod(1 - x, exclusive=True) * tf.constant([0.1, 0.9, 0.5, 0.2], tf.float64)


cases = {
    'cumprod of 2, 0, 3': (running, [2, 0, 3]),
    'exclusive cumprod of 2, 0, 3': (before, [2, 0, 3]),
    'its last number, 2 · 3 · 0': (last, [2, 3, 0]),
    'reduce_prod of 2, 3, 0': (product, [2, 3, 0]),
    'cumprod of 2, 1e-9, 3': (running, [2, 1e-9, 3]),
    'light along a ray, opacities 0.2, 1, 0.3, 0.4': (kept, [0.2, 1, 0.3, 0.4]),
    'light along a ray, opacities 0.2, 0.999, 0.3, 0.4': (kept, [0.2, 0.999, 0.3, 0.4]),
}
seen = {}
for name, (function, numbers) in cases.items():
    seen[name] = found, jitted, right = gradient(function, numbers), gradient(function, numbers, jit=True), difference(function, numbers)
    print(f'{name}: gradient {found.round(4)}, compiled {jitted.round(4)}, by differences {right.round(4)}')

lost = ('cumprod of 2, 0, 3', 'exclusive cumprod of 2, 0, 3', 'its last number, 2 · 3 · 0', 'light along a ray, opacities 0.2, 1, 0.3, 0.4')
alike = lambda a, b: np.allclose(a, b, atol=1e-4)
found = all(alike(seen[name][0], seen[name][1]) and alike(seen[name][0], seen[name][2]) == (name not in lost) for name in cases)
found = found and seen[lost[0]][0].tolist() == [1, 0, 0] and alike(seen[lost[0]][2], [1, 8, 0]) and seen[lost[2]][0].tolist() == [0, 0, 0]
print('as found: a factor of 0 has no gradient in a running product' if found else 'CHANGED: expected a gradient of 0 for a factor of 0 in cumprod')
sys.exit(0 if found else 1)
PY
venv/bin/python try.py 2> err.txt || { cat err.txt; exit 1; }
