// A model in several files with an index of their tensors, read as if it were one file.
import { CheckpointError } from './dtype.ts'
import { type Place, shownName } from './header.ts'
import { isFields, parsed } from './json.ts'
import { headOf } from './safetensors.ts'
import { endsEarly, inMemory, type Source } from './source.ts'
import { readHeader } from './stream.ts'

/**
 * Joins shards.
 * @param index the text of `model.safetensors.index.json`
 * @param open a shard, by its path from the folder of the index
 * @throws {CheckpointError} where the index is damaged, leaves its folder, or disagrees with the shards
 */
export async function sharded(index: string, open: (path: string) => Promise<Source>): Promise<Source> {
  const { metadata, listed } = indexFrom(index)
  const places = new Map<string, Place>()
  const parts: Part[] = []
  let reached = 0
  for (const shard of new Set(listed.values())) {
    const source = await open(shard)
    const header = await readHeader(source).catch((error: unknown) => {
      throw error instanceof CheckpointError ? new CheckpointError(`${shownName(shard)}: ${error.message}`) : error
    })
    for (const [key, text] of Object.entries(header.metadata)) {
      if (Object.hasOwn(metadata, key) && metadata[key] !== text)
        throw new CheckpointError(`${shownName(shard)} has other metadata ${shownName(key)} than what lies beside it`)
      metadata[key] = text
    }
    for (const place of header.places) {
      const home = listed.get(place.name)
      if (home !== shard)
        throw new CheckpointError(
          `${shownName(shard)} has ${shownName(place.name)}, which the index ${home === undefined ? 'does not list' : `says is in ${shownName(home)}`}`,
        )
      places.set(place.name, { ...place, begin: reached + place.begin, end: reached + place.end })
    }
    const size = source.size - header.dataStart
    parts.push({ source, from: header.dataStart, size })
    reached += size
  }
  for (const [name, shard] of listed)
    if (!places.has(name))
      throw new CheckpointError(`the index says that ${shownName(name)} is in ${shownName(shard)}; it is not there`)
  const head = inMemory(headOf(metadata, [...places.values()]))
  return joined([{ source: head, from: 0, size: head.size }, ...parts])
}

/** Bytes of a source, from one of them on. */
interface Part extends Pick<Source, 'size'> {
  readonly source: Source
  readonly from: number
}

/** Parts one after the other. */
function joined(parts: readonly Part[]): Source {
  const whole = parts.reduce((total, { size }) => total + size, 0)
  return {
    size: whole,
    async read(at, into) {
      if (at + into.byteLength > whole) throw endsEarly(whole)
      let begin = 0
      for (const { source, from, size } of parts) {
        const [first, last] = [Math.max(at, begin), Math.min(at + into.byteLength, begin + size)]
        if (first < last) await source.read(from + first - begin, into.subarray(first - at, last - at))
        begin += size
      }
    },
  }
}

/** The metadata of an index that are text, as a file's are, and the shard of each tensor. */
function indexFrom(index: string) {
  const value = parsed(index, 'the index of the shards')
  const { weight_map: map, metadata } = isFields(value) ? value : {}
  if (!isFields(map) || Object.keys(map).length === 0)
    throw new CheckpointError('this JSON is no index of shards: its weight_map must name the file of each tensor')
  const listed = new Map(
    Object.entries(map).map(([name, shard]) => {
      if (typeof shard !== 'string' || shard === '')
        throw new CheckpointError(`the index does not name the file of ${shownName(name)}`)
      if (/^([/\\]|[a-z]:)/i.test(shard) || shard.split(/[/\\]/).includes('..'))
        throw new CheckpointError(`the index puts ${shownName(name)} outside its folder, in ${shownName(shard)}`)
      return [name, shard]
    }),
  )
  const texts = Object.entries(isFields(metadata) ? metadata : {}).flatMap(([key, text]) =>
    typeof text === 'string' ? [[key, text] as const] : [],
  )
  return { listed, metadata: Object.fromEntries(texts) }
}
