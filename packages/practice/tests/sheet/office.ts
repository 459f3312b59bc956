// LibreOffice as the judge of spreadsheets: opens files, works every formula anew, and hands back what it shows.
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
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

/** Opens a file in LibreOffice, works every formula anew, and reads back what it saves. */
export async function recalculated(bytes: Uint8Array): Promise<Shown> {
  const work = mkdtempSync(join(tmpdir(), 'dit-office-'))
  try {
    mkdirSync(join(work, 'profile', 'user'), { recursive: true })
    writeFileSync(join(work, 'profile', 'user', 'registrymodifications.xcu'), always)
    writeFileSync(join(work, 'book.xlsx'), bytes)
    const profile = `-env:UserInstallation=${pathToFileURL(join(work, 'profile')).href}`
    const args = [profile, '--headless', '--convert-to', 'xlsx', '--outdir', join(work, 'out'), join(work, 'book.xlsx')]
    const { status, stderr, error } = spawnSync('soffice', args, { encoding: 'utf8' })
    if (error || status !== 0) throw new Error(`soffice ended with ${status}: ${error?.message ?? stderr}`)
    const { sheets } = await readXlsx(readFileSync(join(work, 'out', 'book.xlsx')))
    return new Map(sheets.map(({ name, rows }) => [name, rows]))
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}
