import { bicepQuote, type Command, commandLine, powershellQuote, terraformQuote } from './command-line.ts'
import type { ObjectCollection } from './rights.ts'
import type { PrincipalType } from './role-assignment.ts'

/** A role for somebody at a scope, as every tool takes it. */
export interface RoleGrant {
  roleName: string
  /** GUID. */
  roleDefinitionId: string
  /** Object id, or a placeholder. */
  principalId: string
  principalType?: PrincipalType
  /** ARM id, or a placeholder. */
  scope: string
  condition?: string
  description?: string
}

/** Ways to assign a role without Strongroom. */
export function assignCommands(grant: RoleGrant): Command[] {
  const { roleName, roleDefinitionId, principalId, principalType, scope, condition, description } = grant
  return [
    {
      label: 'Azure CLI',
      text: commandLine(
        ...['az', 'role', 'assignment', 'create', '--role', roleName, '--assignee-object-id', principalId],
        ...['--assignee-principal-type', principalType ?? 'User', '--scope', scope],
        ...(condition ? ['--condition', condition, '--condition-version', '2.0'] : []),
        ...(description ? ['--description', description] : []),
      ),
    },
    {
      label: 'PowerShell',
      text: [
        `New-AzRoleAssignment -RoleDefinitionName ${powershellQuote(roleName)} -ObjectId ${powershellQuote(principalId)} -Scope ${powershellQuote(scope)}`,
        ...(condition ? [`-Condition ${powershellQuote(condition)} -ConditionVersion '2.0'`] : []),
        ...(description ? [`-Description ${powershellQuote(description)}`] : []),
      ].join(' '),
    },
    { label: 'Bicep', text: bicepAssignment(grant) },
    {
      label: 'Terraform',
      text: `resource "azurerm_role_assignment" "access" {
  scope              = ${terraformQuote(scope)}
  role_definition_id = "/providers/Microsoft.Authorization/roleDefinitions/${roleDefinitionId}"
  principal_id       = ${terraformQuote(principalId)}${principalType ? `\n  principal_type     = "${principalType}"` : ''}${condition ? `\n  condition          = ${terraformQuote(condition)}\n  condition_version  = "2.0"` : ''}${description ? `\n  description        = ${terraformQuote(description)}` : ''}
}`,
    },
  ]
}

function bicepAssignment(grant: RoleGrant): string {
  const { roleDefinitionId, principalId, principalType, scope, condition, description } = grant
  const [, vaultName = '<vault>', collection, objectName] =
    /\/vaults\/([^/]+)(?:\/(secrets|keys|certificates)\/([^/]+))?$/i.exec(scope) ?? []
  const object =
    collection && objectName
      ? `\nresource target 'Microsoft.KeyVault/vaults/${collection}@2023-07-01' existing = {\n  parent: vault\n  name: ${bicepQuote(objectName)}\n}\n`
      : ''
  return `resource vault 'Microsoft.KeyVault/vaults@2023-07-01' existing = {
  name: ${bicepQuote(vaultName)}
}
${object}
resource access 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(${object ? 'target' : 'vault'}.id, ${bicepQuote(principalId)}, ${bicepQuote(roleDefinitionId)})
  scope: ${object ? 'target' : 'vault'}
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', ${bicepQuote(roleDefinitionId)})
    principalId: ${bicepQuote(principalId)}${principalType ? `\n    principalType: '${principalType}'` : ''}${condition ? `\n    condition: ${bicepQuote(condition)}\n    conditionVersion: '2.0'` : ''}${description ? `\n    description: ${bicepQuote(description)}` : ''}
  }
}`
}

/** Ways to remove an assignment without Strongroom. @param id its ARM id */
export function removeCommands(id: string, grant: RoleGrant): Command[] {
  const { roleName, principalId, scope } = grant
  return [
    { label: 'Azure CLI', text: commandLine('az', 'role', 'assignment', 'delete', '--ids', id) },
    {
      label: 'PowerShell',
      text: `Remove-AzRoleAssignment -ObjectId ${powershellQuote(principalId)} -RoleDefinitionName ${powershellQuote(roleName)} -Scope ${powershellQuote(scope)}`,
    },
    {
      label: 'Bicep',
      text: `// Bicep removes nothing by leaving it out. Delete the resource from the template, then:\n${commandLine('az', 'resource', 'delete', '--ids', id)}`,
    },
    {
      label: 'Terraform',
      text: `# Import it, delete its block, then apply:\nimport {\n  to = azurerm_role_assignment.access\n  id = ${terraformQuote(id)}\n}`,
    },
  ]
}

/** Ways to add one permission to a vault's access policies: they reach the whole vault, never one object. */
export function policyCommands(policy: {
  vaultName: string
  principalId: string
  collection: ObjectCollection
  permission: string
}): Command[] {
  const { vaultName, principalId, collection, permission } = policy
  return [
    {
      label: 'Azure CLI',
      text: commandLine(
        ...['az', 'keyvault', 'set-policy', '--name', vaultName, '--object-id', principalId],
        ...[`--${collection.slice(0, -1)}-permissions`, permission],
      ),
    },
    {
      label: 'PowerShell',
      text: `Set-AzKeyVaultAccessPolicy -VaultName ${powershellQuote(vaultName)} -ObjectId ${powershellQuote(principalId)} -PermissionsTo${collection[0]?.toUpperCase()}${collection.slice(1)} ${powershellQuote(permission)}`,
    },
    {
      label: 'Terraform',
      text: `resource "azurerm_key_vault_access_policy" "access" {
  key_vault_id = data.azurerm_key_vault.vault.id
  tenant_id    = data.azurerm_client_config.current.tenant_id
  object_id    = ${terraformQuote(principalId)}

  ${collection.slice(0, -1)}_permissions = ["${permission[0]?.toUpperCase()}${permission.slice(1)}"]
}`,
    },
  ]
}
