import 'server-only'
import pLimit from 'p-limit'
import type { ObjectKind } from '../domain/object.ts'
import { type CheckLine, type CheckRows, mostVersionsOfBackup, type ObjectCheck } from '../domain/object-check.ts'
import { nextRotation } from '../domain/rotation-policy.ts'
import { AzureCallError } from './azure-call-error.ts'
import type { ReadPage } from './clients.ts'
import type { AzureContext } from './context.ts'
import { type ListPlace, listObjectItems, listVersionItems } from './object-list.ts'
import { isoDateOf, type ListItem, nameOf, parseRotation } from './object-mapping.ts'
import { type Asked, readVaults } from './objects.ts'

/** As many as a vault is asked at once anyway (call-slots.ts). After a refusal, no more than these were in vain. */
const atOnce = 4

/**
 * Asks each object of many vaults for what no list tells, read as all objects are. A certificate's own key and secret are
 * left out: the certificate answers for them. @throws {ProblemError} as `readVaults`
 */
export function checkObjects(azure: AzureContext, check: ObjectCheck, asked: Asked): AsyncGenerator<CheckLine> {
  if (check === 'versions') return readVaults(azure, asked, checking(versionCountOf))
  const kinds: ObjectKind[] = ['key']
  return readVaults(azure, { ...asked, kinds }, checking(nextRotationOf))
}

/** What one object answers; a 404 is one that is gone meanwhile. */
type Ask = (readPage: ReadPage, place: ListPlace, item: ListItem) => Promise<number | null>

const checking = (ask: Ask) =>
  async function* checkRows(readPage: ReadPage, place: ListPlace): AsyncGenerator<CheckRows> {
    const { vaultName: vault, kind } = place
    for await (const items of listObjectItems(readPage, place)) {
      const own = items.filter(({ managed }) => !managed)
      const found = await allOf(own, (item) => ask(readPage, place, item).catch(nothingWhereGone))
      const names: string[] = []
      const values: (number | null)[] = []
      for (const [index, value] of found.entries()) {
        const item = own[index]
        if (value === undefined || !item) continue
        names.push(nameOf(item))
        values.push(value)
      }
      yield { vault, kind, names, values }
    }
  }

/** All answers, a few at once; the first failure lets nothing more begin. */
async function allOf<T, R>(items: readonly T[], ask: (item: T) => Promise<R>): Promise<R[]> {
  const limit = pLimit(atOnce)
  return Promise.all(items.map((item) => limit(() => ask(item)))).finally(limit.clearQueue)
}

function nothingWhereGone(error: unknown): undefined {
  if (error instanceof AzureCallError && error.statusCode === 404) return undefined
  throw error
}

/** One audited list call for each 25, and no more than it takes to know that they are too many for a backup. */
async function versionCountOf(readPage: ReadPage, place: ListPlace, item: ListItem): Promise<number> {
  let count = 0
  for await (const page of listVersionItems(readPage, place, nameOf(item))) {
    count += page.length
    if (count > mostVersionsOfBackup) return mostVersionsOfBackup + 1
  }
  return count
}

/** One audited call. When the current version was made and expires, the list of keys has told. */
async function nextRotationOf(readPage: ReadPage, { vaultHost }: ListPlace, item: ListItem): Promise<number | null> {
  const path = `/keys/${encodeURIComponent(nameOf(item))}/rotationpolicy?api-version=7.6`
  const rotate = parseRotation(await readPage(`https://${vaultHost}${path}`))
  const { created, exp } = item.attributes ?? {}
  const next = nextRotation({ rotate }, { createdOn: isoDateOf(created), expiresOn: isoDateOf(exp) })
  return next === null ? null : Math.floor(Date.parse(next) / 1000)
}
