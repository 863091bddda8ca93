'use client'

import { SearchX } from 'lucide-react'
import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs'
import { deedLabel } from '@/lib/domain/access-deeds.ts'
import { keyVaultAction } from '@/lib/domain/key-vault-action.ts'
import type { ObjectPath } from '@/lib/domain/role-assignment.ts'
import { FilterBox } from '../data-table/table-toolbar.tsx'
import { Button } from '../ui/button.tsx'
import { classNames } from '../ui/class-names.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { ProblemNotice } from '../ui/problem-notice.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { AccessNotices } from './access-notices.tsx'
import { Denials } from './denials.tsx'
import { HolderTable, matching } from './holder-table.tsx'
import { RightSelect, RightTable } from './right-table.tsx'
import { useAccessChanges } from './use-access-changes.tsx'
import { useAccessReading } from './use-access-reading.ts'

const ways = ['principal', 'right'] as const
const wayLabels = { principal: 'By principal', right: 'By right' } as const
const readValue = 'Microsoft.KeyVault/vaults/secrets/getSecret/action'
const readOf = {
  secrets: readValue,
  keys: 'Microsoft.KeyVault/vaults/keys/read',
  certificates: 'Microsoft.KeyVault/vaults/certificates/read',
}

export interface AccessViewProps {
  vaultName: string
  /** As `secrets/db-password`; null for the whole vault. */
  object: ObjectPath | null
}

/** Who can reach a vault or one object of it, by what, and what they can do with it. */
export function AccessView({ vaultName, object }: AccessViewProps) {
  const { assign, remove, dialog } = useAccessChanges(vaultName, object)
  const { told, problem, isLoading, isReading, reload } = useAccessReading(vaultName)
  const [{ q, by, right }, setAsked] = useQueryStates({
    q: parseAsString.withDefault(''),
    by: parseAsStringLiteral(ways).withDefault('principal'),
    right: parseAsString.withDefault(defaultRight(object)),
  })
  const action = keyVaultAction(right) ?? keyVaultAction(defaultRight(object))
  const rows = told ? matching(told, object, q) : []
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <div className="flex flex-col gap-2 px-4 pt-3 pb-2 sm:px-6">
        <div className="flex flex-wrap items-start gap-2">
          <FilterBox
            state={{ filter: q, setFilter: (next) => void setAsked({ q: next || null }) }}
            noun="who has access"
          />
          {ways.map((way) => (
            <Button
              key={way}
              aria-pressed={by === way}
              className={classNames(by === way && 'border-accent bg-accent-wash text-accent')}
              onClick={() => void setAsked({ by: way })}
            >
              {wayLabels[way]}
            </Button>
          ))}
          {by === 'right' && action ? (
            <RightSelect object={object} action={action} onChange={(next) => void setAsked({ right: next })} />
          ) : null}
          <div className="ml-auto flex flex-wrap items-center gap-2">
            <Button isLoading={isReading && !isLoading} onClick={reload}>
              Read again
            </Button>
            {assign}
          </div>
        </div>
        {told ? <AccessNotices told={told} /> : null}
        <p role="status" className="text-muted text-xs">
          {isLoading ? 'Reading who has access …' : told && by === 'principal' ? countWords(rows.length, q) : null}
          {told && by === 'right' && action ? `Who can: ${deedLabel(action)}` : null}
        </p>
      </div>
      <div className="min-h-0 flex-1 overflow-auto border-t">
        {problem ? (
          <ProblemNotice variant="page" problem={problem} actions={<Button onClick={reload}>Try again</Button>} />
        ) : !told ? (
          <LoadingRows />
        ) : by === 'right' && action ? (
          <RightTable told={told} object={object} action={action} filter={q} />
        ) : rows.length === 0 ? (
          <EmptyState
            icon={<SearchX aria-hidden />}
            title={q ? `Nobody matches “${q}”` : 'Nobody is shown to have access'}
          >
            <p>
              {q
                ? 'Names, ids and roles are searched, and members of groups too.'
                : 'No role and no access policy that you can see reaches this place.'}
            </p>
          </EmptyState>
        ) : (
          <HolderTable told={told} object={object} rows={rows} rowActions={remove} />
        )}
        {told ? <Denials told={told} object={object} /> : null}
      </div>
      {dialog}
    </div>
  )
}

function defaultRight(object: ObjectPath | null): string {
  const [collection] = object?.split('/') ?? []
  return readOf[(collection as keyof typeof readOf | undefined) ?? 'secrets'] // the schema of ObjectPath lets no other through
}

function countWords(count: number, filter: string): string {
  const noun = count === 1 ? 'principal' : 'principals'
  return filter
    ? `${count.toLocaleString('en')} ${noun} found, members of groups among them`
    : `${count.toLocaleString('en')} ${noun} with access of their own; members of a group show under it`
}

function LoadingRows() {
  return (
    <div className="flex flex-col gap-4 px-4 py-4 sm:px-6" aria-hidden>
      {['w-2/3', 'w-1/2', 'w-3/4', 'w-1/3', 'w-2/3'].map((width, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: these lines have no identity but their place.
        <Skeleton key={index} className={width} />
      ))}
    </div>
  )
}
