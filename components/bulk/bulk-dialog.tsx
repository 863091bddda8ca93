'use client'

import { useState } from 'react'
import {
  type BulkAction,
  type BulkLedger,
  type BulkTarget,
  bulkTypedAbove,
  type PlannedItem,
  planBulk,
} from '@/lib/domain/bulk.ts'
import type { VaultFacts } from '@/lib/domain/vault.ts'
import { ConfirmDialog } from '../confirm-dialog.tsx'
import { isProduction, retentionWords } from '../secrets/deletion-words.ts'
import { actionOf, BulkOptionFields, noOptions } from './bulk-options.tsx'
import { bulkWords, countWords } from './bulk-words.ts'

export interface BulkDialogProps {
  factsOf: (vaultName: string) => VaultFacts | null
  noun: readonly [one: string, many: string]
  kind: BulkAction['kind']
  targets: readonly BulkTarget[]
  whyNot: (target: BulkTarget) => string | null
  onClose: () => void
  onConfirm: (ledger: BulkLedger) => void
}

/** The plan before a bulk change: what will happen to each, what is skipped and why; then one confirmation. */
export function BulkDialog(props: BulkDialogProps) {
  const { factsOf, noun, kind, targets, whyNot, onClose, onConfirm } = props
  const [options, setOptions] = useState(noOptions)
  const wanted = actionOf(kind, options)
  const action = 'action' in wanted ? wanted.action : null
  const problem = 'problem' in wanted ? wanted.problem : null
  const plan = action ? planBulk(action, targets, whyNot) : []
  const planned = plan.filter(({ will }) => will !== null)
  const { verb } = bulkWords[kind]
  const isHarmful = kind === 'delete' || kind === 'disable'
  const needsTyping =
    planned.length > bulkTypedAbove ||
    (kind === 'delete' &&
      planned.some(({ target }) => isProduction(target.tags, factsOf(target.vaultName)?.tags ?? {})))
  const vaultNames = [...new Set(planned.map(({ target }) => target.vaultName))]
  const [vaultName] = vaultNames
  // One vault by its name; several have none, so what is to happen is typed.
  const toType = vaultNames.length === 1 ? vaultName : `${verb.toLowerCase()} ${countWords(planned.length, noun)}`
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
      size="md"
      title={`${verb}: ${countWords(targets.length, noun)}`}
      tone={isHarmful ? 'danger' : 'primary'}
      confirmLabel={action ? `${verb}: ${countWords(planned.length, noun)}` : verb}
      submitError={null}
      loading={false}
      {...(needsTyping && toType && { typeToConfirm: toType })}
      isIrreversible={needsTyping}
      confirmDisabledReason={problem ?? (planned.length === 0 && 'Nothing would change.')}
      onConfirm={() => {
        if (!action) return
        const items = planned.map(({ target }) => ({
          vaultName: target.vaultName,
          kind: target.kind,
          name: target.name,
          state: 'waiting' as const,
          reason: '',
        }))
        onConfirm({ action, items })
      }}
    >
      <BulkOptionFields {...{ kind, targets, options, problem }} onChange={setOptions} />
      {action ? (
        <Plan plan={plan} noun={noun} isOfMany={new Set(targets.map(({ vaultName: of }) => of)).size > 1} />
      ) : null}
      {kind === 'delete' && vaultName ? (
        <p className="text-muted text-sm">
          {vaultNames.length === 1
            ? retentionWords(factsOf(vaultName), Date.now())
            : `Each stays recoverable for the retention of its own vault, 7 to 90 days, and is then gone for good. They lie in ${vaultNames.length.toLocaleString('en')} vaults.`}
        </p>
      ) : null}
      <p className="text-muted text-xs">
        One call for each. You can stop between any two; what failed is named, and nothing is sent twice by itself.
      </p>
    </ConfirmDialog>
  )
}

interface PlanProps {
  plan: readonly PlannedItem<BulkTarget>[]
  noun: readonly [string, string]
  /** Then each is named with its vault. */
  isOfMany: boolean
}

function Plan({ plan, noun, isOfMany }: PlanProps) {
  const changes = plan.filter(({ will }) => will !== null)
  const skipped = plan.filter(({ skipped: reason }) => reason !== null)
  return (
    <div className="flex flex-col gap-2">
      <p role="status" className="font-medium text-sm">
        {countWords(changes.length, noun)} will change
        {skipped.length > 0 ? `, ${skipped.length.toLocaleString('en')} will be skipped` : ''}
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard. */}
      <ul aria-label="Plan" tabIndex={0} className="max-h-56 divide-y overflow-auto rounded-md border text-xs">
        {[...changes, ...skipped].map(({ target, will, skipped: reason }) => (
          <li key={`${target.vaultName} ${target.kind} ${target.name}`} className="flex flex-wrap gap-x-3 px-2.5 py-1">
            <span className={reason ? 'break-all font-mono text-muted' : 'break-all font-mono'}>
              {isOfMany ? `${target.vaultName} / ` : ''}
              {target.name}
            </span>
            {isOfMany ? <span className="text-muted">{target.kind}</span> : null}
            <span className={reason ? 'text-warning' : 'text-muted'}>{reason ? `Skipped: ${reason}` : will}</span>
          </li>
        ))}
      </ul>
    </div>
  )
}
