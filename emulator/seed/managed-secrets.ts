import type { Secret } from '../state.ts'
import { secretLandmarks } from './landmarks.ts'
import { makeSecret, type VersionOutline } from './make-secret.ts'
import { random } from './random.ts'
import { pemCertificate, token } from './secret-values.ts'

/** Certificates by vault; the secret and the key behind a certificate bear its name. */
const certificates: Record<string, readonly string[]> = {
  'kv-payments-prod-weu': [
    secretLandmarks.managed.secret,
    'checkout-meridian-example',
    'api-payments-meridian-example',
    'mtls-card-network',
  ],
  'kv-payments-prod-neu': ['payments-neu-meridian-example', 'api-payments-neu-meridian-example', 'mtls-card-network'],
  'kv-orders-prod-weu': ['orders-meridian-example', 'basket-meridian-example'],
  'kv-shipping-prod-weu': ['tracking-meridian-example', 'shipping-meridian-example', 'mtls-carriers'],
  'kv-notify-prod-weu': ['push-notification-provider', 'webhooks-meridian-example'],
  'kv-customs-prod-neu': ['customs-authority-client', 'filing-seal-2024'],
  'kv-ledger-prod-eus2': ['ledger-meridian-example', 'statement-signing'],
  'kv-identity-prod-weu': ['login-meridian-example', 'saml-signing', 'token-signing'],
  'kv-platform-prod-sdc': ['wildcard-internal-meridian-example', 'mesh-root'],
  'kv-partners-prod-weu': ['partners-meridian-example', 'as2-signing'],
  'kv-billing-prod-weu': [secretLandmarks.managedExpired.secret, 'invoice-signing'],
  'kv-payments-stg-weu': ['payments-stg-meridian-example'],
  'kv-orders-stg-weu': ['orders-stg-meridian-example'],
  'kv-payments-dev-weu': ['payments-dev-meridian-example'],
}

/** The secrets that back certificates: written by the certificate, with its dates, a PFX or PEM for a value. */
export function managedSecrets(vaultName: string, today: number): Secret[] {
  return (certificates[vaultName] ?? []).map((name) => makeSecret(vaultName, name, renewals(vaultName, name), today))
}

function renewals(vaultName: string, name: string): VersionOutline[] {
  const key = `${vaultName}/${name}`
  const chance = random(`certificate ${key}`)
  const isExpired = name === secretLandmarks.managedExpired.secret
  const isPem = chance.chance(0.3)
  const expiresInDays = isExpired ? -17 : chance.integer(4, 330)
  const newestAgeDays = 366 - expiresInDays
  const versions = vaultName.includes('-prod-') && !isExpired ? chance.integer(1, 3) : 1
  return Array.from({ length: versions }, (_, version) => {
    const olderDays = (versions - 1 - version) * 335
    const ageDays = newestAgeDays + olderDays
    const fresh = random(`value ${key}/${version}`)
    return {
      ageDays,
      secondOfDay: 9 * 3600,
      value: isPem
        ? pemCertificate({ service: name, environment: 'production', fixed: random(`fixed ${key}`), fresh })
        : Buffer.from(`Sample of Strongroom, not a PFX. ${token(fresh, 1800)}`).toString('base64'),
      contentType: isPem ? 'application/x-pem-file' : 'application/x-pkcs12',
      startsInDays: -ageDays,
      expiresInDays: 366 - ageDays,
      managedKeyName: name,
    }
  })
}
