'use client'

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { lazily } from '@/components/lazily.tsx'
import { TagList } from '@/components/tag-list.tsx'
import { Button } from '@/components/ui/button.tsx'
import { KeyValue, KeyValueList } from '@/components/ui/key-value-list.tsx'
import { ProblemNotice } from '@/components/ui/problem-notice.tsx'
import { RelativeTime } from '@/components/ui/relative-time.tsx'
import { Skeleton } from '@/components/ui/skeleton.tsx'
import { permissionModelWords, skuWords } from '@/components/vaults/vault-words.ts'
import { type VaultSettings, vaultFlagNames, vaultFlagWords } from '@/lib/domain/vault-settings.ts'
import { problemFrom } from '@/lib/queries/problem-from.ts'
import { vaultSettingsQueries } from '@/lib/queries/vault-settings.ts'
import { useSettingsReason } from './use-settings-reason.ts'

const EditSettingsDialog = lazily(() => import('./edit-settings-dialog.tsx').then((part) => part.EditSettingsDialog))
const PurgeProtectionDialog = lazily(() =>
  import('./purge-protection-dialog.tsx').then((part) => part.PurgeProtectionDialog),
)
const PermissionModelDialog = lazily(() =>
  import('./permission-model-dialog.tsx').then((part) => part.PermissionModelDialog),
)
const DeleteVaultDialog = lazily(() => import('./delete-vault-dialog.tsx').then((part) => part.DeleteVaultDialog))

type Deed = 'edit' | 'protect' | 'model' | 'delete'
const dialogs = {
  edit: EditSettingsDialog,
  protect: PurgeProtectionDialog,
  model: PermissionModelDialog,
  delete: DeleteVaultDialog,
}

/** The settings tab: what a vault is, and what of it can be changed. */
export function SettingsPage({ vaultName }: { vaultName: string }) {
  const { data: settings, error, isFetching, refetch } = useQuery(vaultSettingsQueries.ofVault(vaultName))
  const [deed, setDeed] = useState<Deed | null>(null)
  if (!settings) {
    return error ? (
      <ProblemNotice
        variant="page"
        problem={problemFrom(error)}
        actions={
          <Button isLoading={isFetching} onClick={() => refetch()}>
            Try again
          </Button>
        }
      />
    ) : (
      <div aria-busy="true" className="flex max-w-3xl flex-col gap-5 px-4 py-6 sm:px-6">
        {['w-1/2', 'w-2/3', 'w-1/3', 'w-3/5'].map((width) => (
          <Skeleton key={width} className={width} />
        ))}
      </div>
    )
  }
  const Asked = deed && dialogs[deed]
  return (
    <div className="grid max-w-7xl items-start gap-x-10 gap-y-8 px-4 py-5 sm:px-6 xl:grid-cols-2">
      <Facts settings={settings} />
      <Changeable settings={settings} onDeed={setDeed} />
      {Asked ? <Asked settings={settings} onReload={() => refetch()} onClose={() => setDeed(null)} /> : null}
    </div>
  )
}

export interface SettingsDialogProps {
  settings: VaultSettings
  /** Reads the settings again, for where somebody else changed them. */
  onReload: () => void
  onClose: () => void
}

function Facts({ settings }: { settings: VaultSettings }) {
  return (
    <section aria-labelledby="vault-properties">
      <h2 id="vault-properties" className="pb-2 font-semibold text-base">
        Properties
      </h2>
      <KeyValueList>
        <KeyValue label="Resource id" copy={settings.id}>
          {settings.id}
        </KeyValue>
        <KeyValue label="Vault URI" copy={settings.vaultUri}>
          {settings.vaultUri}
        </KeyValue>
        <KeyValue label="Tenant id" copy={settings.tenantId}>
          {settings.tenantId}
        </KeyValue>
        <KeyValue label="Subscription" copy={settings.subscriptionId}>
          {settings.subscriptionName}
        </KeyValue>
        <KeyValue label="Resource group">{settings.resourceGroup}</KeyValue>
        <KeyValue label="Region">{settings.location}</KeyValue>
        <KeyValue label="SKU">{skuWords[settings.sku]}</KeyValue>
        <KeyValue label="Deleted items are kept">
          {settings.softDeleteRetentionDays} days{' '}
          <span className="text-muted text-xs">Decided when the vault was made; nobody can change it.</span>
        </KeyValue>
        <KeyValue label="Created">
          <When on={settings.createdOn} by={settings.createdBy} />
        </KeyValue>
        <KeyValue label="Changed">
          <When on={settings.changedOn} by={settings.changedBy} />
        </KeyValue>
      </KeyValueList>
    </section>
  )
}

function When({ on, by }: { on: string | null; by: string | null }) {
  if (!on) return <span className="text-faint">Azure does not tell</span>
  return (
    <>
      <RelativeTime date={on} />
      {by ? ` by ${by}` : null}
    </>
  )
}

function Changeable({ settings, onDeed }: { settings: VaultSettings; onDeed: (deed: Deed) => void }) {
  const writeReason = useSettingsReason(settings.name, 'Microsoft.KeyVault/vaults/write')
  // As the Azure portal: who may not assign roles could lock everybody out and help nobody back in.
  const assignReason = useSettingsReason(settings.name, 'Microsoft.Authorization/roleAssignments/write')
  const deleteReason = useSettingsReason(settings.name, 'Microsoft.KeyVault/vaults/delete')
  return (
    <div className="flex flex-col gap-8">
      <section aria-labelledby="vault-tags-and-flags">
        <Heading id="vault-tags-and-flags" title="Tags and services">
          <Button
            size="sm"
            disabledReason={writeReason}
            {...EditSettingsDialog.onIntent}
            onClick={() => onDeed('edit')}
          >
            Edit tags and services
          </Button>
        </Heading>
        <KeyValueList>
          <KeyValue label="Tags">
            <TagList tags={settings.tags} isWrapped />
          </KeyValue>
          {vaultFlagNames.map((name) => (
            <KeyValue key={name} label={vaultFlagWords[name].label}>
              {settings[name] ? 'Yes' : 'No'}
              {settings[name] ? <span className="block text-muted text-xs">{vaultFlagWords[name].allows}</span> : null}
            </KeyValue>
          ))}
        </KeyValueList>
      </section>
      <section aria-labelledby="vault-protection">
        <Heading id="vault-protection" title="Purge protection">
          <Button
            size="sm"
            disabledReason={
              settings.isPurgeProtectionEnabled ? 'It is on, and nobody can switch it off again.' : writeReason
            }
            {...PurgeProtectionDialog.onIntent}
            onClick={() => onDeed('protect')}
          >
            Switch on purge protection
          </Button>
        </Heading>
        <p>
          {settings.isPurgeProtectionEnabled
            ? `On: nobody, Microsoft included, can erase a deleted item or the deleted vault within ${settings.softDeleteRetentionDays} days.`
            : 'Off: whoever may purge can erase deleted items, and the deleted vault, for good at once.'}
        </p>
      </section>
      <section aria-labelledby="vault-model">
        <Heading id="vault-model" title="Permission model">
          <Button
            size="sm"
            disabledReason={writeReason ?? assignReason}
            {...PermissionModelDialog.onIntent}
            onClick={() => onDeed('model')}
          >
            {settings.permissionModel === 'rbac' ? 'Switch to access policies' : 'Switch to roles (RBAC)'}
          </Button>
        </Heading>
        <p>
          {permissionModelWords[settings.permissionModel]}:{' '}
          {settings.permissionModel === 'rbac'
            ? 'Azure role assignments decide who reaches the data.'
            : 'policies on the vault itself decide who reaches the data.'}
        </p>
      </section>
      <section aria-labelledby="vault-deletion">
        <Heading id="vault-deletion" title="Delete">
          <Button
            size="sm"
            variant="danger"
            disabledReason={deleteReason}
            {...DeleteVaultDialog.onIntent}
            onClick={() => onDeed('delete')}
          >
            Delete vault
          </Button>
        </Heading>
        <p>
          It can be recovered for {settings.softDeleteRetentionDays} days, without its role assignments and event
          subscriptions.
        </p>
      </section>
    </div>
  )
}

function Heading({ id, title, children }: { id: string; title: string; children: React.ReactNode }) {
  return (
    <div className="flex flex-wrap items-center justify-between gap-2 pb-2">
      <h2 id={id} className="font-semibold text-base">
        {title}
      </h2>
      {children}
    </div>
  )
}
