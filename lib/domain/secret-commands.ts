import {
  bicepVault,
  type Command,
  commandLine,
  powershellQuote,
  restCommand,
  terraformName,
  terraformVault,
} from './command-line.ts'

/** What a command needs to know of a secret. `vaultUri` has no path, with or without a trailing slash. */
export interface SecretAddress {
  vaultName: string
  vaultUri: string
  secretName: string
  version?: string
}

/** The identifier of a secret, or of one of its versions, as Key Vault writes it. */
export function secretId({ vaultUri, secretName, version }: SecretAddress): string {
  return [vaultUri.replace(/\/+$/, ''), 'secrets', secretName, ...(version ? [version] : [])].join('/')
}

/** Ways to reach a secret, or one version of it, without Strongroom. */
export function secretCommands(address: SecretAddress): Command[] {
  const { vaultName, vaultUri, secretName, version } = address
  const id = secretId(address)
  const named = ['--vault-name', vaultName, '--name', secretName]
  return [
    {
      label: 'Azure CLI: read the value',
      text: commandLine(
        ...['az', 'keyvault', 'secret', 'show', ...named],
        ...(version ? ['--version', version] : []),
        ...['--query', 'value', '--output', 'tsv'],
      ),
    },
    {
      label: 'Azure CLI: write a new version from a file',
      text: commandLine('az', 'keyvault', 'secret', 'set', ...named, '--file', '<file-with-the-value>'),
    },
    {
      label: 'PowerShell: read the value',
      text: `Get-AzKeyVaultSecret -VaultName ${powershellQuote(vaultName)} -Name ${powershellQuote(secretName)}${version ? ` -Version ${powershellQuote(version)}` : ''} -AsPlainText`,
    },
    {
      label: 'REST: read the value',
      text: restCommand(vaultUri, 'get', id),
    },
    {
      label: 'Bicep: pass the value to a module',
      text: `${bicepVault(vaultName)}

module consumer '<module.bicep>' = {
  params: {
    secret: vault.getSecret('${secretName}'${version ? `, '${version}'` : ''})
  }
}`,
    },
    {
      label: 'Terraform: read the secret',
      text: `${terraformVault(vaultName)}

data "azurerm_key_vault_secret" "${terraformName(secretName)}" {
  name         = "${secretName}"
  key_vault_id = data.azurerm_key_vault.vault.id${version ? `\n  version      = "${version}"` : ''}
}`,
    },
    {
      label: 'App Service and Functions reference',
      // Without a version, so that the app follows the secret; a slash ends the identifier there.
      text: `@Microsoft.KeyVault(SecretUri=${id}${version ? '' : '/'})`,
    },
    { label: version ? 'Version identifier' : 'Secret identifier', text: id },
  ]
}

/**
 * Makes App Service or Functions fetch its Key Vault references now instead of within 24 hours. `az rest` puts the
 * cloud's own Resource Manager before an address that begins with a slash.
 * @see https://learn.microsoft.com/azure/app-service/app-service-key-vault-references#rotation
 */
export function refreshReferencesCommand(): string {
  return commandLine(
    ...['az', 'rest', '--method', 'post', '--url'],
    '/subscriptions/<subscription-id>/resourceGroups/<resource-group>/providers/Microsoft.Web/sites/<app-name>/config/configreferences/appsettings/refresh?api-version=2022-03-01',
  )
}

/** The role assignment that an administrator would make for a right that is missing. */
export function grantCommand(role: string, scope?: string): string {
  return commandLine(
    ...['az', 'role', 'assignment', 'create', '--role', role],
    ...['--assignee', '<user-or-group-object-id>', '--scope', scope ?? '<resource-id-of-the-vault>'],
  )
}
