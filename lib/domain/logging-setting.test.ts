import { expect, test } from 'vitest'
import { loggingCommands } from './logging-setting.ts'

const vault = "/subscriptions/s/resourceGroups/o'neil/providers/Microsoft.KeyVault/vaults/kv-a"

test('each command names the vault, the workspace and the calls, quoted for its own reader, and one takes it back', () => {
  const texts = Object.fromEntries(loggingCommands(vault, '/w').map(({ label, text }) => [label, text]))
  expect(texts['Azure CLI']).toBe(
    `az monitor diagnostic-settings create --name strongroom-audit --resource '${vault.replace("'", `'\\''`)}' --workspace /w --logs '[{"category":"AuditEvent","enabled":true}]' --export-to-resource-specific true`,
  )
  expect(texts.PowerShell).toContain("o''neil")
  expect(texts.Bicep).toContain("name: 'kv-a'")
  expect(texts.Terraform).toContain(`target_resource_id             = "${vault}"`)
  expect(texts.Undo).toMatch(/^az monitor diagnostic-settings delete --name strongroom-audit --resource /)
})
