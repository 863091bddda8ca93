'use client'

import { parseAsStringLiteral, useQueryState } from 'nuqs'

/** What rows may be grouped by, as a menu says it. */
export const groupItems = [
  { value: 'none', label: 'No groups' },
  { value: 'kind', label: 'By kind' },
  { value: 'vault', label: 'By vault' },
  { value: 'environment', label: 'By environment' },
  { value: 'owner', label: 'By owner' },
] as const

export type Group = (typeof groupItems)[number]['value']

const groups = groupItems.map(({ value }) => value)

/** What rows are grouped by; `group` in the address. */
export function useGroup() {
  return useQueryState('group', parseAsStringLiteral(groups).withDefault('none'))
}
