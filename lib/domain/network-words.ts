import type { ExposureClass, NetworkRuleName, NetworkVerdict } from './network-exposure.ts'
import type { EndpointStatus, NetworkSettings } from './network-settings.ts'

export const exposureWords: Record<ExposureClass, string> = {
  open: 'Open to all',
  selected: 'Selected networks',
  private: 'Private only',
  perimeter: 'Perimeter',
}

export const exposureSentences: Record<ExposureClass, string> = {
  open: 'Any address of the internet may call. Only roles or policies stand between it and the data.',
  selected: 'Only the addresses and subnets of its rules may call, and what goes through a private endpoint.',
  private: 'Nothing comes in over the public network; private endpoints carry the calls.',
  perimeter: 'A network security perimeter decides who may call.',
}

export const endpointWords: Record<EndpointStatus, string> = {
  Pending: 'Pending: waits for approval and carries nothing',
  Approved: 'Approved: carries calls',
  Rejected: 'Rejected: carries nothing',
  Disconnected: 'Disconnected: its endpoint is gone',
}

export const publicAccessWords: Record<NetworkSettings['publicNetworkAccess'], string> = {
  Enabled: 'Enabled',
  Disabled: 'Disabled',
  SecuredByPerimeter: 'Secured by a perimeter',
}

export const defaultActionWords = {
  Allow: 'Allow: whoever no rule names may call',
  Deny: 'Deny: whoever no rule names is refused',
} as const

export const bypassWords = {
  AzureServices: 'Trusted services of Azure go around the rules, also with public access disabled',
  None: 'None: trusted services of Azure are held to the rules',
} as const

const ruleSentences: Record<NetworkRuleName, string> = {
  controlPlane: 'The firewall is for secrets, keys and certificates alone: the vault as a resource knows none.',
  endpointApproved: 'An approved private endpoint goes around the firewall',
  endpointNotApproved: 'Only an approved private endpoint carries calls',
  endpointUnknown: 'This vault has no private endpoint connection of that name',
  perimeterRule: 'A rule of the perimeter lets this address in',
  perimeterEnforced: 'The perimeter is enforced and has no rule for it: nothing else counts, the bypass included',
  securedByPerimeter:
    'Public access is left to a perimeter, and none that is known lets it in: the vault’s own rules do not count.',
  bypass: 'Trusted services bypass the firewall.',
  publicAccessDisabled: 'Public network access is disabled, which wins over every rule.',
  openToAll: 'The default action is Allow: the vault answers every address.',
  ipRule: 'An IP rule lets this address in',
  virtualNetworkRule: 'A virtual network rule lets this subnet in',
  defaultDeny: 'No rule names it, and the default action is Deny.',
}

/** Which rule decided, as a sentence, with the entry that it was. */
export function verdictSentence({ rule, entry }: NetworkVerdict): string {
  const sentence = ruleSentences[rule]
  return entry === undefined ? sentence : `${sentence.replace(/\.$/, '')}: ${entry}.`
}

/**
 * Services people take for trusted, and whether they are. Not the whole of Microsoft's list: the ones that are asked about.
 * @see https://learn.microsoft.com/azure/key-vault/general/overview-vnet-service-endpoints#trusted-services
 */
export const azureServices: readonly { name: string; isTrusted: boolean; note: string }[] = [
  { name: 'Azure Backup', isTrusted: true, note: 'For keys and secrets of encrypted machines that it backs up.' },
  { name: 'Azure Disk Encryption', isTrusted: true, note: 'Where the vault is enabled for disk encryption.' },
  { name: 'Azure Storage', isTrusted: true, note: 'For customer-managed keys.' },
  { name: 'Azure SQL Database', isTrusted: true, note: 'For transparent data encryption with your own key.' },
  { name: 'Azure Resource Manager templates', isTrusted: true, note: 'For secure parameters, where it is enabled.' },
  { name: 'Azure Virtual Machines', isTrusted: true, note: 'For certificates at deployment, where it is enabled.' },
  {
    name: 'App Service: deployment of a certificate',
    isTrusted: true,
    note: 'For certificates alone: an app’s own code and its Key Vault references are not.',
  },
  {
    name: 'App Service: an app or its Key Vault references',
    isTrusted: false,
    note: 'It calls from the app’s own addresses or subnet: allow those, or use virtual network integration.',
  },
  {
    name: 'Azure DevOps',
    isTrusted: false,
    note: 'Microsoft’s agents come from changing addresses: use an agent of your own in an allowed subnet.',
  },
  { name: 'GitHub Actions', isTrusted: false, note: 'Its runners come from changing addresses: use one of your own.' },
]
