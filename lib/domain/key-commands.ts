import {
  bicepVault,
  type Command,
  commandLine,
  powershellQuote,
  restCommand,
  terraformName,
  terraformVault,
} from './command-line.ts'
import type { KeyDetail } from './key.ts'

/** What a command needs to know of a key. `vaultUri` has no path, with or without a trailing slash. */
export interface KeyAddress {
  vaultName: string
  vaultUri: string
  keyName: string
  version?: string
}

type KeyShape = Pick<KeyDetail, 'keyType' | 'keySizeBits' | 'curve' | 'operations'>

/** The identifier of a key, or of one of its versions, as Key Vault writes it. */
export function keyId({ vaultUri, keyName, version }: KeyAddress): string {
  return [vaultUri.replace(/\/+$/, ''), 'keys', keyName, ...(version ? [version] : [])].join('/')
}

/**
 * Ways to reach a key, follow it up and make one like it, without Strongroom.
 * @param shape null where it is not known: then none makes one like it
 */
export function keyCommands(address: KeyAddress, shape: KeyShape | null): Command[] {
  const { vaultName, vaultUri, keyName, version } = address
  const id = keyId(address)
  const az = (...words: string[]) =>
    commandLine('az', 'keyvault', 'key', ...words, '--vault-name', vaultName, '--name', keyName)
  const named = `-VaultName ${powershellQuote(vaultName)} -Name ${powershellQuote(keyName)}`
  return [
    {
      label: 'Azure CLI: show the public key',
      text: `${az('show')}${version ? ` --version ${version}` : ''}`,
    },
    { label: 'Azure CLI: download the public key', text: `${az('download')} --file ${keyName}.pem` },
    { label: 'Azure CLI: rotate now', text: az('rotate') },
    { label: 'Azure CLI: show the rotation policy', text: az('rotation-policy', 'show') },
    ...(shape ? [{ label: 'Azure CLI: make a key like this', text: `${az('create')} ${shapeWords(shape)}` }] : []),
    {
      label: 'PowerShell: show the key',
      text: `Get-AzKeyVaultKey ${named}${version ? ` -Version ${powershellQuote(version)}` : ''}`,
    },
    { label: 'PowerShell: rotate now', text: `Invoke-AzKeyVaultKeyRotation ${named}` },
    { label: 'REST: read the public key', text: restCommand(vaultUri, 'get', id) },
    {
      label: 'REST: rotate now',
      text: restCommand(vaultUri, 'post', `${keyId({ vaultName, vaultUri, keyName })}/rotate`),
    },
    ...(shape
      ? [
          { label: 'Bicep: a key like this', text: bicepKey(address, shape) },
          { label: 'Terraform: a key like this', text: terraformKey(address, shape) },
        ]
      : []),
    { label: version ? 'Version identifier' : 'Key identifier, which follows rotations', text: id },
  ]
}

function shapeWords({ keyType, keySizeBits, curve, operations }: KeyShape): string {
  return commandLine(
    ...['--kty', keyType],
    ...(keySizeBits ? ['--size', String(keySizeBits)] : []),
    ...(curve ? ['--curve', curve] : []),
    ...(operations.length > 0 ? ['--ops', ...operations] : []),
  )
}

function bicepKey({ vaultName, keyName }: KeyAddress, { keyType, keySizeBits, curve, operations }: KeyShape): string {
  const size = keySizeBits ? `\n    keySize: ${keySizeBits}` : ''
  const curveName = curve ? `\n    curveName: '${curve}'` : ''
  return `${bicepVault(vaultName)}

resource key 'Microsoft.KeyVault/vaults/keys@2023-07-01' = {
  parent: vault
  name: '${keyName}'
  properties: {
    kty: '${keyType}'${size}${curveName}
    keyOps: [${operations.map((operation) => `'${operation}'`).join(', ')}]
  }
}`
}

function terraformKey({ vaultName, keyName }: KeyAddress, shape: KeyShape): string {
  const { keyType, keySizeBits, curve, operations } = shape
  const size = keySizeBits ? `\n  key_size     = ${keySizeBits}` : ''
  const curveName = curve ? `\n  curve        = "${curve}"` : ''
  return `${terraformVault(vaultName)}

resource "azurerm_key_vault_key" "${terraformName(keyName)}" {
  name         = "${keyName}"
  key_vault_id = data.azurerm_key_vault.vault.id
  key_type     = "${keyType}"${size}${curveName}
  key_opts     = [${operations.map((operation) => `"${operation}"`).join(', ')}]
}`
}
