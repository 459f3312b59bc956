// LibreOffice as the judge of spreadsheets: opens files, works every formula anew, and hands back what it shows.
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { inflateRawSync } from 'node:zlib'
import { type CellValue, readXlsx } from 'hucre/xlsx'

/** Whether LibreOffice is here. */
export const hasOffice: boolean = spawnSync('soffice', ['--version'], { encoding: 'utf8' }).status === 0

/** Why tests without it are skipped. */
export const withoutOffice = 'soffice (LibreOffice Calc) is not here: spreadsheets are not recalculated by it'

/** What stands in each sheet of a file, by name and row. */
export type Shown = ReadonlyMap<string, readonly (readonly CellValue[])[]>

/** A profile in which every formula is worked anew when a file is opened, whatever was kept beside it. */
const always = `<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>`

/** Opens files in one run of LibreOffice, works every formula anew, and reads back what it saves: the sheets of each. */
export async function recalculated(files: readonly Uint8Array[]): Promise<readonly Shown[]> {
  const shown: Shown[] = []
  for (const bytes of converted(files, 'xlsx')) {
    const { sheets } = await readXlsx(bytes)
    shown.push(new Map(sheets.map(({ name, rows }) => [name, rows])))
  }
  return shown
}

/** A file as LibreOffice prints it: a PDF. */
export const printed = (file: Uint8Array): Uint8Array => {
  const [bytes] = converted([file], 'pdf')
  if (!bytes) throw new RangeError('nothing was printed')
  return bytes
}

/** A file as LibreOffice saves it. */
export const resaved = (file: Uint8Array): Uint8Array => {
  const [bytes] = converted([file], 'xlsx')
  if (!bytes) throw new RangeError('nothing was saved')
  return bytes
}

function converted(files: readonly Uint8Array[], to: 'xlsx' | 'pdf'): readonly Uint8Array[] {
  const work = mkdtempSync(join(tmpdir(), 'dit-office-'))
  try {
    mkdirSync(join(work, 'profile', 'user'), { recursive: true })
    writeFileSync(join(work, 'profile', 'user', 'registrymodifications.xcu'), always)
    const names = files.map((_, i) => `book${i}`)
    for (const [i, bytes] of files.entries()) writeFileSync(join(work, `book${i}.xlsx`), bytes)
    const profile = `-env:UserInstallation=${pathToFileURL(join(work, 'profile')).href}`
    const args = [profile, '--headless', '--convert-to', to, '--outdir', join(work, 'out')]
    const { status, stderr, error } = spawnSync(
      'soffice',
      [...args, ...names.map(name => join(work, `${name}.xlsx`))],
      {
        encoding: 'utf8',
      },
    )
    if (error || status !== 0) throw new Error(`soffice ended with ${status}: ${error?.message ?? stderr}`)
    return names.map(name => readFileSync(join(work, 'out', `${name}.${to}`)))
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

/** A part of a file as it is written, by its name in the list at the end of the archive. */
export function partOf(file: Uint8Array, name: string): string {
  const bytes = Buffer.from(file)
  for (let at = bytes.readUInt32LE(bytes.lastIndexOf('PK\x05\x06') + 16); bytes.readUInt32LE(at) === 0x02014b50; ) {
    const [size, named, extra, comment] = [
      bytes.readUInt32LE(at + 20),
      ...[28, 30, 32].map(by => bytes.readUInt16LE(at + by)),
    ]
    const start = bytes.readUInt32LE(at + 42)
    if (named === undefined || extra === undefined || comment === undefined) break
    if (bytes.toString('utf8', at + 46, at + 46 + named) === name) {
      const data = start + 30 + bytes.readUInt16LE(start + 26) + bytes.readUInt16LE(start + 28)
      return inflateRawSync(bytes.subarray(data, data + size)).toString('utf8')
    }
    at += 46 + named + extra + comment
  }
  throw new RangeError(`there is no ${name} in the file`)
}
