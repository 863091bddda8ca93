'use client'

import { useState } from 'react'
import { type BulkAction, type BulkTarget, mostBulkItems } from '@/lib/domain/bulk.ts'
import type { VaultFacts } from '@/lib/domain/vault.ts'
import type { RowSelection } from '../data-table/row-selection.ts'
import { lazily } from '../lazily.tsx'
import { Button } from '../ui/button.tsx'
import { BulkPanel } from './bulk-panel.tsx'
import { bulkWords, countWords } from './bulk-words.ts'
import { type BulkPlace, useBulk } from './use-bulk.ts'

const BulkDialog = lazily(() => import('./bulk-dialog.tsx').then((part) => part.BulkDialog))

export interface BulkBarProps<T extends BulkTarget> extends BulkPlace {
  /** What is known of a vault. */
  factsOf: (vaultName: string) => VaultFacts | null
  noun: readonly [one: string, many: string]
  selection: RowSelection
  /** The chosen rows that are still there. */
  targets: readonly T[]
  actions: readonly BulkAction['kind'][]
  /** Why the person may do this to none of them; null where it depends. */
  whyNotAny: (action: BulkAction['kind']) => string | null
  /** Why the person may not do this to one of them. */
  whyNot: (action: BulkAction['kind'], target: T) => string | null
}

/** What can be done with the chosen rows, and how the last bulk change went. */
export function BulkBar<T extends BulkTarget>(props: BulkBarProps<T>) {
  const { list, factsOf, noun, selection, targets, actions, whyNotAny, whyNot } = props
  const bulk = useBulk({ list })
  const [asked, setAsked] = useState<BulkAction['kind'] | null>(null)
  const busy = bulk.held?.isRunning
    ? 'Another change to many is running: wait for it or stop it.'
    : targets.length > mostBulkItems
      ? `At most ${mostBulkItems.toLocaleString('en')} can be changed at once: choose fewer.`
      : null
  return (
    <>
      <BulkPanel bulk={bulk} noun={noun} />
      {targets.length > 0 ? (
        <section
          aria-label="Chosen rows"
          className="flex flex-wrap items-center gap-2 rounded-md border border-accent bg-accent-wash px-3 py-1.5"
        >
          <p role="status" className="font-medium text-sm tabular-nums">
            {countWords(targets.length, noun)} chosen
          </p>
          {actions.map((action) => (
            <Button
              key={action}
              size="sm"
              variant={action === 'delete' ? 'danger-quiet' : 'secondary'}
              disabledReason={busy ?? whyNotAny(action)}
              {...BulkDialog.onIntent}
              onClick={() => setAsked(action)}
            >
              {bulkWords[action].verb}
            </Button>
          ))}
          <Button size="sm" variant="ghost" className="ml-auto" onClick={selection.clear}>
            Choose none
          </Button>
        </section>
      ) : null}
      {asked ? (
        <BulkDialog
          {...{ factsOf, noun, targets }}
          kind={asked}
          // It asks about none but the targets it is given.
          whyNot={(target) => whyNot(asked, target as T)}
          onClose={() => setAsked(null)}
          onConfirm={(ledger) => {
            setAsked(null)
            selection.clear()
            bulk.run(ledger)
          }}
        />
      ) : null}
    </>
  )
}
