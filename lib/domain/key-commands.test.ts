import { expect, test } from 'vitest'
import { keyCommands } from './key-commands.ts'

const address = { vaultName: 'kv-pay', vaultUri: 'https://kv-pay.vault.azure.net/', keyName: 'card-signing' }
const rsa = { keyType: 'RSA-HSM', keySizeBits: 3072, curve: null, operations: ['sign', 'verify'] }
const ec = { keyType: 'EC', keySizeBits: null, curve: 'P-256K', operations: ['sign', 'verify'] }
const version = '0123456789abcdef0123456789abcdef'
const textOf = (label: RegExp, of = keyCommands(address, rsa)) => of.find((command) => label.test(command.label))?.text

test('commands name vault and key, and the version where one is meant', () => {
  expect(textOf(/CLI: show the public/)).toBe('az keyvault key show --vault-name kv-pay --name card-signing')
  expect(textOf(/CLI: show the public/, keyCommands({ ...address, version }, rsa))).toContain(`--version ${version}`)
  expect(textOf(/PowerShell: rotate/)).toBe('Invoke-AzKeyVaultKeyRotation -VaultName kv-pay -Name card-signing')
  expect(textOf(/REST: rotate/, keyCommands({ ...address, version }, rsa))).toBe(
    `az rest --method post --url 'https://kv-pay.vault.azure.net/keys/card-signing/rotate?api-version=7.6' --resource https://vault.azure.net`,
  )
  expect(textOf(/identifier/)).toBe('https://kv-pay.vault.azure.net/keys/card-signing')
})

test('a key like this one has its type, size or curve, and operations', () => {
  expect(textOf(/make a key/)).toBe(
    'az keyvault key create --vault-name kv-pay --name card-signing --kty RSA-HSM --size 3072 --ops sign verify',
  )
  expect(textOf(/make a key/, keyCommands(address, ec))).toContain('--kty EC --curve P-256K --ops sign verify')
  expect(textOf(/Bicep/)).toContain("kty: 'RSA-HSM'\n    keySize: 3072\n    keyOps: ['sign', 'verify']")
  expect(textOf(/Terraform/, keyCommands(address, ec))).toMatch(
    /resource "azurerm_key_vault_key" "card_signing" \{[^}]*key_type {5}= "EC"\n {2}curve {8}= "P-256K"/,
  )
})
