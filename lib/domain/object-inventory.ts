import type { ObjectKind, ObjectRow, ReadState, VaultStatus } from './object.ts'
import { type ObjectEntry, toEntry } from './object-entry.ts'
import type { ObjectPage } from './object-page.ts'
import type { Problem } from './problem.ts'

/** Everything that has been read of all vaults, and how well. */
export interface ObjectInventory {
  entries: readonly ObjectEntry[]
  /** The last word about each kind of each vault. */
  statuses: readonly VaultStatus[]
  /** What of the list of vaults could not be read, for example a subscription. */
  problems: readonly Problem[]
  /** How many vaults there are, as far as is known yet. */
  vaultCount: number
  /** When the reading of the whole began. */
  asOfMs: number
  /** The person stopped the reading: what was not read yet is not here. */
  isCancelled: boolean
}

const pairOf = (vaultName: string, kind: ObjectKind) => `${vaultName}/${kind}`

/**
 * Gathers what arrives. What was read before stays until the same kind of the same vault is read again, so that no row
 * vanishes meanwhile, and none is there twice.
 * @param isWhole whether every vault is read; else what is not read again stays for good
 */
export function gatherObjects(before: ObjectInventory | null, { isWhole, nowMs }: { isWhole: boolean; nowMs: number }) {
  const entries = new Map<string, ObjectEntry[]>()
  const statuses = new Map<string, VaultStatus>()
  for (const entry of before?.entries ?? []) listAt(entries, pairOf(entry.vaultName, entry.kind)).push(entry)
  for (const status of before?.statuses ?? []) statuses.set(pairOf(status.vaultName, status.kind), status)
  const begun = new Set<string>()
  const ended = new Set<string>()
  let problems: readonly Problem[] = isWhole ? [] : (before?.problems ?? [])
  let vaultCount = 0
  const isPartial = !isWhole && before !== null

  const begin = (pair: string) => {
    if (begun.has(pair)) return
    begun.add(pair)
    entries.delete(pair)
  }
  return {
    add(page: ObjectPage) {
      for (const row of page.items) {
        const pair = pairOf(row.vaultName, row.kind)
        begin(pair)
        listAt(entries, pair).push(toEntry(row))
      }
      for (const status of page.statuses) {
        const pair = pairOf(status.vaultName, status.kind)
        begin(pair)
        ended.add(pair)
        statuses.set(pair, status)
      }
      if (page.problems?.length) problems = [...problems, ...page.problems]
      vaultCount = Math.max(vaultCount, page.totals.vaults)
    },
    /** Forgets what the reading, now at its end, has not met any more: vaults that are gone or out of sight. */
    forgetUnmet() {
      for (const pair of [...entries.keys(), ...statuses.keys()]) {
        if (ended.has(pair)) continue
        entries.delete(pair)
        statuses.delete(pair)
      }
    },
    snapshot(isCancelled: boolean): ObjectInventory {
      const known = new Set([...statuses.values()].map(({ vaultName }) => vaultName)).size
      return {
        entries: [...entries.values()].flat(),
        statuses: [...statuses.values()],
        problems,
        vaultCount: isPartial ? Math.max(before.vaultCount, known) : Math.max(vaultCount, known),
        asOfMs: isPartial ? before.asOfMs : nowMs,
        isCancelled,
      }
    },
  }
}

function listAt(lists: Map<string, ObjectEntry[]>, pair: string): ObjectEntry[] {
  let list = lists.get(pair)
  if (!list) {
    list = []
    lists.set(pair, list)
  }
  return list
}

/** Entries with a change made to one of them; null where it is deleted, and with a certificate what it made. */
export function withChange(
  entries: readonly ObjectEntry[],
  { vaultName, kind, name }: Pick<ObjectRow, 'vaultName' | 'kind' | 'name'>,
  change: Partial<ObjectRow> | null,
): readonly ObjectEntry[] {
  const isIt = (entry: ObjectEntry) => entry.kind === kind && entry.name === name && entry.vaultName === vaultName
  if (change) return entries.map((entry) => (isIt(entry) ? toEntry({ ...entry, ...change }) : entry))
  const isGone = (entry: ObjectEntry) =>
    isIt(entry) || (kind === 'certificate' && entry.managed && entry.name === name && entry.vaultName === vaultName)
  return entries.filter((entry) => !isGone(entry))
}

/** A vault of which something could not be read. */
export interface UnreadVault {
  vaultName: string
  kinds: ObjectKind[]
  state: Exclude<ReadState, 'ok'>
  problem: Problem | undefined
}

export interface Coverage {
  readable: number
  /** Those that have had their last word, well or not. */
  answered: number
  vaultCount: number
  /** By what kept it from being read, the most frequent first. */
  unread: { state: UnreadVault['state']; vaults: UnreadVault[] }[]
}

/** How many vaults were read wholly, and what kept the others from it. A vault counts once, by its first refusal. */
export function coverageOf({ statuses, vaultCount }: Pick<ObjectInventory, 'statuses' | 'vaultCount'>): Coverage {
  const answered = new Set<string>()
  const unread = new Map<string, UnreadVault>()
  for (const { vaultName, kind, state, problem } of statuses) {
    answered.add(vaultName)
    if (state === 'ok') continue
    const known = unread.get(vaultName)
    if (known) known.kinds.push(kind)
    else unread.set(vaultName, { vaultName, kinds: [kind], state, problem })
  }
  const byState = new Map<UnreadVault['state'], UnreadVault[]>()
  for (const vault of unread.values()) byState.set(vault.state, [...(byState.get(vault.state) ?? []), vault])
  return {
    readable: answered.size - unread.size,
    answered: answered.size,
    vaultCount: Math.max(vaultCount, answered.size),
    unread: [...byState]
      .map(([state, vaults]) => ({ state, vaults }))
      .sort((left, right) => right.vaults.length - left.vaults.length),
  }
}

const mostVaultsPerRequest = 300

/** The readings that are to be made again: vaults that lack the same kinds together, as many as one address takes. */
export function failedReadings({
  statuses,
}: Pick<ObjectInventory, 'statuses'>): { vaults: string[]; kinds: string[] }[] {
  const kindsByVault = new Map<string, string[]>()
  for (const { vaultName, kind, state } of statuses) {
    if (state !== 'ok') kindsByVault.set(vaultName, [...(kindsByVault.get(vaultName) ?? []), kind].sort())
  }
  const vaultsByKinds = new Map<string, string[]>()
  for (const [vaultName, kinds] of kindsByVault) {
    vaultsByKinds.set(kinds.join(), [...(vaultsByKinds.get(kinds.join()) ?? []), vaultName])
  }
  return [...vaultsByKinds].flatMap(([kinds, vaults]) =>
    Array.from({ length: Math.ceil(vaults.length / mostVaultsPerRequest) }, (_, index) => ({
      vaults: vaults.slice(index * mostVaultsPerRequest, (index + 1) * mostVaultsPerRequest),
      kinds: kinds.split(','),
    })),
  )
}
