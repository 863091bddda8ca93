import { expect, test } from 'vitest'
import { assignCommands, policyCommands, removeCommands } from './role-commands.ts'

const vault = '/subscriptions/s/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/kv-pay'
const grant = {
  roleName: 'Key Vault Secrets User',
  roleDefinitionId: '4633458b-17de-408a-b874-0445c86b69e6',
  principalId: '11111111-1111-4111-8111-111111111111',
  principalType: 'Group' as const,
  scope: `${vault}/secrets/db`,
  condition: "(@Resource[Microsoft.KeyVault/vaults/secrets:name] StringEquals 'db')",
  description: `"on-call" of $(whoami) \${x}`,
}
const byLabel = (commands: { label: string; text: string }[]) =>
  Object.fromEntries(commands.map(({ label, text }) => [label, text]))

test('a grant in each tool’s language, quoted so that nothing in a reason is run', () => {
  const commands = byLabel(assignCommands(grant))
  expect(commands['Azure CLI']).toBe(
    `az role assignment create --role 'Key Vault Secrets User' --assignee-object-id ${grant.principalId} --assignee-principal-type Group --scope ${grant.scope} --condition '(@Resource[Microsoft.KeyVault/vaults/secrets:name] StringEquals '\\''db'\\'')' --condition-version 2.0 --description '"on-call" of $(whoami) \${x}'`,
  )
  expect(commands.PowerShell).toContain(`-Description '"on-call" of $(whoami) \${x}'`)
  expect(commands.Bicep).toContain(`Microsoft.KeyVault/vaults/secrets@2023-07-01`)
  expect(commands.Bicep).toContain(`StringEquals \\'db\\'`)
  expect(commands.Bicep).toContain(`\\\${x}`)
  expect(commands.Terraform).toContain(`\\"on-call\\" of $(whoami) $\${x}`)
})

test('a removal names the one assignment; a policy one permission', () => {
  const id = `${vault}/providers/Microsoft.Authorization/roleAssignments/a`
  expect(byLabel(removeCommands(id, grant))['Azure CLI']).toBe(`az role assignment delete --ids ${id}`)
  const policy = { vaultName: 'kv-pay', principalId: 'p', collection: 'secrets' as const, permission: 'get' }
  expect(byLabel(policyCommands(policy))['Azure CLI']).toBe(
    'az keyvault set-policy --name kv-pay --object-id p --secret-permissions get',
  )
})
