import { type Command, commandLine, powershellQuote, terraformName } from './command-line.ts'
import type { AssignedAtVault } from './deleted-vault.ts'
import type { NewVault } from './new-vault.ts'

/** The version of Resource Manager's API for vaults that is documented and stays; those before it end on 27 February 2027. */
const apiVersion = '2026-02-01'

const vaultPath = ({
  subscriptionId,
  resourceGroup,
  name,
}: Pick<NewVault, 'subscriptionId' | 'resourceGroup' | 'name'>) =>
  `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroup}/providers/Microsoft.KeyVault/vaults/${name}`

/** What Resource Manager is sent to make a vault. `tenantId` is the subscription's own. */
export function newVaultBody(vault: NewVault, tenantId: string) {
  return {
    location: vault.location,
    tags: vault.tags,
    properties: {
      tenantId,
      sku: { family: 'A', name: vault.sku },
      // Never "recover": a name that a deleted vault holds is refused instead of brought back unasked.
      createMode: 'default' as const,
      enableSoftDelete: true,
      softDeleteRetentionInDays: vault.softDeleteRetentionDays,
      // Azure takes no false here.
      ...(vault.isPurgeProtectionEnabled && { enablePurgeProtection: true }),
      // Said whatever it is: the default differs by version of the API.
      enableRbacAuthorization: vault.permissionModel === 'rbac',
      accessPolicies: [],
      enabledForDeployment: vault.isEnabledForDeployment,
      enabledForDiskEncryption: vault.isEnabledForDiskEncryption,
      enabledForTemplateDeployment: vault.isEnabledForTemplateDeployment,
      publicNetworkAccess: vault.network === 'disabled' ? 'Disabled' : 'Enabled',
      networkAcls: {
        defaultAction: vault.network === 'allNetworks' ? ('Allow' as const) : ('Deny' as const),
        bypass: vault.letsTrustedServicesIn ? ('AzureServices' as const) : ('None' as const),
        ipRules: [],
        virtualNetworkRules: [],
      },
    },
  }
}

/** Ways to make the very same vault without Strongroom. */
export function createVaultCommands(vault: NewVault): Command[] {
  return [
    { label: 'Azure CLI', text: azureCli(vault) },
    { label: 'PowerShell', text: powershell(vault) },
    { label: 'Bicep', text: bicep(vault) },
    { label: 'Terraform', text: terraform(vault) },
    {
      label: 'REST',
      text: `PUT https://management.azure.com${vaultPath(vault)}?api-version=${apiVersion}\nContent-Type: application/json\n\n${JSON.stringify(newVaultBody(vault, '<tenant-id>'), null, 2)}`,
    },
  ]
}

function azureCli(vault: NewVault): string {
  const tags = Object.entries(vault.tags).map(([name, value]) => `${name}=${value}`)
  return commandLine(
    ...['az', 'keyvault', 'create', '--subscription', vault.subscriptionId, '--resource-group', vault.resourceGroup],
    ...['--name', vault.name, '--location', vault.location, '--sku', vault.sku],
    ...['--retention-days', String(vault.softDeleteRetentionDays)],
    ...['--enable-rbac-authorization', String(vault.permissionModel === 'rbac')],
    ...(vault.isPurgeProtectionEnabled ? ['--enable-purge-protection', 'true'] : []),
    ...['--enabled-for-deployment', String(vault.isEnabledForDeployment)],
    ...['--enabled-for-disk-encryption', String(vault.isEnabledForDiskEncryption)],
    ...['--enabled-for-template-deployment', String(vault.isEnabledForTemplateDeployment)],
    ...['--public-network-access', vault.network === 'disabled' ? 'Disabled' : 'Enabled'],
    ...['--default-action', vault.network === 'allNetworks' ? 'Allow' : 'Deny'],
    ...['--bypass', vault.letsTrustedServicesIn ? 'AzureServices' : 'None'],
    // Without it the CLI gives its caller every permission.
    ...(vault.permissionModel === 'accessPolicy' ? ['--no-self-perms', 'true'] : []),
    ...(tags.length ? ['--tags', ...tags] : []),
  )
}

function powershell(vault: NewVault): string {
  const tags = Object.entries(vault.tags).map(([name, value]) => `${literal(name)} = ${literal(value)}`)
  const ruleSet = `(New-AzKeyVaultNetworkRuleSetObject -DefaultAction ${vault.network === 'allNetworks' ? 'Allow' : 'Deny'} -Bypass ${vault.letsTrustedServicesIn ? 'AzureServices' : 'None'})`
  return [
    `Set-AzContext -Subscription ${powershellQuote(vault.subscriptionId)}`,
    [
      `New-AzKeyVault -Name ${powershellQuote(vault.name)} -ResourceGroupName ${powershellQuote(vault.resourceGroup)}`,
      `-Location ${powershellQuote(vault.location)} -Sku ${vault.sku === 'premium' ? 'Premium' : 'Standard'}`,
      `-SoftDeleteRetentionInDays ${vault.softDeleteRetentionDays}`,
      ...(vault.permissionModel === 'accessPolicy' ? ['-DisableRbacAuthorization'] : []),
      ...(vault.isPurgeProtectionEnabled ? ['-EnablePurgeProtection'] : []),
      ...(vault.isEnabledForDeployment ? ['-EnabledForDeployment'] : []),
      ...(vault.isEnabledForDiskEncryption ? ['-EnabledForDiskEncryption'] : []),
      ...(vault.isEnabledForTemplateDeployment ? ['-EnabledForTemplateDeployment'] : []),
      `-PublicNetworkAccess ${vault.network === 'disabled' ? 'Disabled' : 'Enabled'} -NetworkRuleSet ${ruleSet}`,
      ...(tags.length ? [`-Tag @{ ${tags.join('; ')} }`] : []),
    ].join(' `\n  '),
  ].join('\n')
}

const literal = (text: string) => `'${text.replaceAll("'", "''")}'`
const bicepText = (text: string) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('${', '\\${')}'`
// Terraform's templates begin with ${ or %{; doubled, they are text.
const terraformText = (text: string) => JSON.stringify(text).replaceAll(/[$%](?=\{)/g, '$&$&')

function bicep(vault: NewVault): string {
  const { properties } = newVaultBody(vault, '')
  const tags = Object.entries(vault.tags).map(([name, value]) => `    ${bicepText(name)}: ${bicepText(value)}`)
  return `resource vault 'Microsoft.KeyVault/vaults@${apiVersion}' = {
  name: '${vault.name}'
  location: '${vault.location}'
${tags.length ? `  tags: {\n${tags.join('\n')}\n  }\n` : ''}  properties: {
    tenantId: subscription().tenantId
    sku: {
      family: 'A'
      name: '${vault.sku}'
    }
    enableSoftDelete: true
    softDeleteRetentionInDays: ${properties.softDeleteRetentionInDays}
${properties.enablePurgeProtection ? '    enablePurgeProtection: true\n' : ''}    enableRbacAuthorization: ${properties.enableRbacAuthorization}
    accessPolicies: []
    enabledForDeployment: ${properties.enabledForDeployment}
    enabledForDiskEncryption: ${properties.enabledForDiskEncryption}
    enabledForTemplateDeployment: ${properties.enabledForTemplateDeployment}
    publicNetworkAccess: '${properties.publicNetworkAccess}'
    networkAcls: {
      defaultAction: '${properties.networkAcls.defaultAction}'
      bypass: '${properties.networkAcls.bypass}'
      ipRules: []
      virtualNetworkRules: []
    }
  }
}`
}

function terraform(vault: NewVault): string {
  const tags = Object.entries(vault.tags).map(([name, value]) => `    ${terraformText(name)} = ${terraformText(value)}`)
  return `data "azurerm_client_config" "current" {}

resource "azurerm_key_vault" "${terraformName(vault.name)}" {
  name                            = "${vault.name}"
  resource_group_name             = ${terraformText(vault.resourceGroup)}
  location                        = "${vault.location}"
  tenant_id                       = data.azurerm_client_config.current.tenant_id
  sku_name                        = "${vault.sku}"
  soft_delete_retention_days      = ${vault.softDeleteRetentionDays}
  purge_protection_enabled        = ${vault.isPurgeProtectionEnabled}
  rbac_authorization_enabled      = ${vault.permissionModel === 'rbac'}
  enabled_for_deployment          = ${vault.isEnabledForDeployment}
  enabled_for_disk_encryption     = ${vault.isEnabledForDiskEncryption}
  enabled_for_template_deployment = ${vault.isEnabledForTemplateDeployment}
  public_network_access_enabled   = ${vault.network !== 'disabled'}

  network_acls {
    default_action = "${vault.network === 'allNetworks' ? 'Allow' : 'Deny'}"
    bypass         = "${vault.letsTrustedServicesIn ? 'AzureServices' : 'None'}"
  }
${tags.length ? `\n  tags = {\n${tags.join('\n')}\n  }\n` : ''}}`
}

/** Where a vault lies, or lay: enough for a command about the whole vault. */
type VaultPlace = Pick<NewVault, 'name' | 'subscriptionId' | 'resourceGroup' | 'location'>

const azVault = (verb: string, { name, subscriptionId }: VaultPlace, ...more: string[]) =>
  commandLine('az', 'keyvault', verb, '--subscription', subscriptionId, '--name', name, ...more)

const inContext = ({ subscriptionId }: VaultPlace, text: string) =>
  `Set-AzContext -Subscription ${powershellQuote(subscriptionId)}\n${text}`

/** Ways to delete the vault, recoverably, without Strongroom. */
export function deleteVaultCommands(vault: VaultPlace): Command[] {
  const { name, resourceGroup } = vault
  const powershell = `Remove-AzKeyVault -VaultName ${powershellQuote(name)} -ResourceGroupName ${powershellQuote(resourceGroup)}`
  return [
    { label: 'Azure CLI', text: azVault('delete', vault, '--resource-group', resourceGroup) },
    { label: 'PowerShell', text: inContext(vault, powershell) },
  ]
}

/** Ways to bring the deleted vault back without Strongroom. */
export function recoverVaultCommands(vault: VaultPlace): Command[] {
  const { name, resourceGroup, location } = vault
  const place = ['--location', location, '--resource-group', resourceGroup]
  const powershell = `Undo-AzKeyVaultRemoval -VaultName ${powershellQuote(name)} -ResourceGroupName ${powershellQuote(resourceGroup)} -Location ${powershellQuote(location)}`
  return [
    { label: 'Azure CLI', text: azVault('recover', vault, ...place) },
    { label: 'PowerShell', text: inContext(vault, powershell) },
  ]
}

/** Ways to destroy the deleted vault for good without Strongroom. */
export function purgeVaultCommands(vault: VaultPlace): Command[] {
  const { name, location } = vault
  const powershell = `Remove-AzKeyVault -VaultName ${powershellQuote(name)} -InRemovedState -Location ${powershellQuote(location)}`
  return [
    { label: 'Azure CLI', text: azVault('purge', vault, '--location', location) },
    { label: 'PowerShell', text: inContext(vault, powershell) },
  ]
}

/** A script that assigns again what a deletion takes away. Run after the recovery; what is there already stays. */
export function reassignScript(vaultName: string, assignments: readonly AssignedAtVault[]): string {
  const lines = assignments.map(({ principalId, principalType, roleDefinitionId, scope, condition }) =>
    commandLine(
      ...['az', 'role', 'assignment', 'create', '--assignee-object-id', principalId],
      ...['--assignee-principal-type', principalType, '--role', roleDefinitionId, '--scope', scope],
      ...(condition ? ['--condition', condition, '--condition-version', '2.0'] : []),
    ),
  )
  return [
    '#!/bin/sh',
    `# Role assignments at the key vault ${vaultName} and its objects, as they were before it was deleted.`,
    '# A recovered vault comes back without them. Run this after the recovery.',
    'set -e',
    ...lines,
    '',
  ].join('\n')
}
