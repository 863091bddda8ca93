import { CircleSlash, ScrollText } from 'lucide-react'
import { coverageWords, type VaultCoverage } from '@/lib/domain/log-coverage.ts'
import { Button } from '../ui/button.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import type { ActivityFilterState } from './use-activity-filters.ts'

/** In the place of the rows: a zero where it is one, and else that nothing is known. */
export function NoActivity({
  coverage,
  filters,
}: {
  coverage: readonly VaultCoverage[]
  filters: ActivityFilterState
}) {
  const seen = coverage.filter(({ state }) => state === 'logged')
  const [first] = coverage
  if (seen.length === 0) {
    return (
      <EmptyState icon={<CircleSlash aria-hidden />} title="Whether there were calls is not known">
        <p>
          {coverage.length === 1 && first
            ? `${first.vaultName} ${coverageWords[first.state].what}`
            : coverage.length === 0
              ? 'You see no vault, so there is no log to look into.'
              : 'No vault has a log here that you may read. Each is named above, with the reason.'}
        </p>
      </EmptyState>
    )
  }
  return (
    <EmptyState
      icon={<ScrollText aria-hidden />}
      title={filters.isFiltered ? 'No call matches the filter in this period' : 'No call in this period'}
      actions={filters.isFiltered ? <Button onClick={filters.clear}>Clear the filter</Button> : undefined}
    >
      <p>
        {seen.length === 1 ? `The log of ${seen[0]?.vaultName} has` : `The logs of ${seen.length} vaults have`} none.
        {seen.length < coverage.length ? ' Of the vaults named above nothing is known.' : ''}
      </p>
    </EmptyState>
  )
}
