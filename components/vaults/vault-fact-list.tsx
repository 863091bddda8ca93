import type { VaultDetail, VaultFacts } from '../../lib/domain/vault.ts'
import { TagList } from '../tag-list.tsx'
import { CodeBlock } from '../ui/code-block.tsx'
import { KeyValue, KeyValueList } from '../ui/key-value-list.tsx'
import { networkSentences, networkWords, permissionModelWords, skuWords } from './vault-words.ts'

export function VaultFactList({ vault }: { vault: VaultDetail }) {
  return (
    <section aria-labelledby="vault-facts">
      <h2 id="vault-facts" className="pb-2 font-semibold text-base">
        Facts
      </h2>
      {vault.facts ? <VisibleFacts vault={vault} facts={vault.facts} /> : <HiddenFacts vault={vault} />}
    </section>
  )
}

function VisibleFacts({ vault, facts }: { vault: VaultDetail; facts: VaultFacts }) {
  return (
    <KeyValueList>
      <KeyValue label="Vault URI" copy={vault.vaultUri}>
        {vault.vaultUri}
      </KeyValue>
      <KeyValue label="Subscription">
        {facts.subscriptionName} <Id text={facts.subscriptionId} />
      </KeyValue>
      <KeyValue label="Resource group">{facts.resourceGroup}</KeyValue>
      <KeyValue label="Region">{facts.location}</KeyValue>
      <KeyValue label="SKU">{skuWords[facts.sku]}</KeyValue>
      <KeyValue label="Permission model">
        {permissionModelWords[facts.permissionModel]}{' '}
        <Note>
          {facts.permissionModel === 'rbac'
            ? 'Azure role assignments decide who reaches the data.'
            : 'Policies on the vault itself decide who reaches the data.'}
        </Note>
      </KeyValue>
      <KeyValue label="Public network access">
        {networkWords[facts.publicNetworkAccess]} <Note>{networkSentences[facts.publicNetworkAccess]}</Note>
      </KeyValue>
      <KeyValue label="Soft delete">
        {facts.softDeleteRetentionDays} days <Note>A deleted object can be recovered for that long.</Note>
      </KeyValue>
      <KeyValue label="Purge protection">
        {facts.isPurgeProtectionEnabled ? 'On' : 'Off'}{' '}
        <Note>
          {facts.isPurgeProtectionEnabled
            ? 'Nobody can erase a deleted object before its time.'
            : 'A deleted object can be erased for good at once.'}
        </Note>
      </KeyValue>
      <KeyValue label="Tags">
        <TagList tags={facts.tags} isWrapped />
      </KeyValue>
      <KeyValue label="Tenant id" copy={facts.tenantId}>
        {facts.tenantId}
      </KeyValue>
      <KeyValue label="Resource id" copy={facts.id}>
        {facts.id}
      </KeyValue>
    </KeyValueList>
  )
}

/** The vault answers to its URI, and Resource Manager shows this person nothing of it. */
function HiddenFacts({ vault }: { vault: VaultDetail }) {
  return (
    <div className="flex flex-col gap-3">
      <KeyValueList>
        <KeyValue label="Vault URI" copy={vault.vaultUri}>
          {vault.vaultUri}
        </KeyValue>
        {['Subscription', 'Resource group', 'Region', 'SKU', 'Permission model', 'Public network access'].map(
          (label) => (
            <KeyValue key={label} label={label}>
              <span className="text-faint">not shown to you</span>
            </KeyValue>
          ),
        )}
        <KeyValue label="Soft delete and purge protection">
          <span className="text-faint">not shown to you</span>
        </KeyValue>
        <KeyValue label="Tags">
          <span className="text-faint">not shown to you</span>
        </KeyValue>
      </KeyValueList>
      <div className="flex max-w-2xl flex-col gap-2 text-muted">
        <p>
          These facts belong to the vault as a resource, and Azure Resource Manager does not list it to you: you have no
          role that shows it, or its subscription could not be read just now. That says nothing of its secrets. Whether
          you may use those, the vault itself decides.
        </p>
        <p>
          To see the facts too, ask for the role <strong className="font-medium text-ink">Key Vault Reader</strong> on
          the vault. Whoever owns it finds its resource id with:
        </p>
        <CodeBlock code={`az keyvault show --name ${vault.name} --query id --output tsv`} what="command" />
      </div>
    </div>
  )
}

function Id({ text }: { text: string }) {
  return <span className="font-mono text-2xs text-muted [overflow-wrap:anywhere]">{text}</span>
}

function Note({ children }: { children: string }) {
  return <span className="text-muted text-xs">{children}</span>
}
