#!/usr/bin/env bash
# fili 2.0.3 (Fili.js), Node 24. What is right is a sine that is sent through the filter and measured.
#
# One would expect: FirCoeffs' bandstop({ order, Fs, F1, F2 }) lets through what is below F1 and above F2 and takes out what lies between, as bandpass with the
#   same numbers lets that through and takes out the rest.
# What happens: it doubles what it should stop. From 100 to 200 Hz at 1000 a second, of order 100, a tone of 1 at 150 Hz comes out as 2.003, one at 20, 50,
#   250 or 400 as 1. Of order 101 it is the bandpass: 1.003 at 150 and 0 at all others. A hum of 0.5 at 50 Hz, taken out by order 400 from 45 to 55 Hz,
#   is 1.00 afterwards. bandpass, lowpass and highpass are right, and so are the IIR filters of CalcCascades. It is as if the band were added to the
#   signal instead of taken from it: lowpass up to F1 and highpass from F2, coefficient by coefficient added up, is a bandstop, 0.003 at 150. The
#   documentation lists it among the FIR filters and asks for F1 and F2; no report was found.
# Who meets it: whoever takes hum of the mains or a flicker of the light out of a signal: there is twice as much of it, which looks like a bad recording.
#   Draw the answer of a filter before it is used; add lowpass and highpass of one even order up, or take CalcCascades.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
printf '{ "private": true, "type": "module" }\n' > package.json
npm install --no-audit --no-fund --silent --ignore-scripts --save-exact fili@2.0.3 >/dev/null

cat > try.mjs <<'JS'
import Fili from 'fili'

const rate = 1000
const seconds = 4
const fir = new Fili.FirCoeffs()
const iir = new Fili.CalcCascades()
// the amplitude of a tone of 1, after the filter has settled: √2 times the root of the mean of squares over whole periods
function tone(filter, frequency) {
  const out = Array.from({ length: rate * seconds }, (_, i) => filter.singleStep(Math.sin(2 * Math.PI * frequency * i / rate))).slice(rate * (seconds - 1))
  return Math.SQRT2 * Math.sqrt(out.reduce((sum, x) => sum + x * x, 0) / out.length)
}
const asked = [20, 50, 150, 250, 400]
const show = list => list.map(x => x.toFixed(3)).join(' ')
let found = true
const far = (list, other) => list.some((x, i) => Math.abs(x - other[i]) > 0.02)
console.log(`amplitudes of tones of 1 at ${asked.join(', ')} Hz`)
for (const order of [100, 101, 200, 201]) {
  const stopped = asked.map(f => tone(new Fili.FirFilter(fir.bandstop({ order, Fs: rate, F1: 100, F2: 200 })), f))
  const passed = asked.map(f => tone(new Fili.FirFilter(fir.bandpass({ order, Fs: rate, F1: 100, F2: 200 })), f))
  console.log(`order ${order}: bandstop from 100 to 200 Hz ${show(stopped)}; bandpass ${show(passed)}`)
  found &&= !far(passed, [0, 0, 1, 0, 0]) && !far(stopped, order % 2 === 0 ? [1, 1, 2, 1, 1] : [0, 0, 1, 0, 0])
}
// one that is right, made of two that are: what is below, and what is above
const low = fir.lowpass({ order: 100, Fs: rate, Fc: 100 })
const high = fir.highpass({ order: 100, Fs: rate, Fc: 200 })
const sum = asked.map(f => tone(new Fili.FirFilter(low.map((x, i) => x + high[i])), f))
const cascade = asked.map(f => tone(new Fili.IirFilter(iir.bandstop({ order: 2, characteristic: 'butterworth', Fs: rate, Fc: 141, BW: 1, gain: 0, preGain: false })), f))
console.log(`lowpass and highpass added up: ${show(sum)}; the IIR bandstop about 141 Hz: ${show(cascade)}`)
found &&= !far(sum, [1, 1, 0, 1, 1]) && cascade[2] < 0.1 && cascade[0] > 0.95

// hum of 50 Hz, and what is left of it
const list = Array.from({ length: rate * seconds }, (_, i) => Math.sin(2 * Math.PI * 5 * i / rate) + 0.5 * Math.sin(2 * Math.PI * 50 * i / rate))
const filter = new Fili.FirFilter(fir.bandstop({ order: 400, Fs: rate, F1: 45, F2: 55 }))
const clean = list.map(x => filter.singleStep(x)).slice(rate * 2)
const part = (data, f) => 2 / data.length * Math.hypot(data.reduce((s, x, i) => s + x * Math.cos(2 * Math.PI * f * i / rate), 0), data.reduce((s, x, i) => s + x * Math.sin(2 * Math.PI * f * i / rate), 0))
console.log(`a signal of 1 at 5 Hz with a hum of 0.5 at 50 Hz, the hum taken out by order 400 from 45 to 55 Hz: ${part(clean, 5).toFixed(3)} and ${part(clean, 50).toFixed(3)}`)
found &&= part(clean, 50) > 0.9
if (found) console.log('as found: what is to be stopped is doubled, or all but it is stopped')
else {
  console.log('CHANGED: expected 2 inside the band of a bandstop of even order, and a bandpass of odd order')
  process.exitCode = 1
}
JS
npx -y -p node@24.21.0 node try.mjs
