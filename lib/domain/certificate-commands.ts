import type { CertificatePolicy } from './certificate-policy.ts'
import {
  bicepVault,
  type Command,
  commandLine,
  powershellQuote,
  restCommand,
  terraformName,
  terraformVault,
} from './command-line.ts'

/** What a command needs to know of a certificate. `vaultUri` has no path, with or without a trailing slash. */
export interface CertificateAddress {
  vaultName: string
  vaultUri: string
  certificateName: string
  version?: string
}

/** The identifier of a certificate, or of one of its versions, as Key Vault writes it. */
export function certificateId({ vaultUri, certificateName, version }: CertificateAddress): string {
  return [vaultUri.replace(/\/+$/, ''), 'certificates', certificateName, ...(version ? [version] : [])].join('/')
}

/**
 * Ways to reach a certificate, renew it and make one like it, without Strongroom. None reads the private key, and where a
 * password is needed the reader's own shell asks for it.
 */
export function certificateCommands(address: CertificateAddress, policy: CertificatePolicy | null): Command[] {
  const { vaultName, vaultUri, certificateName, version } = address
  const id = certificateId(address)
  const az = (...words: string[]) =>
    commandLine('az', 'keyvault', 'certificate', ...words, '--vault-name', vaultName, '--name', certificateName)
  const named = `-VaultName ${powershellQuote(vaultName)} -Name ${powershellQuote(certificateName)}`
  const ofVersion = version ? ` --version ${version}` : ''
  return [
    { label: 'Azure CLI: show it', text: `${az('show')}${ofVersion}` },
    {
      label: 'Azure CLI: download it as PEM',
      text: `${az('download')}${ofVersion} --file ${certificateName}.pem --encoding PEM`,
    },
    {
      label: 'Azure CLI: save its policy',
      text: `${az('show')} --query policy --output json > ${certificateName}-policy.json`,
    },
    {
      label: 'Azure CLI: make a new version by the saved policy',
      text: `${az('create')} --policy @${certificateName}-policy.json`,
    },
    { label: 'Azure CLI: show the request', text: az('pending', 'show') },
    { label: 'Azure CLI: merge what was signed', text: `${az('pending', 'merge')} --file ${certificateName}.crt` },
    {
      label: 'PowerShell: show it',
      text: `Get-AzKeyVaultCertificate ${named}${version ? ` -Version ${powershellQuote(version)}` : ''}`,
    },
    {
      label: 'PowerShell: import a PFX',
      text: `Import-AzKeyVaultCertificate ${named} -FilePath ${certificateName}.pfx -Password (Read-Host -AsSecureString)`,
    },
    { label: 'REST: read the public part', text: restCommand(vaultUri, 'get', id) },
    { label: 'Bicep: an app that serves it', text: bicepCertificate(address) },
    ...(policy ? [{ label: 'Terraform: a certificate like this', text: terraformCertificate(address, policy) }] : []),
    { label: version ? 'Version identifier' : 'Certificate identifier, which follows renewals', text: id },
  ]
}

/** Resource Manager makes no certificates in a vault: what it has is the app that takes one from there. */
function bicepCertificate({ vaultName, certificateName }: CertificateAddress): string {
  return `${bicepVault(vaultName)}

resource certificate 'Microsoft.Web/certificates@2023-12-01' = {
  name: '${certificateName}'
  location: resourceGroup().location
  properties: {
    keyVaultId: vault.id
    keyVaultSecretName: '${certificateName}'
    serverFarmId: '<resource-id-of-the-app-service-plan>'
  }
}`
}

function terraformCertificate({ vaultName, certificateName }: CertificateAddress, policy: CertificatePolicy): string {
  const { lifetimeAction: action, keyType, keySizeBits, curve } = policy
  // Terraform's templates begin with ${ or %{; doubled, they are text.
  const text = (value: string | null) => JSON.stringify(value ?? '').replaceAll(/[$%](?=\{)/g, '$&$&')
  const list = (values: string[]) => `[${values.map(text).join(', ')}]`
  const trigger = action?.trigger === 'daysBeforeExpiry' ? 'days_before_expiry' : 'lifetime_percentage'
  const lifetime = action
    ? `
    lifetime_action {
      action {
        action_type = ${text(action.action)}
      }
      trigger {
        ${trigger} = ${action.at}
      }
    }
`
    : ''
  return `${terraformVault(vaultName)}

resource "azurerm_key_vault_certificate" "${terraformName(certificateName)}" {
  name         = "${certificateName}"
  key_vault_id = data.azurerm_key_vault.vault.id

  certificate_policy {
    issuer_parameters {
      name = ${text(policy.issuerName)}
    }
    key_properties {
      exportable = ${policy.isExportable ?? true}
      key_type   = ${text(keyType)}${keySizeBits ? `\n      key_size   = ${keySizeBits}` : ''}${curve ? `\n      curve      = ${text(curve)}` : ''}
      reuse_key  = ${policy.reusesKey ?? false}
    }
${lifetime}    secret_properties {
      content_type = ${text(policy.contentType)}
    }
    x509_certificate_properties {
      subject            = ${text(policy.subject)}
      validity_in_months = ${policy.validityMonths ?? 12}
      key_usage          = ${list(policy.keyUsages)}
      extended_key_usage = ${list(policy.extendedKeyUsages)}
      subject_alternative_names {
        dns_names = ${list(policy.alternativeNames.dnsNames)}
        emails    = ${list(policy.alternativeNames.emails)}
        upns      = ${list(policy.alternativeNames.userPrincipalNames)}
      }
    }
  }
}`
}
