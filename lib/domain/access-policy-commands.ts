import { type PolicyGrant, policyCollections, spelledOut } from './access-policy.ts'
import {
  bicepQuote,
  type Command,
  commandLine,
  powershellQuote,
  terraformName,
  terraformQuote,
} from './command-line.ts'
import type { ObjectCollection } from './rights.ts'

/** An entry of a vault's access policies, as every tool takes it. */
export interface PolicyTarget {
  vaultName: string
  resourceGroup: string
  /** Object id, or a placeholder. */
  principalId: string
  applicationId?: string | undefined
}

const flag: Record<ObjectCollection, string> = { secrets: 'secret', keys: 'key', certificates: 'certificate' }
const pascal = (text: string) => `${text[0]?.toUpperCase()}${text.slice(1)}`
const namesOf = (grant: PolicyGrant, kind: ObjectCollection) => spelledOut(kind, grant[kind]).map(({ name }) => name)

/**
 * Ways to set an entry without Strongroom. Each writes this entry alone: a PUT of the vault would replace all of them.
 * @param before what the entry permits now, if there is one: a kind that it loses has to be named with nothing
 */
export function setPolicyCommands(target: PolicyTarget, grant: PolicyGrant, before: PolicyGrant | null): Command[] {
  const { vaultName, principalId, applicationId } = target
  const kinds = policyCollections.filter((kind) => grant[kind].length > 0 || before?.[kind].length)
  return [
    {
      label: 'Azure CLI',
      text: commandLine(
        ...['az', 'keyvault', 'set-policy', '--name', vaultName, '--object-id', principalId],
        ...(applicationId ? ['--application-id', applicationId] : []),
        ...kinds.flatMap((kind) => [`--${flag[kind]}-permissions`, ...namesOf(grant, kind)]),
      ),
    },
    {
      label: 'PowerShell',
      text: [
        `Set-AzKeyVaultAccessPolicy -VaultName ${powershellQuote(vaultName)} -ObjectId ${powershellQuote(principalId)}`,
        ...(applicationId ? [`-ApplicationId ${powershellQuote(applicationId)}`] : []),
        ...kinds.map((kind) => `-PermissionsTo${pascal(kind)} ${namesOf(grant, kind).join(',') || '@()'}`),
      ].join(' '),
    },
    { label: 'Bicep', text: bicep(target, grant, before ? 'replace' : 'add') },
    { label: 'Terraform', text: terraform(target, grant) },
  ]
}

/** Ways to remove an entry without Strongroom. */
export function removePolicyCommands(target: PolicyTarget, grant: PolicyGrant): Command[] {
  const { vaultName, principalId, applicationId } = target
  return [
    {
      label: 'Azure CLI',
      text: commandLine(
        ...['az', 'keyvault', 'delete-policy', '--name', vaultName, '--object-id', principalId],
        ...(applicationId ? ['--application-id', applicationId] : []),
      ),
    },
    {
      label: 'PowerShell',
      text: [
        `Remove-AzKeyVaultAccessPolicy -VaultName ${powershellQuote(vaultName)} -ObjectId ${powershellQuote(principalId)}`,
        ...(applicationId ? [`-ApplicationId ${powershellQuote(applicationId)}`] : []),
      ].join(' '),
    },
    { label: 'Bicep', text: bicep(target, grant, 'remove') },
    {
      label: 'Terraform',
      text: `# Delete this block, where Terraform made the entry, and apply:\n${terraform(target, grant)}`,
    },
  ]
}

function bicep({ vaultName, principalId, applicationId }: PolicyTarget, grant: PolicyGrant, kind: string): string {
  const lists = policyCollections
    .filter((collection) => grant[collection].length > 0)
    .map((collection) => `          ${collection}: [${namesOf(grant, collection).map(bicepQuote).join(', ')}]`)
  return `resource vault 'Microsoft.KeyVault/vaults@2026-02-01' existing = {
  name: ${bicepQuote(vaultName)}
}

// Not in the vault's own accessPolicies: a deployment of those replaces every entry that it does not name.
resource policy 'Microsoft.KeyVault/vaults/accessPolicies@2026-02-01' = {
  parent: vault
  name: '${kind}'
  properties: {
    accessPolicies: [
      {
        tenantId: subscription().tenantId
        objectId: ${bicepQuote(principalId)}${applicationId ? `\n        applicationId: ${bicepQuote(applicationId)}` : ''}
        permissions: {
${lists.join('\n')}
        }
      }
    ]
  }
}`
}

function terraform({ vaultName, resourceGroup, principalId, applicationId }: PolicyTarget, grant: PolicyGrant): string {
  const lists = policyCollections
    .filter((kind) => grant[kind].length > 0)
    .map((kind) => {
      const labels = spelledOut(kind, grant[kind]).map(({ label }) => terraformQuote(label))
      return `  ${flag[kind]}_permissions = [${labels.join(', ')}]`
    })
  return `data "azurerm_client_config" "current" {}

data "azurerm_key_vault" "${terraformName(vaultName)}" {
  name                = ${terraformQuote(vaultName)}
  resource_group_name = ${terraformQuote(resourceGroup)}
}

resource "azurerm_key_vault_access_policy" "access" {
  key_vault_id = data.azurerm_key_vault.${terraformName(vaultName)}.id
  tenant_id    = data.azurerm_client_config.current.tenant_id
  object_id    = ${terraformQuote(principalId)}${applicationId ? `\n  application_id = ${terraformQuote(applicationId)}` : ''}

${lists.join('\n')}
}`
}
