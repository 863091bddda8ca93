import type { ObjectEntry } from '@/lib/domain/object-entry.ts'
import { pages } from '@/lib/routes.ts'

/** The page of an object. */
export function objectHref({ kind, vaultName, name }: Pick<ObjectEntry, 'kind' | 'vaultName' | 'name'>): string {
  if (kind === 'key') return pages.key(vaultName, name)
  return kind === 'secret' ? pages.secret(vaultName, name) : pages.vault(vaultName)
}
