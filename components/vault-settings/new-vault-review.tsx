import { CommandBlocks } from '@/components/access/command-blocks.tsx'
import { TagList } from '@/components/tag-list.tsx'
import { KeyValue, KeyValueList } from '@/components/ui/key-value-list.tsx'
import { networkWords, permissionModelWords, skuWords } from '@/components/vaults/vault-words.ts'
import type { NewVault } from '@/lib/domain/new-vault.ts'
import { createVaultCommands } from '@/lib/domain/vault-commands.ts'
import { vaultFlagNames, vaultFlagWords } from '@/lib/domain/vault-settings.ts'

/** Exactly what will be made, and the same without Strongroom. */
export function NewVaultReview({ vault }: { vault: NewVault }) {
  const allowed = vaultFlagNames.filter((name) => vault[name]).map((name) => vaultFlagWords[name].label)
  return (
    <>
      <KeyValueList>
        <KeyValue label="Name">
          <span className="font-mono text-xs">{vault.name}</span>
        </KeyValue>
        <KeyValue label="Subscription">
          <span className="font-mono text-xs">{vault.subscriptionId}</span>
        </KeyValue>
        <KeyValue label="Resource group">{vault.resourceGroup}</KeyValue>
        <KeyValue label="Region">{vault.location}</KeyValue>
        <KeyValue label="SKU">{skuWords[vault.sku]}</KeyValue>
        <KeyValue label="Deleted items are kept">
          {vault.softDeleteRetentionDays} days; this cannot be changed afterwards
        </KeyValue>
        <KeyValue label="Purge protection">
          {vault.isPurgeProtectionEnabled ? 'On, irreversibly' : 'Off; it can be switched on later'}
        </KeyValue>
        <KeyValue label="Permission model">{permissionModelWords[vault.permissionModel]}</KeyValue>
        <KeyValue label="Public network access">
          {networkWords[vault.network]}
          {vault.network === 'selectedNetworks' ? ', none of them yet' : ''}
        </KeyValue>
        <KeyValue label="Trusted services">{vault.letsTrustedServicesIn ? 'Pass the firewall' : 'Kept out'}</KeyValue>
        <KeyValue label="Services beside roles">{allowed.length ? allowed.join('; ') : 'None'}</KeyValue>
        <KeyValue label="Tags">
          <TagList tags={vault.tags} isWrapped />
        </KeyValue>
      </KeyValueList>
      <CommandBlocks commands={createVaultCommands(vault)} />
    </>
  )
}
