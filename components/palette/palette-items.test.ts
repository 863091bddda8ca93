import { describe, expect, test } from 'vitest'
import { toEntry } from '@/lib/domain/object-entry.ts'
import { objectRow } from '@/lib/domain/object-row.test-support.ts'
import type { Vault } from '@/lib/domain/vault.ts'
import { objectActions, type PaletteSubject, subjectOfPath } from './object-actions.ts'
import { paletteGroups } from './palette-items.ts'

const vaultUri = 'https://kv-a.vault.azure.net/'
const secret: PaletteSubject = { kind: 'secret', vaultName: 'kv-a', name: 'api-key', enabled: true }
const labels = (subject: PaletteSubject, uri: string | null = vaultUri) =>
  objectActions(subject, uri).map(({ label }) => label)

describe('the actions on an object', () => {
  test('begin its dialogs, and copy what names it', () => {
    const items = objectActions(secret, vaultUri)
    expect(items.slice(0, 4).map(({ label, does }) => [label, does])).toEqual([
      ['New version', { href: '/vaults/kv-a/secrets/api-key?do=new-version' }],
      ['Roll back to the version before', { href: '/vaults/kv-a/secrets/api-key?do=roll-back' }],
      ['Disable', { href: '/vaults/kv-a/secrets/api-key?do=set-enabled' }],
      ['Delete', { href: '/vaults/kv-a/secrets/api-key?do=delete' }],
    ])
    expect(items.find(({ id }) => id === 'copy uri')?.does).toEqual({
      copy: { label: 'URI', text: 'https://kv-a.vault.azure.net/secrets/api-key' },
    })
    expect(labels(secret)).toContain('Copy as App Service and Functions reference')
  })

  test('are those of its kind', () => {
    expect(labels({ ...secret, kind: 'key', enabled: false })).toEqual(
      expect.arrayContaining(['Rotate now', 'Enable', 'Copy as PowerShell: rotate now']),
    )
    expect(labels({ ...secret, kind: 'key' }).join()).not.toMatch(/Roll back|like this/)
    expect(labels({ ...secret, kind: 'certificate' }).join()).not.toMatch(/Roll back|Rotate/)
  })

  test('change nothing that a certificate manages, and copy nothing of a vault that is not known', () => {
    expect(labels({ ...secret, managed: true }).join()).not.toMatch(/New version|Delete|Roll back|Disable/)
    expect(labels(secret, null).join()).not.toMatch(/Copy/)
    expect(labels({ kind: 'secret', vaultName: 'kv-a', name: 'x' })).toContain('Enable or disable')
  })
})

test('the page of an object is told from all others', () => {
  expect(subjectOfPath('/vaults/kv-a/keys/k%2D1')).toEqual({ kind: 'key', vaultName: 'kv-a', name: 'k-1' })
  for (const path of ['/', '/vaults/kv-a', '/vaults/kv-a/secrets', '/vaults/kv-a/deleted/x', '/objects']) {
    expect(subjectOfPath(path)).toBeNull()
  }
})

test('the open page’s object comes first; a chosen one stands alone', () => {
  const vaults = [{ name: 'kv-a', vaultUri } as Vault] // the palette reads no more of it
  const entries = [toEntry(objectRow({ vaultName: 'kv-a', name: 'api-key' }))]
  const sources = { query: '', vaults, entries, subject: secret, isSubjectAlone: false }
  expect(paletteGroups(sources)[0]?.heading).toBe('Secret api-key')
  expect(paletteGroups({ ...sources, query: 'roll back' })[0]?.items[0]?.id).toBe('deed roll-back')
  expect(paletteGroups({ ...sources, isSubjectAlone: true }).map(({ heading }) => heading)).toEqual(['Secret api-key'])
  const found = paletteGroups({ ...sources, subject: null, query: 'api-key' }).flatMap(({ items }) => items)
  expect(found.find(({ subject }) => subject)?.subject).toMatchObject({ kind: 'secret', name: 'api-key' })
})
