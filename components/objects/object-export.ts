import type { ObjectEntry } from '@/lib/domain/object-entry.ts'
import { kindWords, renewalWords, versionsWords } from '@/lib/domain/object-words.ts'
import type { ExportTable } from '../export/export-table.ts'

const columns: readonly (readonly [head: string, text: (entry: ObjectEntry) => string])[] = [
  ['Kind', ({ kind }) => kindWords[kind]],
  ['Name', ({ name }) => name],
  ['Vault', ({ vaultName }) => vaultName],
  ['Environment', ({ environment }) => environment],
  ['Owner', ({ owner }) => owner],
  ['Status', ({ enabled }) => (enabled ? 'Enabled' : 'Disabled')],
  ['Expires', ({ expiresOn }) => expiresOn ?? ''],
  ['Not before', ({ notBefore }) => notBefore ?? ''],
  ['Created', ({ createdOn }) => createdOn ?? ''],
  ['Updated', ({ updatedOn }) => updatedOn ?? ''],
  ['Renewal', (entry) => renewalWords(entry, Date.now()) ?? ''],
  ['Versions', ({ versionCount }) => versionsWords(versionCount) ?? ''],
  ['Content type', ({ contentType }) => contentType ?? ''],
  [
    'Tags',
    ({ tags }) =>
      Object.entries(tags)
        .map(([name, value]) => `${name}=${value}`)
        .join('; '),
  ],
]

/** Rows as a file, with every column whatever the page shows. */
export function exportOf(fileName: string, entries: readonly ObjectEntry[]): ExportTable {
  return {
    fileName,
    head: columns.map(([head]) => head),
    rows: entries.map((entry) => columns.map(([, text]) => text(entry))),
  }
}
