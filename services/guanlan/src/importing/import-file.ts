import type { PlaceConfig, SourceColumns } from '@guanlan/contracts'
import { AppError } from '@guanlan/kernel'
import { rowMapper } from './map-rows.js'
import { pushRows, sum, type Pushed, type PushTarget, type RowItem } from './push-rows.js'
import { readCsv } from './read-csv.js'
import { readXlsx } from './read-xlsx.js'

export interface ImportJob {
  readonly file: string
  /** Of an .xlsx; default the first. */
  readonly sheet?: string | undefined
  readonly source: string
  readonly columns: SourceColumns
  readonly places: readonly PlaceConfig[]
  readonly target: PushTarget
  /** Told after each batch. */
  readonly onProgress?: (rows: number, pushed: Pushed) => void
}

export interface Imported extends Pushed {
  /** Rows below the headings that hold anything. */
  readonly rows: number
  readonly unknownPlaces: readonly string[]
}

/** Items and characters of one request: well below what the office takes (500 items, 16 MB). */
const batch = { items: 200, characters: 1_000_000 }

/**
 * Reads an export file row by row and pushes what it holds, in batches, as it goes: of a CSV file only one batch is in
 * memory, and the ids. Bad rows are set aside with their reasons. Throws `usage`: the file cannot be read, columns are
 * missing, nobody takes the items. What stands before the place where a file breaks off goes in (`details.broken`).
 */
export async function importFile(job: ImportJob): Promise<Imported> {
  const mapper = rowMapper(job.source, job.columns, job.places)
  let pushed: Pushed = { accepted: 0, changed: 0, duplicates: 0, refused: [] }
  let waiting: RowItem[] = []
  let characters = 0
  let rows = 0
  const flush = async () => {
    pushed = sum(pushed, await pushRows(job.target, waiting))
    waiting = []
    characters = 0
    job.onProgress?.(rows, pushed)
  }
  const refused: { row: number; problem: string }[] = []
  const table = /\.xls[xm]?$/i.test(job.file) ? readXlsx(job.file, job.sheet) : readCsv(job.file)
  try {
    for await (const row of table) {
      const mapped = mapper.map(row)
      if (mapped === null) continue
      rows += 1
      if ('problem' in mapped) refused.push(mapped)
      else {
        waiting.push(mapped)
        characters += mapped.item.title.length + mapped.item.body.length
        if (waiting.length >= batch.items || characters >= batch.characters) await flush()
      }
    }
    mapper.finish()
  } catch (thrown) {
    if (thrown instanceof AppError && thrown.details['broken'] === true) await flush()
    throw thrown
  }
  await flush()
  return {
    ...pushed,
    rows,
    refused: [...refused, ...pushed.refused].toSorted((a, b) => a.row - b.row),
    unknownPlaces: [...mapper.unknownPlaces],
  }
}
