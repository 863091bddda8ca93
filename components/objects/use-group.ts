'use client'

import { parseAsStringLiteral, useQueryState } from 'nuqs'

const groups = ['none', 'kind', 'vault', 'environment', 'owner'] as const

/** For a Select. */
export const groupItems = groups.map((value) => ({ value, label: value === 'none' ? 'No groups' : `By ${value}` }))

/** What rows are grouped by; `group` in the address. */
export function useGroup() {
  return useQueryState('group', parseAsStringLiteral(groups).withDefault('none'))
}
