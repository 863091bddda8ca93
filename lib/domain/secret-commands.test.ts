// biome-ignore lint/style/noRestrictedImports: only a real shell can judge what it makes of a quoted word
import { execFileSync } from 'node:child_process'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { shellQuote } from './command-line.ts'
import { grantCommand, refreshReferencesCommand, secretCommands } from './secret-commands.ts'

const address = { vaultName: 'kv-pay', vaultUri: 'https://kv-pay.vault.azure.net/', secretName: 'db-password' }
const version = '0123456789abcdef0123456789abcdef'
const textOf = (label: RegExp, of = secretCommands(address)) => of.find((command) => label.test(command.label))?.text

test('a quoted word reaches a program through a shell unchanged, whatever is in it', () => {
  const words = fc.array(
    fc.string({ unit: 'grapheme', minLength: 1 }).filter((word) => !word.includes('\0')),
    {
      minLength: 1,
      maxLength: 8,
    },
  )
  fc.assert(
    fc.property(words, (list) => {
      const printed = execFileSync('/bin/sh', ['-c', `printf '%s\\0' ${list.map(shellQuote).join(' ')}`], {
        encoding: 'utf8',
      })
      expect(printed.split('\0').slice(0, -1)).toEqual(list)
    }),
    { numRuns: 30 },
  )
})

test('the commands name vault, secret and version and hold only placeholders beyond', () => {
  expect(textOf(/CLI: read/)).toBe(
    'az keyvault secret show --vault-name kv-pay --name db-password --query value --output tsv',
  )
  expect(textOf(/CLI: read/, secretCommands({ ...address, version }))).toContain(`--version ${version}`)
  expect(textOf(/new version/)).toBe(
    `az keyvault secret set --vault-name kv-pay --name db-password --file '<file-with-the-value>'`,
  )
  expect(textOf(/REST/)).toBe(
    `az rest --method get --url 'https://kv-pay.vault.azure.net/secrets/db-password?api-version=7.6' --resource https://vault.azure.net`,
  )
})

test('infrastructure as code refers to the secret and holds no value', () => {
  expect(textOf(/Bicep/)).toContain(
    `resource vault 'Microsoft.KeyVault/vaults@2023-07-01' existing = {\n  name: 'kv-pay'`,
  )
  expect(textOf(/Bicep/)).toContain(`vault.getSecret('db-password')`)
  expect(textOf(/Bicep/, secretCommands({ ...address, version }))).toContain(
    `vault.getSecret('db-password', '${version}')`,
  )
  expect(textOf(/Terraform/)).toContain(`data "azurerm_key_vault_secret" "db_password"`)
  expect(textOf(/Terraform/, secretCommands({ ...address, version }))).toContain(`version      = "${version}"`)
})

test('an app reference without a version ends in a slash, so that the app follows the secret', () => {
  expect(textOf(/App Service/)).toBe(
    '@Microsoft.KeyVault(SecretUri=https://kv-pay.vault.azure.net/secrets/db-password/)',
  )
  expect(textOf(/App Service/, secretCommands({ ...address, version }))).toMatch(new RegExp(`${version}\\)$`))
})

test('the refresh command survives a paste into a shell although it holds placeholders', () => {
  expect(refreshReferencesCommand()).toMatch(
    /^az rest --method post --url '\/subscriptions\/<subscription-id>\/.*\/config\/configreferences\/appsettings\/refresh\?api-version=2022-03-01'$/,
  )
  expect(grantCommand('Key Vault Reader')).toBe(
    `az role assignment create --role 'Key Vault Reader' --assignee '<user-or-group-object-id>' --scope '<resource-id-of-the-vault>'`,
  )
})
