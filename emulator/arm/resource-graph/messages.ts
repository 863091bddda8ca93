import type { TableColumn } from '../../kql/types.ts'
import type { ResourceRow, TableName } from './tables.ts'

/** What the threads say to each other. Everything can be cloned. */

export interface Change {
  table: TableName
  removedKeys: string[]
  added: (ResourceRow & { key: string })[]
}

export interface Question {
  text: string
  nowMs: number
  /** The keys of the rows to look at; all of them when absent. */
  keys?: string[]
  /** Names the set of keys, so that an answer can be given again. */
  keysName: string
  skip: number
  top: number
  format: 'objectArray' | 'table'
}

export interface Answered {
  /** The `data` of the answer as JSON. */
  data: string
  count: number
  totalRecords: number
  /** Whether the next page can be asked for: not after `take`, and not when every column is dynamic. */
  isPaged: boolean
  columns: TableColumn[]
}

export type Refused =
  | { kind: 'kql'; kqlKind: string; message: string; line: number; column: number; token: string }
  | { kind: 'restriction'; code: string; message: string; token: string | undefined }
  | { kind: 'failed'; message: string }

/** To the worker: changes first, then the question about what is there after them. */
export type Order =
  | { kind: 'query'; id: number; graph: number; changes: Change[]; question: Question }
  | { kind: 'close'; id: number; graph: number }

export type Outcome = { id: number; answer: Answered } | { id: number; refused: Refused } | { id: number }
