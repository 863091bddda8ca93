import { chmodSync, closeSync, mkdirSync, openSync } from 'node:fs'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/** Why a directory cannot keep the state, as one sentence for whoever started the emulator. */
export class DataDirectoryError extends Error {}

export interface Kept {
  key: string
  /** Null for something that the seed has and that is gone. */
  json: string | null
}

/** What is to be kept at a key of a place; nothing, when `json` is undefined. */
export interface Row {
  place: string
  key: string
  json: string | null | undefined
}

/** One SQLite file. Whatever `write` returned from is on the disk, whole, however the process ends. */
export interface Database {
  /** In the order in which they first came. */
  rowsOf(place: string): Kept[]
  /**
   * All in one transaction.
   * @param emptied beginnings of places whose rows go first
   */
  write(emptied: string[], rows: Row[]): void
  close(): void
}

const busy = 5

/**
 * Opens the state in a directory, which is made when it is not there, for this process alone: a second one is refused.
 * The file holds what the vaults hold, so only its owner may read it.
 * @throws DataDirectoryError
 */
export function openDatabase(directory: string): Database {
  const database = open(directory)
  const select = database.prepare('SELECT key, json FROM kept WHERE place = ? ORDER BY rowid')
  const put = database.prepare(
    'INSERT INTO kept (place, key, json) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET json = excluded.json',
  )
  const remove = database.prepare('DELETE FROM kept WHERE place = ? AND key = ?')
  const empty = database.prepare('DELETE FROM kept WHERE substr(place, 1, length(?1)) = ?1')
  return {
    rowsOf: (place) => select.all(place) as unknown as Kept[], // the columns of the statement above
    write(emptied, rows) {
      database.exec('BEGIN IMMEDIATE')
      try {
        for (const prefix of emptied) empty.run(prefix)
        for (const { place, key, json } of rows) {
          if (json === undefined) remove.run(place, key)
          else put.run(place, key, json)
        }
        database.exec('COMMIT')
      } catch (error) {
        if (database.isTransaction) database.exec('ROLLBACK')
        throw error
      }
    },
    close: () => database.close(),
  }
}

function open(directory: string): DatabaseSync {
  const file = path.join(directory, 'emulator.sqlite')
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 })
    closeSync(openSync(file, 'a', 0o600))
    chmodSync(file, 0o600)
    const database = new DatabaseSync(file)
    // The lock is the operating system's and ends with the process, however that ends. FULL: a commit waits for the disk.
    database.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL')
    database.exec(
      'BEGIN EXCLUSIVE; CREATE TABLE IF NOT EXISTS kept (place TEXT, key TEXT, json TEXT, UNIQUE (place, key)) STRICT; COMMIT',
    )
    return database
  } catch (error) {
    if (error instanceof Error && 'errcode' in error && error.errcode === busy) {
      throw new DataDirectoryError(`Another emulator keeps its state in ${directory}; end it or choose another --data`)
    }
    const reason = error instanceof Error ? error.message : String(error)
    throw new DataDirectoryError(`The state cannot be kept in ${directory}: ${reason}`)
  }
}
