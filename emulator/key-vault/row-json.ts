import type { OrderedMap } from '../ordered-map.ts'
import type { KeyVaultCall } from './operation.ts'

interface Written {
  changes: number
  /** Whatever beside the objects themselves shows in their items. */
  readBy: string
  rows: Map<object, string>
}

const written = new WeakMap<OrderedMap<unknown>, Written>()

/**
 * Makes the items of a list into JSON. One that was written before is given again until any object of its map changes:
 * most of what a page costs is its JSON, and most pages are asked for again unchanged. An object that is changed in
 * place is put back into its map, by which it counts as a change.
 * @param objects the map whose values are the rows
 * @param item what the list says of a row
 */
export function rowJson<Row extends object>(
  { vaultUri, apiVersion, vault }: KeyVaultCall,
  objects: OrderedMap<Row>,
  item: (row: Row) => object,
): (row: Row) => string {
  const readBy = `${vaultUri} ${apiVersion} ${vault.softDeleteRetentionInDays} ${vault.enablePurgeProtection}`
  const last = written.get(objects)
  const isFresh = last?.changes === objects.changes && last.readBy === readBy
  const { rows } = isFresh ? last : { rows: new Map<object, string>() }
  if (!isFresh) written.set(objects, { changes: objects.changes, readBy, rows })
  return (row) => {
    const known = rows.get(row)
    if (known !== undefined) return known
    const json = JSON.stringify(item(row))
    rows.set(row, json)
    return json
  }
}
