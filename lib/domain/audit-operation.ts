const families = { Secret: 'secrets', Key: 'keys', Certificate: 'certificates' } as const

/** Where the data action is not the family and the verb. */
const others: Record<string, string> = {
  SecretGet: 'secrets/getSecret/action',
  SecretSet: 'secrets/setSecret/action',
  KeyRotationPolicyGet: 'keyrotationpolicies/read',
  KeyRotationPolicySet: 'keyrotationpolicies/write',
  RandomBytesGet: 'rng/action',
  CertificateContactsGet: 'certificates/read',
  CertificateContactsSet: 'certificatecontacts/write',
  CertificateContactsDelete: 'certificatecontacts/write',
  CertificateIssuerGet: 'certificatecas/read',
  CertificateIssuersList: 'certificatecas/read',
  CertificateIssuerSet: 'certificatecas/write',
  CertificateIssuerUpdate: 'certificatecas/write',
  CertificateIssuerDelete: 'certificatecas/delete',
  CertificatePendingDelete: 'certificates/delete',
  CertificatePendingMerge: 'certificates/create/action',
  CertificatePendingUpdate: 'certificates/update/action',
  CertificatePolicyUpdate: 'certificates/update/action',
  CertificatePolicySet: 'certificates/update/action',
}
const looks = /^(Get|GetDeleted|GetAttestation|List|ListDeleted|ListVersions|PolicyGet|PendingGet)$/

/**
 * The data action that an operation of the log needs; undefined for one that is not known, of which nothing may follow.
 * https://learn.microsoft.com/azure/key-vault/general/logging
 */
export function actionOfOperation(operation: string): string | undefined {
  const known = others[operation]
  if (known) return `Microsoft.KeyVault/vaults/${known}`
  const [, family, verb] = /^(Secret|Key|Certificate)([A-Z]\w*)$/.exec(operation) ?? []
  if (!family || !verb) return undefined
  const collection = families[family as keyof typeof families] // the expression lets no other through
  if (looks.test(verb)) {
    return `Microsoft.KeyVault/vaults/${collection}/${collection === 'secrets' ? 'readMetadata/action' : 'read'}`
  }
  if (!/^[A-Z][a-z]+$/.test(verb)) return undefined
  return `Microsoft.KeyVault/vaults/${collection}/${verb === 'Delete' ? 'delete' : `${verb.toLowerCase()}/action`}`
}
