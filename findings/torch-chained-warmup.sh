#!/usr/bin/env bash
# torch 2.13.0 (CPU), numpy 2.4.6.
#
# One would expect: a warm-up chained with a decay is their product, in either order, for "each scheduler is applied one after the other on the
#   learning rate obtained by the one preceding it", as the documentation of torch.optim says of chaining "most" schedulers, by ChainedScheduler or
#   step by step; the rest would refuse. No step under a warm-up is larger than the full rate.
# What happens: so it is with CosineAnnealingLR, ExponentialLR, StepLR, MultiStepLR, PolynomialLR and MultiplicativeLR. LambdaLR and
#   CosineAnnealingWarmRestarts set the rate afresh from what it was at the beginning. With the warm-up first it is gone: 1, 0.98, 0.90 …, where 0.1,
#   0.27, 0.42 was to be. With the warm-up last each rate is the fresh one times this step's growth of the warm-up: from 0.1 in five steps it is 0.1,
#   2.73, 1.49, 1.10; from 0.001 in ten the second step is taken at 98 times the full rate. Neither says a word. (Of CosineAnnealingWarmRestarts with
#   MultiStepLR it is reported since 2024, pytorch#129565, open. ChainedScheduler asks for "chainable" schedulers; which are, the documentation does
#   not say.)
# Who meets it: whoever puts LinearLR before the schedule of a paper, written as a LambdaLR or with restarts: a run begins at the full rate, or at
#   many times of it, and diverges in the first hundred steps, which is just what the warm-up was to prevent. At the end of it all is right. Print
#   get_last_lr() of some steps; use SequentialLR, or put the warm-up into the lambda.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv "$work/venv"
venv/bin/pip install --quiet --disable-pip-version-check torch==2.13.0 numpy==2.4.6

cat > try.py <<'PY'
import sys
import warnings

import torch
from torch.optim import lr_scheduler as schedules

warnings.simplefilter('error')
STEPS = 12


def rates(make):
    optimiser = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=1.0)
    made, seen = make(optimiser), []
    for _ in range(STEPS):
        seen.append(optimiser.param_groups[0]['lr'])
        optimiser.step()
        for schedule in made:
            schedule.step()
    return seen


def warm(optimiser, start=0.1, steps=5):
    return schedules.LinearLR(optimiser, start, 1.0, steps)


decays = {
    'CosineAnnealingLR': lambda optimiser: schedules.CosineAnnealingLR(optimiser, 20),
    'ExponentialLR': lambda optimiser: schedules.ExponentialLR(optimiser, 0.95),
    'StepLR': lambda optimiser: schedules.StepLR(optimiser, 3, 0.5),
    'MultiStepLR': lambda optimiser: schedules.MultiStepLR(optimiser, [4], 0.5),
    'PolynomialLR': lambda optimiser: schedules.PolynomialLR(optimiser, 20),
    'MultiplicativeLR': lambda optimiser: schedules.MultiplicativeLR(optimiser, lambda step: 0.95),
    'LambdaLR': lambda optimiser: schedules.LambdaLR(optimiser, lambda step: 1 / (1 + 0.1 * step)),
    'CosineAnnealingWarmRestarts': lambda optimiser: schedules.CosineAnnealingWarmRestarts(optimiser, 10),
}
afresh = ('LambdaLR', 'CosineAnnealingWarmRestarts')
shown = lambda numbers: ' '.join(f'{number:.2f}' for number in numbers[:8])
close = lambda a, b: max(abs(x - y) for x, y in zip(a, b)) < 1e-3
found = True
ramp = rates(lambda optimiser: [warm(optimiser)])
for name, decay in decays.items():
    alone = rates(lambda optimiser: [decay(optimiser)])
    right = [a * b for a, b in zip(ramp, alone)]
    first = rates(lambda optimiser: [schedules.ChainedScheduler([warm(optimiser), decay(optimiser)])])
    last = rates(lambda optimiser: [schedules.ChainedScheduler([decay(optimiser), warm(optimiser)])])
    by_hand = rates(lambda optimiser: [warm(optimiser), decay(optimiser)])
    print(f'{name}: product {shown(right)}; warm-up first {shown(first)}; last {shown(last)}; stepped one after the other {shown(by_hand)}')
    lost = name in afresh
    found = found and close(first, right) == close(last, right) == (not lost) and by_hand == first
    found = found and (not lost or close(first, alone) and last[1] > 2.5)

steep = rates(lambda optimiser: [schedules.ChainedScheduler([decays['CosineAnnealingWarmRestarts'](optimiser), warm(optimiser, 0.001, 10)])])
print(f'a warm-up from 0.001 in ten steps, last: {shown(steep)}')
follow = rates(lambda optimiser: [schedules.SequentialLR(optimiser, [warm(optimiser), decays['CosineAnnealingWarmRestarts'](optimiser)], [5])])
whole = rates(lambda optimiser: [schedules.LambdaLR(optimiser, lambda step: min(1.0, 0.1 + 0.18 * step) / (1 + 0.1 * step))])
print(f'SequentialLR: {shown(follow)}; the warm-up within the lambda: {shown(whole)}')
found = found and 90 < steep[1] < 110 and close(follow[:6], ramp[:6]) and close(whole, [a * b for a, b in zip(ramp, rates(lambda optimiser: [decays['LambdaLR'](optimiser)]))])
print('as found: a warm-up is gone, or is multiplied into the rate' if found else 'CHANGED: expected no warm-up before, and far too large steps with it after, LambdaLR and CosineAnnealingWarmRestarts')
sys.exit(0 if found else 1)
PY
venv/bin/python try.py
