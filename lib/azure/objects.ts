import 'server-only'
import pLimit from 'p-limit'
import { ObjectKind, type ObjectRow, type ObjectTotals, ReadState, type VaultStatus } from '../domain/object.ts'
import { type ObjectLine, toRows } from '../domain/object-page.ts'
import type { Problem } from '../domain/problem.ts'
import { pagesOf } from './call-scope.ts'
import type { AzureContext } from './context.ts'
import { problemOf } from './errors.ts'
import { toObjectRow } from './object-mapping.ts'
import { certificateClient, keyClient, secretClient, vaultNames } from './vaults.ts'

interface Asked {
  vaults?: string[] | undefined
  kinds?: ObjectKind[] | undefined
}

type Event = { items: ObjectRow[]; vaultName: string; kind: ObjectKind } | { status: VaultStatus }

/** Every object of every vault that the caller can see, as pages arrive. */
export async function* listObjects(azure: AzureContext, asked: Asked = {}): AsyncGenerator<ObjectLine> {
  const vaults = asked.vaults ?? (await vaultNames(azure))
  const kinds = asked.kinds ?? ObjectKind.options
  const limit = pLimit(32)
  const events: Event[] = []
  let wake = () => {}
  let isOver = false
  const all = Promise.all(
    vaults.flatMap((vaultName) =>
      kinds.map((kind) =>
        limit(async () => {
          for await (const event of readKind(azure, vaultName, kind)) {
            events.push(event)
            wake()
          }
        }),
      ),
    ),
  ).then(() => {
    isOver = true
    wake()
  })
  const oks = new Map<string, number>()
  const ends = new Map<string, number>()
  const totals: ObjectTotals = { vaults: vaults.length, readable: 0, partlyReadable: 0, unreadable: 0, objects: 0 }
  while (!isOver || events.length > 0) {
    if (events.length === 0) {
      await new Promise<void>((resolve) => {
        wake = resolve
      })
      continue
    }
    const line: ObjectLine = { rows: [], statuses: [], totals }
    for (const event of events.splice(0)) {
      if ('items' in event) {
        line.rows.push(toRows(event.vaultName, event.kind, event.items))
        totals.objects += event.items.length
        continue
      }
      const { vaultName, state } = event.status
      line.statuses.push(event.status)
      ends.set(vaultName, (ends.get(vaultName) ?? 0) + 1)
      oks.set(vaultName, (oks.get(vaultName) ?? 0) + (state === 'ok' ? 1 : 0))
      if (ends.get(vaultName) !== kinds.length) continue
      const ok = oks.get(vaultName) ?? 0
      totals[ok === kinds.length ? 'readable' : ok > 0 ? 'partlyReadable' : 'unreadable'] += 1
    }
    yield line
  }
  await all
}

async function* readKind(azure: AzureContext, vaultName: string, kind: ObjectKind): AsyncGenerator<Event> {
  let count = 0
  try {
    for await (const page of pagesOf(azure, listOf(azure, vaultName, kind))) {
      const items = page.map((item) => toObjectRow(vaultName, kind, item))
      count += items.length
      if (items.length > 0) yield { items, vaultName, kind }
    }
    yield { status: { vaultName, kind, state: 'ok', count } }
  } catch (error) {
    const { problem } = problemOf(error)
    yield { status: { vaultName, kind, state: stateOf(problem), count, problem } }
  }
}

function listOf(azure: AzureContext, vaultName: string, kind: ObjectKind) {
  switch (kind) {
    case 'secret':
      return secretClient(azure, vaultName).listPropertiesOfSecrets().byPage()
    case 'key':
      return keyClient(azure, vaultName).listPropertiesOfKeys().byPage()
    case 'certificate':
      return certificateClient(azure, vaultName).listPropertiesOfCertificates({ includePending: true }).byPage()
  }
}

function stateOf({ code, azure }: Problem): ReadState {
  if (azure?.innerCode === 'ForbiddenByConnection') return 'forbidden_by_connection'
  const known = ReadState.safeParse(code)
  return known.success ? known.data : 'failed'
}
