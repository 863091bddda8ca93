/**
 * Commands a person can paste elsewhere. They hold names and placeholders, never a value: what is on a clipboard or in a
 * shell's history is readable to others.
 */
export interface Command {
  label: string
  text: string
}

/** A word as POSIX shells read it unchanged. */
export function shellQuote(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`
}

/** Words as one command of a POSIX shell. */
export const commandLine = (...words: string[]) => words.map(shellQuote).join(' ')

/** A word as PowerShell reads it unchanged. */
export const powershellQuote = (word: string) => (/^[\w-]+$/.test(word) ? word : `'${word.replaceAll("'", "''")}'`)

/** A text as Bicep reads it unchanged. */
export const bicepQuote = (text: string) =>
  `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('${', '\\${')}'`

/** A text as Terraform reads it unchanged. */
export const terraformQuote = (text: string) =>
  `"${text
    .replaceAll('\\', '\\\\')
    .replaceAll('"', '\\"')
    .replaceAll('${', () => '$${')
    .replaceAll('%{', '%%{')}"`

/** Key Vault's own token audience, from the vault's host: `https://vault.azure.net` for the public cloud. */
function audienceOf(vaultUri: string): string {
  const host = new URL(vaultUri).hostname
  return `https://${host.slice(host.indexOf('.') + 1)}`
}

/** A call of Key Vault's own API by the Azure CLI. `url` has no query. */
export function restCommand(vaultUri: string, method: string, url: string): string {
  return commandLine(
    ...['az', 'rest', '--method', method, '--url', `${url}?api-version=7.6`],
    ...['--resource', audienceOf(vaultUri)],
  )
}

/** A vault that is there already, for Bicep. Names of vaults and objects need no quoting: letters, digits, hyphens. */
export const bicepVault = (vaultName: string) =>
  `resource vault 'Microsoft.KeyVault/vaults@2023-07-01' existing = {\n  name: '${vaultName}'\n}`

/** A vault that is there already, for Terraform. */
export const terraformVault = (vaultName: string) =>
  `data "azurerm_key_vault" "vault" {\n  name                = "${vaultName}"\n  resource_group_name = "<resource-group>"\n}`

/** An object's name as Terraform's own. */
export const terraformName = (name: string) => `${/^[a-z]/i.test(name) ? '' : '_'}${name.replaceAll('-', '_')}`
