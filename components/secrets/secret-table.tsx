'use client'

import { useQuery } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { RestoreButton } from '@/components/backup/restore-button.tsx'
import { useBulkRows } from '@/components/bulk/use-bulk-rows.tsx'
import { DataTable } from '@/components/data-table/data-table.tsx'
import { useTableUrlState } from '@/components/data-table/table-url-state.ts'
import { lazily } from '@/components/lazily.tsx'
import { ObjectIcon } from '@/components/object-icon.tsx'
import { Button } from '@/components/ui/button.tsx'
import { EmptyState } from '@/components/ui/empty-state.tsx'
import { rightReason } from '@/lib/domain/right-reason.ts'
import type { Secret } from '@/lib/domain/secret.ts'
import { problemFrom } from '@/lib/queries/problem-from.ts'
import { secretQueries } from '@/lib/queries/secrets.ts'
import { vaultQueries } from '@/lib/queries/vaults.ts'
import { pages } from '@/lib/routes.ts'
import { secretColumns } from './secret-columns.tsx'

const NewSecretDialog = lazily(() => import('./new-secret-dialog.tsx').then((part) => part.NewSecretDialog))

const tableOptions = {
  sort: 'name',
  hidden: ['due', 'managed'],
  facets: ['enabled', 'due', 'contentType', 'managed'],
}

const noSecrets: Secret[] = []

/** The secrets of a vault; rows appear as Key Vault's pages arrive. */
export function SecretTable({ vaultName }: { vaultName: string }) {
  const { data: secrets, isPending, isFetching, error, refetch } = useQuery(secretQueries.list(vaultName))
  const { data: vault } = useQuery(vaultQueries.detail(vaultName))
  const [isCreating, setIsCreating] = useState(false)
  const state = useTableUrlState(tableOptions)
  const rows = secrets?.items ?? noSecrets
  const { selection, bulkBar } = useBulkRows({ kind: 'secret', vaultName, vault, rows })
  const newSecret = (
    <Button
      variant="primary"
      {...NewSecretDialog.onIntent}
      onClick={() => setIsCreating(true)}
      disabledReason={rightReason('secrets', 'set', vault?.rights.secrets.set, vault?.facts?.permissionModel ?? null)}
    >
      <Plus aria-hidden />
      New secret
    </Button>
  )
  const actions = (
    <>
      <RestoreButton vaultName={vaultName} collection="secrets" />
      {newSecret}
    </>
  )
  return (
    <>
      <DataTable
        label={`Secrets of ${vaultName}`}
        noun={['secret', 'secrets']}
        columns={secretColumns}
        rows={rows}
        rowId={(secret) => secret.name}
        rowHref={(secret) => pages.secret(vaultName, secret.name)}
        state={state}
        isLoading={isPending && isFetching}
        isStreaming={isFetching && secrets?.isComplete === false}
        error={error && problemFrom(error)}
        onRetry={() => void refetch()}
        actions={actions}
        selection={selection}
        notice={bulkBar}
        className="pt-3"
        empty={
          <EmptyState icon={<ObjectIcon kind="secret" />} title="This vault holds no secrets" actions={actions}>
            <p>Deleted secrets that can still be recovered are not listed here.</p>
          </EmptyState>
        }
      />
      {isCreating ? <NewSecretDialog vaultName={vaultName} onClose={() => setIsCreating(false)} /> : null}
    </>
  )
}
