// Files that a command reads where the user stands, and why one cannot be read.

import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { encodingOf } from '@dit-by-hand/graph/encoding'
import { reasonOf } from '@dit-by-hand/graph/reason'
import { whyNotJson } from '@dit-by-hand/spec/not-json'
import { type Io, UsageError } from './io.ts'

/** The code of an error of the system; '' of any other. */
export const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : '')

const reasons: { readonly [code: string]: string } = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'a part of the path is a file, not a folder',
  EACCES: 'you have no permission to read it',
  EPERM: 'you have no permission to read it',
  EISDIR: 'it is a folder; name a file inside it',
  ELOOP: 'its links form a loop',
  ENAMETOOLONG: 'the name is too long',
}

/** Why a file of this name cannot be read. */
export function unreadable(named: string, error: unknown): UsageError {
  const shown = named.length > 200 ? `${named.slice(0, 200)}…` : named
  return new UsageError(`${shown} cannot be read: ${reasons[codeOf(error)] ?? reasonOf(error)}.`)
}

/** The bytes of a file. @throws {UsageError} why it cannot be read */
export async function bytesIn(path: string, { cwd }: Io): Promise<Uint8Array> {
  try {
    return await readFile(resolve(cwd, path))
  } catch (error) {
    throw unreadable(path, error)
  }
}

/** The text of a file. @throws {UsageError} why it cannot be read */
export const textIn = async (path: string, io: Io): Promise<string> => textOf(await bytesIn(path, io), path)

/** Bytes as text. @throws {UsageError} where they are none */
export function textOf(bytes: Uint8Array, named: string): string {
  try {
    return new TextDecoder(encodingOf(bytes), { fatal: true }).decode(bytes)
  } catch (error) {
    if (error instanceof TypeError) throw new UsageError(`${named} is not text in UTF-8.`)
    throw error
  }
}

/** What a file of JSON holds. @throws {UsageError} why it cannot be read, or that it is no JSON */
export async function jsonIn(path: string, io: Io): Promise<unknown> {
  const text = await textIn(path, io)
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) throw new UsageError(`${path} is not JSON: ${whyNotJson(text, error)}.`)
    throw error
  }
}
