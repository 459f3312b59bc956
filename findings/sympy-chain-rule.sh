#!/usr/bin/env bash
# sympy 1.14.0; beside it numpy 2.4.6, for differences.
#
# One would expect: expression.diff(X) and Derivative(expression, X).doit() are two spellings of one thing. For a number made from a
#   matrix, tr(AX), both give Aᵀ; of its logarithm the gradient is Aᵀ / tr(AX), and what cannot be worked out stays a Derivative.
# What happens: .diff, and diff(…), of a function of a trace or a determinant is 0: log, exp, sin, tanh, 1/tr(AX), log det X, which is a
#   plain 0 of no shape. Of a product or a quotient the part that is such a function is held still: d tr(AX)/tr(X) is Aᵀ/tr(X),
#   with no second term, in both spellings; and the loss log(1 + exp(−tr(b xᵀ))) is 0 in both. Of a single function around a trace
#   Derivative is right, and tr(AX)**2 is in both, as is diff of the trace alone. No error, no warning.
# Who meets it: whoever has gradients by matrices worked out for a worksheet or a check: a loss with a logarithm or a ratio is said
#   to be at its minimum everywhere. That a sum of traces may give 0 is reported (sympy#26585, #27406), and that log det has an error
#   (#28618); of functions and quotients no report was found. Write the matrix out, X.as_explicit(), and differentiate by
#   its cells, which is right for all of these.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv "$work/venv"
venv/bin/pip install --quiet --disable-pip-version-check sympy==1.14.0 numpy==2.4.6

cat > try.py <<'PY'
import sys

import numpy as np
from sympy import Derivative, Determinant, Matrix, MatrixSymbol, Trace, diff, exp, log, sin

n = 2
A, X, b, x = MatrixSymbol('A', n, n), MatrixSymbol('X', n, n), MatrixSymbol('b', n, 1), MatrixSymbol('x', n, 1)
numbers = {A: Matrix([[2, 1], [1, 3]]), X: Matrix([[4, 1], [2, 3]]), b: Matrix([1, 2]), x: Matrix([3, -1])}


def written_out(expression):
    for symbol in numbers:
        expression = expression.subs(symbol, symbol.as_explicit()) if expression.has(symbol) else expression
    return expression.doit()


def by_cells(expression, variable):
    known = {cell: value for symbol in numbers for cell, value in zip(symbol.as_explicit(), numbers[symbol])}
    return np.array([[float(written_out(expression).diff(cell).subs(known))] for cell in variable.as_explicit()]).reshape(variable.shape)


def by_differences(expression, variable):
    def at(i, j, step):
        moved = numbers[variable].copy()
        moved[i, j] += step
        return float(expression.subs({**numbers, variable: moved}).doit())

    return np.array([[(at(i, j, 1e-5) - at(i, j, -1e-5)) / 2e-5 for j in range(variable.shape[1])] for i in range(variable.shape[0])])


def value(gradient):
    return np.array(gradient.subs(numbers).doit(), dtype=float)


def judged(got, right):
    if not got.any():
        return 'zero'
    return 'right' if got.shape == right.shape and np.allclose(got, right) else 'wrong'


cases = {
    'log': (log(Trace(A * X)), X, 'zero', 'right'),
    'exp': (exp(Trace(A * X) / 10), X, 'zero', 'right'),
    'sin': (sin(Trace(A * X)), X, 'zero', 'right'),
    'reciprocal': (1 / Trace(A * X), X, 'zero', 'right'),
    'log det': (log(Determinant(X)), X, 'zero', 'left'),
    'quotient': (Trace(A * X) / Trace(X), X, 'wrong', 'wrong'),
    'product': (Trace(A * X) * exp(Trace(X) / 10), X, 'wrong', 'wrong'),
    'loss': (log(1 + exp(-Trace(b * x.T))), x, 'zero', 'zero'),
    'trace': (Trace(A * X), X, 'right', 'refused'),
    'square': (Trace(A * X) ** 2, X, 'right', 'right'),
}
found = True
for name, (expression, variable, want, want_other) in cases.items():
    right = by_cells(expression, variable)
    found = found and np.allclose(right, by_differences(expression, variable), rtol=1e-4, atol=1e-8)
    said = []
    for ask, expected in ((lambda: diff(expression, variable), want), (lambda: Derivative(expression, variable).doit(), want_other)):
        try:
            gradient = ask()
        except NotImplementedError:
            gradient, kind = 'NotImplementedError', 'refused'
        else:
            kind = 'left' if gradient.has(Derivative) else judged(value(gradient), right)
        found = found and kind == expected
        said.append(f'{gradient} ({kind})')
    print(f'{expression} by {variable}: diff says {said[0]}, Derivative {said[1]}; its cells {np.round(right, 4).tolist()}')

print('as found: what stands around a trace is not differentiated' if found else 'CHANGED: expected diff of log(tr(AX)) to be 0, and of a quotient one term')
sys.exit(0 if found else 1)
PY
venv/bin/python try.py
