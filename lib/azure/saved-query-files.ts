import 'server-only'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { SavedQueryFile } from '../domain/saved-query-file.ts'

const folders = [
  { folder: 'kql', kind: 'view' },
  { folder: 'kql-examples', kind: 'example' },
] as const

let read: SavedQueryFile[] | undefined

/** Every query that comes with Strongroom, as its file has it. */
export async function listSavedQueries(): Promise<{ items: SavedQueryFile[] }> {
  read ??= folders.flatMap(({ folder, kind }) => {
    const directory = path.join(process.cwd(), `lib/azure/${folder}`)
    const files = readdirSync(directory).filter((file) => file.endsWith('.kql'))
    return files.sort().map((file) => {
      const text = readFileSync(path.join(directory, file), 'utf8').trimEnd()
      const title = /^\/\/ (.*)/.exec(text)?.[1] ?? file
      return { name: file.replace(/\.kql$/, ''), title, text, kind }
    })
  })
  return { items: read }
}
