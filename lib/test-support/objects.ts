import { DeletedLinePage } from '../domain/deleted-page.ts'
import type { ObjectTotals, VaultStatus } from '../domain/object.ts'
import { CheckLine } from '../domain/object-check.ts'
import { ObjectPage } from '../domain/object-page.ts'
import type { Problem } from '../domain/problem.ts'

/** What an answer of `/api/objects` adds up to, and how it ended. */
export const readObjects = (response: Response) => readEvery(ObjectPage, response)

/** As `readObjects`, of `/api/deleted`. */
export const readDeletedEverywhere = (response: Response) => readEvery(DeletedLinePage, response)

/** As `readObjects`, of `/api/checks/…`; values by the ids of entries. */
export async function readChecks(response: Response) {
  const schema = { parse: (line: unknown) => ({ ...CheckLine.parse(line), items: CheckLine.parse(line).rows }) }
  const { items, ...rest } = await readEvery(schema, response)
  const values = items.flatMap(({ vault, kind, names, values: found }) =>
    names.map((name, index) => [`${vault}/${kind}/${name}`, found[index] ?? null] as const),
  )
  return { values: new Map(values), ...rest }
}

interface Page<T> {
  items: T[]
  statuses: VaultStatus[]
  totals: ObjectTotals
  problems?: Problem[] | undefined
}

async function readEvery<T>(schema: { parse(line: unknown): Page<T> }, response: Response) {
  const lines = (await response.text()).trimEnd().split('\n')
  const pages = lines.slice(0, -1).map((line) => schema.parse(JSON.parse(line)))
  return {
    items: pages.flatMap(({ items }) => items),
    statuses: pages.flatMap(({ statuses }) => statuses),
    problems: pages.flatMap(({ problems = [] }) => problems),
    totals: pages.at(-1)?.totals,
    last: JSON.parse(lines.at(-1) ?? '') as { done?: true; error?: Problem }, // our own format
  }
}
