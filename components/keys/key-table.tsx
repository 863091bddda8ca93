'use client'

import { useQuery } from '@tanstack/react-query'
import { FileKey, Plus } from 'lucide-react'
import { useState } from 'react'
import { RestoreButton } from '@/components/backup/restore-button.tsx'
import { useBulkRows } from '@/components/bulk/use-bulk-rows.tsx'
import { DataTable } from '@/components/data-table/data-table.tsx'
import { useTableUrlState } from '@/components/data-table/table-url-state.ts'
import { lazily } from '@/components/lazily.tsx'
import { ObjectIcon } from '@/components/object-icon.tsx'
import { Button } from '@/components/ui/button.tsx'
import { EmptyState } from '@/components/ui/empty-state.tsx'
import type { Key } from '@/lib/domain/key.ts'
import { rightReason } from '@/lib/domain/right-reason.ts'
import { keyQueries } from '@/lib/queries/keys.ts'
import { problemFrom } from '@/lib/queries/problem-from.ts'
import { vaultQueries } from '@/lib/queries/vaults.ts'
import { pages } from '@/lib/routes.ts'
import { keyColumns } from './key-columns.tsx'

const NewKeyDialog = lazily(() => import('./new-key-dialog.tsx').then((part) => part.NewKeyDialog))
const ImportKeyDialog = lazily(() => import('./import-key-dialog.tsx').then((part) => part.ImportKeyDialog))

const tableOptions = {
  sort: 'name',
  hidden: ['due', 'managed'],
  facets: ['enabled', 'keptIn', 'due', 'managed'],
}

const noKeys: Key[] = []

/** The keys of a vault; rows appear as Key Vault's pages arrive. */
export function KeyTable({ vaultName }: { vaultName: string }) {
  const { data: keys, isPending, isFetching, error, refetch } = useQuery(keyQueries.list(vaultName))
  const { data: vault } = useQuery(vaultQueries.detail(vaultName))
  const [open, setOpen] = useState<'new' | 'import' | null>(null)
  const state = useTableUrlState(tableOptions)
  const rows = keys?.items ?? noKeys
  const { selection, bulkBar } = useBulkRows({ kind: 'key', vaultName, vault, rows })
  const whyNot = (operation: 'create' | 'import') =>
    rightReason('keys', operation, vault?.rights.keys[operation], vault?.facts?.permissionModel ?? null)
  const actions = (
    <>
      <RestoreButton vaultName={vaultName} collection="keys" />
      <Button {...ImportKeyDialog.onIntent} onClick={() => setOpen('import')} disabledReason={whyNot('import')}>
        <FileKey aria-hidden />
        Import
      </Button>
      <Button
        variant="primary"
        {...NewKeyDialog.onIntent}
        onClick={() => setOpen('new')}
        disabledReason={whyNot('create')}
      >
        <Plus aria-hidden />
        New key
      </Button>
    </>
  )
  return (
    <>
      <DataTable
        label={`Keys of ${vaultName}`}
        noun={['key', 'keys']}
        columns={keyColumns}
        rows={rows}
        rowId={(key) => key.name}
        rowHref={(key) => pages.key(vaultName, key.name)}
        state={state}
        isLoading={isPending && isFetching}
        isStreaming={isFetching && keys?.isComplete === false}
        error={error && problemFrom(error)}
        onRetry={() => void refetch()}
        actions={actions}
        selection={selection}
        notice={bulkBar}
        className="pt-3"
        empty={
          <EmptyState icon={<ObjectIcon kind="key" />} title="This vault holds no keys" actions={actions}>
            <p>Deleted keys that can still be recovered are not listed here.</p>
          </EmptyState>
        }
      />
      {open === 'new' ? <NewKeyDialog vaultName={vaultName} onClose={() => setOpen(null)} /> : null}
      {open === 'import' ? <ImportKeyDialog vaultName={vaultName} onClose={() => setOpen(null)} /> : null}
    </>
  )
}
