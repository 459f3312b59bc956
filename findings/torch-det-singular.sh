#!/usr/bin/env bash
# torch 2.13.0 (CPU), numpy 2.4.6.
#
# One would expect: the gradient of a determinant is the matrix of its cofactors, which a singular matrix has, too: of
#   [[1, 2], [2, 4]] it is [[4, −2], [−2, 1]], as the formula a·d − b·c says. create_graph=True keeps what is needed to go
#   on differentiating, and changes no gradient; forwards and backwards agree.
# What happens: backward() of torch.linalg.det gives 0 throughout where the determinant is exactly 0; of 1 … 9 in three rows, too, and of
#   a matrix of 4 × 4 with two equal rows. With create_graph=True, and by torch.func.jacrev, it is right to six digits. Forwards, by
#   jacfwd, it is 0. With 1e-12 added to one cell all are right. What is worked out is the determinant, 0, times an inverse that a small
#   number makes exist; what can be differentiated again takes another way. In a batch it is the same for the matrices that are singular.
#   Three points on a line that are to span a triangle of area 1 stay on it for ever by det, and by a·d − b·c are there in 200 steps. No
#   error. (It is reported, pytorch#104675, of 2023, closed; of 1 × 1 it was mended, #171225; that the right way was left for later is
#   said where it was written, #79487. That create_graph changes the answer, no report was found to say. The documentation says nothing.)
# Who meets it: whoever spans volumes by determinants: areas of triangles, tetrahedra of a mesh, volumes of sets of vectors that are to differ
#   (which begin as equal ones), W with det W = 1 that begins as zeros and ones: random matrices, as in a test, are never singular, and those
#   that one writes down are. What begins flat stays flat. Write 2 × 2 and 3 × 3 out, or ask by autograd.grad(…, create_graph=True).
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv "$work/venv"
venv/bin/pip install --quiet --disable-pip-version-check torch==2.13.0 numpy==2.4.6

cat > try.py <<'PY'
import sys

import numpy as np
import torch
from torch.func import jacfwd, jacrev
from torch.linalg import det

matrices = {
    '[[1, 2], [2, 4]]': [[1, 2], [2, 4]],
    '1 … 9': [[1, 2, 3], [4, 5, 6], [7, 8, 9]],
    'two equal rows': [[1, 2, 0, 1], [3, 1, 1, 0], [1, 2, 0, 1], [0, 1, 4, 2]],
    'nearly singular': [[1, 2], [2, 4 + 1e-12]],
    'not singular': [[1, 2], [3, 4]],
}


def cofactors(matrix):
    """The cofactors by their definition, from determinants one smaller."""
    size = len(matrix)
    minor = lambda i, j: np.linalg.det(np.delete(np.delete(matrix, i, 0), j, 1))
    return np.array([[(-1) ** (i + j) * minor(i, j) for j in range(size)] for i in range(size)])


seen = {}
for name, cells in matrices.items():
    matrix = torch.tensor(cells, dtype=torch.float64)
    right = cofactors(matrix.numpy())
    leaf, batch = matrix.clone().requires_grad_(), torch.stack([matrix, torch.eye(len(cells), dtype=torch.float64)]).requires_grad_()
    det(leaf).backward()
    det(batch).sum().backward()
    again = matrix.clone().requires_grad_()
    ways = {
        'backward': leaf.grad,
        'backward, in a batch': batch.grad[0],
        'jacfwd': jacfwd(det)(matrix),
        'create_graph=True': torch.autograd.grad(det(again), again, create_graph=True)[0].detach(),
        'jacrev': jacrev(det)(matrix),
    }
    seen[name] = {way: (float(np.abs(gradient.numpy() - right).max()), float(gradient.abs().max())) for way, gradient in ways.items()}
    shown = lambda gradient: ' '.join(f'{x + 0:.4g}' for x in np.ravel(gradient)[:4])
    print(f'{name}: determinant {float(det(matrix)):.3g}, cofactors {shown(right)} …; ' + '; '.join(f'{way} {shown(gradient)}' for way, gradient in ways.items()))


def spanned(area, steps=200, rate=0.05):
    """Three points on a line, moved until they span an area of 1."""
    points = torch.tensor([[0, 0], [1, 1], [2, 2]], dtype=torch.float64, requires_grad=True)
    for _ in range(steps):
        loss = (area(points[1:] - points[0]) / 2 - 1) ** 2
        (gradient,) = torch.autograd.grad(loss, points)
        points = (points - rate * gradient).detach().requires_grad_()
    points = points.detach()
    return float(area(points[1:] - points[0]) / 2)


by_det, by_formula = spanned(det), spanned(lambda sides: sides[0, 0] * sides[1, 1] - sides[0, 1] * sides[1, 0])
print(f'three points on a line, 200 steps towards an area of 1: {by_det:.4f} by det, {by_formula:.4f} by a·d − b·c')

singular = [name for name in matrices if name not in ('nearly singular', 'not singular')]
wrong, well = ('backward', 'backward, in a batch', 'jacfwd'), ('create_graph=True', 'jacrev')
found = all(seen[name][way][1] == 0 and seen[name][way][0] > 0.5 for name in singular for way in wrong)
found = found and all(seen[name][way][0] < 1e-5 for name in singular for way in well)
found = found and all(off < 1e-6 for name in matrices if name not in singular for off, _ in seen[name].values())
found = found and abs(by_det) < 1e-9 and abs(by_formula - 1) < 1e-3
print('as found: the gradient of a determinant of 0 is 0, unless it is to be differentiated again' if found
      else 'CHANGED: expected gradients of 0 by backward and cofactors by create_graph=True')
sys.exit(0 if found else 1)
PY
venv/bin/python try.py
