// All benches, in the order in which they run. Add new ones here.
import { float32Benches } from './float32.ts'
import { lawBenches } from './laws.ts'
import { lessonBenches } from './lesson.ts'
import type { Bench } from './measure.ts'
import { practiceBenches } from './practice.ts'
import { repaintBenches } from './repaint.ts'
import { siteBenches } from './site.ts'
import { startBenches } from './start.ts'
import { worksheetBenches } from './worksheet.ts'

export const benches: readonly Bench[] = [
  ...startBenches,
  ...lessonBenches,
  ...lawBenches,
  ...float32Benches,
  ...practiceBenches,
  ...worksheetBenches,
  ...repaintBenches,
  ...siteBenches,
]
