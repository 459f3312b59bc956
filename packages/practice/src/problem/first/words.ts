// What the problems are about: prompts of three short words, in which no word comes twice.

/** Subject, verb, place. Only ever add: what a seed draws depends on how many there are. */
export const prompts: readonly string[] = [
  'rain is coming',
  'lamp over harbor',
  'moon meets river',
  'kite in wind',
  'train leaves town',
  'snow on roofs',
  'fox crosses field',
  'boat finds shore',
  'clouds hide sun',
  'candle in window',
  'waves reach sand',
  'stars above desert',
  'fog fills valley',
  'leaf on water',
  'lights below bridge',
  'owl at midnight',
]
