import type { Command } from '@/lib/domain/command-line.ts'
import type { ObjectKind } from '@/lib/domain/object.ts'
import type { ObjectEntry } from '@/lib/domain/object-entry.ts'
import { kindWords } from '@/lib/domain/object-words.ts'
import { bestMatches } from '@/lib/domain/palette-search.ts'
import type { Vault } from '@/lib/domain/vault.ts'
import { pages } from '@/lib/routes.ts'
import { objectHref } from '../objects/object-href.ts'
import { objectActions, type PaletteSubject, subjectWords } from './object-actions.ts'

export interface PaletteItem {
  id: string
  label: string
  detail?: string
  /** Of an object: its sign stands before it. */
  kind?: ObjectKind
  /** Set in the mono face. */
  isName?: boolean
  /** What more can be done with it, for the key Tab. */
  subject?: PaletteSubject
  does: { href: string } | { copy: Command } | { action: 'reload' | 'shortcuts' | 'light' | 'dark' | 'system' }
}

const places: readonly PaletteItem[] = [
  { id: 'page overview', label: 'Overview', does: { href: pages.overview() } },
  { id: 'page vaults', label: 'Vaults', does: { href: pages.vaults() } },
  { id: 'page objects', label: 'Objects', does: { href: pages.objects() } },
  { id: 'page expiry', label: 'Expiry', does: { href: pages.expiry() } },
  { id: 'page audit', label: 'Audit', does: { href: pages.audit() } },
  { id: 'page refused', label: 'Refused calls', detail: 'Audit', does: { href: pages.audit({ outcome: 'refused' }) } },
  { id: 'page overdue', label: 'Overdue', detail: 'Expiry', does: { href: pages.expiry('overdue') } },
  { id: 'page disabled', label: 'Disabled objects', detail: 'Objects', does: { href: pages.objects('disabled:true') } },
]

const actions: readonly PaletteItem[] = [
  { id: 'do reload', label: 'Read all vaults again', does: { action: 'reload' } },
  { id: 'do shortcuts', label: 'Keyboard shortcuts', detail: '?', does: { action: 'shortcuts' } },
  { id: 'do light', label: 'Light theme', does: { action: 'light' } },
  { id: 'do dark', label: 'Dark theme', does: { action: 'dark' } },
  { id: 'do system', label: 'Theme of the system', does: { action: 'system' } },
]

const lower = ({ label, detail = '' }: PaletteItem) => `${label} ${detail}`.toLowerCase()

const lowerLabel = ({ label }: PaletteItem) => label.toLowerCase()

/** From the list of vaults, where the vault is in it. */
const uriOf = ({ vaultName }: PaletteSubject, vaults: readonly Vault[]) =>
  vaults.find(({ name }) => name === vaultName.toLowerCase())?.vaultUri ?? null

export interface PaletteSources {
  query: string
  vaults: readonly Vault[]
  entries: readonly ObjectEntry[]
  /** The object whose page is open, or the one that was chosen. */
  subject: PaletteSubject | null
  /** Nothing but the subject is asked about. */
  isSubjectAlone: boolean
}

/** What a query finds, in groups; those without anything are left out. */
export function paletteGroups({
  query,
  vaults,
  entries,
  subject,
  isSubjectAlone,
}: PaletteSources): { heading: string; items: PaletteItem[] }[] {
  const isAsked = query.trim() !== ''
  const ofSubject = subject ? objectActions(subject, uriOf(subject, vaults)) : []
  const subjectItems = bestMatches(ofSubject, query, lowerLabel, isSubjectAlone || isAsked ? 24 : 6)
  const subjectGroup = { heading: subject ? subjectWords(subject) : '', items: subjectItems }
  if (isSubjectAlone) return [subjectGroup].filter(({ items }) => items.length > 0)
  const vaultItems = bestMatches(vaults, query, ({ name }) => name, isAsked ? 6 : 4).map(
    ({ name, subscriptionName }): PaletteItem => ({
      id: `vault ${name}`,
      label: name,
      detail: subscriptionName,
      isName: true,
      does: { href: pages.vault(name) },
    }),
  )
  const objectItems = (isAsked ? bestMatches(entries, query, ({ searchText }) => searchText, 12) : []).map(
    (entry): PaletteItem => ({
      id: entry.id,
      label: entry.name,
      kind: entry.kind,
      subject: entry,
      detail: `${kindWords[entry.kind]} · ${entry.vaultName}`,
      isName: true,
      does: { href: objectHref(entry) },
    }),
  )
  const filter: PaletteItem[] = isAsked
    ? [
        {
          id: 'do filter',
          label: `Filter all objects for “${query.trim()}”`,
          does: { href: pages.objects(query.trim()) },
        },
      ]
    : []
  return [
    subjectGroup,
    { heading: 'Pages', items: bestMatches(places, query, lower, 6) },
    { heading: 'Vaults', items: vaultItems },
    { heading: 'Objects', items: objectItems },
    { heading: 'Actions', items: [...bestMatches(actions, query, lower, 5), ...filter] },
  ].filter(({ items }) => items.length > 0)
}
