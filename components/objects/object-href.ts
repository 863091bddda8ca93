import type { ObjectEntry } from '@/lib/domain/object-entry.ts'
import { pages } from '@/lib/routes.ts'

const pageOf = { secret: pages.secret, key: pages.key, certificate: pages.certificate } as const

/** The page of an object. */
export function objectHref({ kind, vaultName, name }: Pick<ObjectEntry, 'kind' | 'vaultName' | 'name'>): string {
  return pageOf[kind](vaultName, name)
}
