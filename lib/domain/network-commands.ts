import { type Command, commandLine, powershellQuote, terraformName } from './command-line.ts'
import type { NetworkFinding } from './network-finding.ts'
import type { NetworkRules } from './network-settings.ts'

/** What a command needs to know of a vault. */
export interface VaultPlace {
  name: string
  /** Its resource id. */
  id: string
  resourceGroup: string
  location: string
}

const bicep = (name: string, lines: string[]) =>
  `// Among the other properties of the vault: a deployment replaces what is left out.
resource vault 'Microsoft.KeyVault/vaults@2026-02-01' = {
  name: '${name}'
  properties: {
${lines.map((line) => `    ${line}`).join('\n')}
  }
}`

const terraform = (name: string, lines: string[]) =>
  `resource "azurerm_key_vault" "${terraformName(name)}" {
  # … what it has already
${lines.map((line) => `  ${line}`).join('\n')}
}`

const four = (cli: string, powershell: string, bicepText: string, terraformText: string): Command[] => [
  { label: 'Azure CLI', text: cli },
  { label: 'PowerShell', text: powershell },
  { label: 'Bicep', text: bicepText },
  { label: 'Terraform', text: terraformText },
]

/** The fix of a finding in the four languages. `ownAddress` is the one that Strongroom calls from, where it is known. */
export function fixCommands(
  finding: NetworkFinding,
  vault: VaultPlace,
  rules: NetworkRules,
  ownAddress: string | null,
): Command[] {
  const update = (...words: string[]) =>
    commandLine('az', 'keyvault', 'update', '--name', vault.name, '--resource-group', vault.resourceGroup, ...words)
  const named = `-VaultName ${powershellQuote(vault.name)}`
  const withRules = (change: Partial<NetworkRules>, cli: string, powershell: string) =>
    four(cli, powershell, ...rulesAsCode(vault.name, { ...rules, ...change }))
  switch (finding.kind) {
    case 'openToAll':
      return withRules(
        { defaultAction: 'Deny' },
        `${addAddress(vault, '<address-or-range>')}\n${update('--default-action', 'Deny')}`,
        `Add-AzKeyVaultNetworkRule ${named} -IpAddressRange '<address-or-range>'\nUpdate-AzKeyVaultNetworkRuleSet ${named} -DefaultAction Deny`,
      )
    case 'trustedServices':
      return withRules(
        { bypass: 'None' },
        update('--bypass', 'None'),
        `Update-AzKeyVaultNetworkRuleSet ${named} -Bypass None`,
      )
    case 'unreachable': {
      const address = ownAddress ?? '<address-of-strongroom>'
      return withRules(
        { ipRules: [...rules.ipRules, address] },
        addAddress(vault, address),
        `Add-AzKeyVaultNetworkRule ${named} -IpAddressRange ${address.startsWith('<') ? `'${address}'` : address}`,
      )
    }
    case 'templateDeployment':
      return flagCommands(vault, update, 'TemplateDeployment', 'template-deployment')
    case 'diskEncryption':
      return flagCommands(vault, update, 'DiskEncryption', 'disk-encryption')
    case 'deployment':
      return flagCommands(vault, update, 'Deployment', 'deployment')
    case 'noPrivateEndpoint':
      return endpointCommands(vault)
    case 'pendingEndpoint':
      return decisionCommands(vault, finding.entry ?? '<connection>', 'Approved')
  }
}

/** Changes the whole firewall of a vault to these rules. */
export function rulesCommands(vault: VaultPlace, rules: NetworkRules): Command[] {
  const named = `-VaultName ${powershellQuote(vault.name)}`
  const list = (items: string[]) => items.map((item) => powershellQuote(item)).join(', ')
  const cli = [
    commandLine(
      ...['az', 'keyvault', 'update', '--name', vault.name, '--resource-group', vault.resourceGroup],
      ...['--public-network-access', rules.publicNetworkAccess],
      ...['--default-action', rules.defaultAction, '--bypass', rules.bypass],
    ),
    ...rules.ipRules.map((rule) => addAddress(vault, rule)),
    ...rules.virtualNetworkRules.map((subnet) => addRule(vault, '--subnet', subnet)),
  ].join('\n')
  const powershell = [
    `Update-AzKeyVault ${named} -ResourceGroupName ${powershellQuote(vault.resourceGroup)} -PublicNetworkAccess ${rules.publicNetworkAccess}`,
    `Update-AzKeyVaultNetworkRuleSet ${named} -DefaultAction ${rules.defaultAction} -Bypass ${rules.bypass} -IpAddressRange @(${list(rules.ipRules)}) -VirtualNetworkResourceId @(${list(rules.virtualNetworkRules)})`,
  ].join('\n')
  return four(cli, powershell, ...rulesAsCode(vault.name, rules))
}

/** Approves or rejects a private endpoint connection. */
export function decisionCommands(vault: VaultPlace, connection: string, status: 'Approved' | 'Rejected'): Command[] {
  const id = `${vault.id}/privateEndpointConnections/${connection}`
  const [verb, cmdlet] = status === 'Approved' ? (['approve', 'Approve'] as const) : (['reject', 'Deny'] as const)
  const state = `privateLinkServiceConnectionState: {\n      status: '${status}'\n    }`
  return four(
    commandLine('az', 'network', 'private-endpoint-connection', verb, '--id', id),
    `${cmdlet}-AzPrivateEndpointConnection -ResourceId ${powershellQuote(id)}`,
    `resource vault 'Microsoft.KeyVault/vaults@2026-02-01' existing = {
  name: '${vault.name}'
}

resource connection 'Microsoft.KeyVault/vaults/privateEndpointConnections@2026-02-01' = {
  parent: vault
  name: '${connection}'
  properties: {
    ${state}
  }
}`,
    `resource "azapi_update_resource" "${terraformName(connection)}" {
  type        = "Microsoft.KeyVault/vaults/privateEndpointConnections@2026-02-01"
  resource_id = "${id}"
  body = {
    properties = { privateLinkServiceConnectionState = { status = "${status}" } }
  }
}`,
  )
}

const addRule = (vault: VaultPlace, flag: string, value: string) =>
  commandLine(
    ...['az', 'keyvault', 'network-rule', 'add', '--name', vault.name],
    ...['--resource-group', vault.resourceGroup, flag, value],
  )
const addAddress = (vault: VaultPlace, address: string) => addRule(vault, '--ip-address', address)

/** The firewall as Bicep and as Terraform. */
function rulesAsCode(name: string, rules: NetworkRules): [bicepText: string, terraformText: string] {
  const block = (items: string[]) =>
    items.length ? ['[', ...items.map((item) => `    ${item}`), '  ]'].join('\n    ') : '[]'
  return [
    bicep(name, [
      `publicNetworkAccess: '${rules.publicNetworkAccess}'`,
      'networkAcls: {',
      `  defaultAction: '${rules.defaultAction}'`,
      `  bypass: '${rules.bypass}'`,
      `  ipRules: ${block(rules.ipRules.map((rule) => `{ value: '${rule}' }`))}`,
      `  virtualNetworkRules: ${block(rules.virtualNetworkRules.map((id) => `{ id: '${id}' }`))}`,
      '}',
    ]),
    terraform(name, [
      `public_network_access_enabled = ${rules.publicNetworkAccess === 'Enabled'}`,
      'network_acls {',
      `  default_action             = "${rules.defaultAction}"`,
      `  bypass                     = "${rules.bypass}"`,
      `  ip_rules                   = ${JSON.stringify(rules.ipRules)}`,
      `  virtual_network_subnet_ids = ${JSON.stringify(rules.virtualNetworkRules)}`,
      '}',
    ]),
  ]
}

function flagCommands(
  { name }: VaultPlace,
  update: (...words: string[]) => string,
  flag: 'TemplateDeployment' | 'DiskEncryption' | 'Deployment',
  words: string,
): Command[] {
  return four(
    update(`--enabled-for-${words}`, 'false'),
    `Remove-AzKeyVaultAccessPolicy -VaultName ${powershellQuote(name)} -EnabledFor${flag}`,
    bicep(name, [`enabledFor${flag}: false`]),
    terraform(name, [`enabled_for_${words.replaceAll('-', '_')} = false`]),
  )
}

function endpointCommands({ name, id, resourceGroup, location }: VaultPlace): Command[] {
  const endpoint = `pe-${name}`
  const subnet = '<resource-id-of-the-subnet>'
  return four(
    commandLine(
      ...['az', 'network', 'private-endpoint', 'create', '--name', endpoint, '--resource-group', resourceGroup],
      ...['--location', location, '--subnet', subnet, '--private-connection-resource-id', id],
      ...['--group-id', 'vault', '--connection-name', endpoint],
    ),
    `$link = New-AzPrivateLinkServiceConnection -Name ${powershellQuote(endpoint)} -PrivateLinkServiceId ${powershellQuote(id)} -GroupId vault
New-AzPrivateEndpoint -Name ${powershellQuote(endpoint)} -ResourceGroupName ${powershellQuote(resourceGroup)} -Location ${powershellQuote(location)} -Subnet $subnet -PrivateLinkServiceConnection $link`,
    `resource endpoint 'Microsoft.Network/privateEndpoints@2024-05-01' = {
  name: '${endpoint}'
  location: '${location}'
  properties: {
    subnet: { id: '${subnet}' }
    privateLinkServiceConnections: [
      {
        name: '${endpoint}'
        properties: {
          privateLinkServiceId: '${id}'
          groupIds: ['vault']
        }
      }
    ]
  }
}`,
    `resource "azurerm_private_endpoint" "${terraformName(endpoint)}" {
  name                = "${endpoint}"
  location            = "${location}"
  resource_group_name = "${resourceGroup}"
  subnet_id           = "${subnet}"

  private_service_connection {
    name                           = "${endpoint}"
    private_connection_resource_id = "${id}"
    subresource_names              = ["vault"]
    is_manual_connection           = false
  }
}`,
  )
}
