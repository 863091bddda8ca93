/**
 * The special cases of the demo seed by meaning, so that a test can say what it needs and not where it lies. Each is
 * kept true by landmarks.test.ts. "Previous" is the version before the current one.
 */

export interface SecretLandmark {
  vault: string
  secret: string
}

export const vaultLandmarks = {
  /** RBAC, open, and the on-call engineer may read and write: the stage of most stories. */
  main: 'kv-payments-prod-weu',
  /** Access policies; the on-call engineer may get, list and set. */
  onCallPolicy: 'kv-partners-prod-weu',
  /** Access policies that name the on-call engineers but not the security administrators. */
  refusesSecurityAdministrators: 'kv-treasury-prod-weu',
  /** Access policies because `enableRbacAuthorization` was never set; no purge protection. */
  unsetModel: 'kv-billing-prod-weu',
  /** Ten years old, a name in mixed case, tags nobody understands; model never set either. */
  old: 'MeridianVault01',
  /** Denies all but listed networks, this machine not among them. The on-call engineer has the role nonetheless. */
  selectedNetworks: 'kv-identity-prod-weu',
  /** Public network access disabled: private endpoints alone. */
  privateOnly: 'kv-platform-prod-sdc',
  withoutSecrets: 'kv-loadtest-test-eus2',
  /** Three pages of 25 and not one secret more. */
  threeFullPages: 'kv-shipping-prod-weu',
  /** One page of 25 and not one secret more. */
  oneFullPage: 'kv-treasury-prod-weu',
  /** The developer reads it and manages its secrets; no purge protection, kept 7 days. */
  developer: 'kv-orders-dev-weu',
  /** The developer may read one secret of it and not the vault itself. */
  developerObjectScope: 'kv-shared-dev-weu',
  /** For clients from outside: `sandbox-tools` administers it, no landmark lies in it, change it at will. */
  sandbox: 'kv-sandbox-dev',
} as const

const main = vaultLandmarks.main
const developer = vaultLandmarks.developer

export const secretLandmarks = {
  /** Five versions, all enabled, none expired: the plain case of a rollback. */
  rollback: { vault: main, secret: 'payments-api-key' },
  /** 600 versions. */
  manyVersions: { vault: main, secret: 'settlement-worker-sas-token' },
  /** 60 versions. */
  sixtyVersions: { vault: main, secret: 'fx-rates-feed-token' },
  /** A new version each month, at night, by the rotation function. */
  rotatedMonthly: { vault: 'kv-orders-prod-weu', secret: 'orders-api-broker-password' },
  oneVersion: { vault: main, secret: 'checkout-web-recaptcha-key' },
  /** The current version is disabled, the previous one is good. */
  disabledCurrent: { vault: main, secret: 'card-gateway-merchant-key' },
  /** The same in the developer's vault. */
  developerDisabledCurrent: { vault: developer, secret: 'orders-api-broken-token' },
  /** The same where access policies decide. */
  policyDisabledCurrent: { vault: vaultLandmarks.onCallPolicy, secret: 'edi-gateway-passphrase' },
  disabledPrevious: { vault: main, secret: 'refunds-api-hmac-key' },
  expiredPrevious: { vault: main, secret: 'payout-scheduler-bank-token' },
  expiredCurrent: { vault: main, secret: 'fraud-scoring-model-key' },
  /** Expires in three days. */
  expiresSoon: { vault: main, secret: 'chargeback-desk-portal-password' },
  /** The current version becomes valid in nine days. */
  notYetValid: { vault: main, secret: 'card-gateway-next-quarter-key' },
  neverExpires: { vault: main, secret: 'iban-validator-license' },
  /** Current and previous version carry fifteen tags each, the most there can be: no room for another. */
  fifteenTags: { vault: main, secret: 'reconciliation-archive-key' },
  /** Fourteen tags on each version: room for one more only. */
  fourteenTags: { vault: main, secret: 'reconciliation-export-key' },
  /** JSON: current and previous differ in the value of the key `apiKey` alone. */
  jsonOneKeyDiffers: { vault: main, secret: 'payments-api-settings' },
  /** JSON: a key was added, one removed and one changed. */
  jsonKeysDiffer: { vault: main, secret: 'checkout-web-settings' },
  /** JSON by its content type and not by its content. */
  brokenJson: { vault: main, secret: 'refunds-api-settings' },
  /** Current and previous hold the same value. */
  sameValue: { vault: main, secret: 'payout-scheduler-webhook-secret' },
  /** The last two versions were written within one second. */
  sameSecond: { vault: main, secret: 'settlement-worker-bank-certificate' },
  /** All four versions were written within one second. */
  allInOneSecond: { vault: main, secret: 'payments-api-bootstrap-token' },
  pem: { vault: main, secret: 'card-gateway-signing-key' },
  multiLine: { vault: main, secret: 'settlement-worker-environment-file' },
  /** Exactly 25 KB, the most there can be. */
  largest: { vault: main, secret: 'fraud-scoring-rules-export' },
  /** Letters of many scripts, CRLF and LF, quotes, a tab and no newline at the end. */
  unicode: { vault: main, secret: 'chargeback-desk-letter-template' },
  /** 127 characters, the most there can be. */
  longestName: { vault: main, secret: `refunds-api-${'legacy-connector-'.repeat(6)}shared-key-v2` },
  /** Tags, content type and value carry markup, templates, right-to-left marks and names of prototype members. */
  markup: { vault: main, secret: 'checkout-web-markup-probe' },
  /** Every value begins with `CANARY-`: may appear in the answer to a reveal and nowhere else. */
  canary: { vault: main, secret: 'payments-api-canary' },
  /** Backs a certificate of the same name: read only here. */
  managed: { vault: main, secret: 'payments-meridian-example' },
  /** A certificate's secret that has expired. */
  managedExpired: { vault: vaultLandmarks.unsetModel, secret: 'billing-meridian-example' },
  /** The one secret of this vault that the developer may read. */
  developerObjectScope: { vault: vaultLandmarks.developerObjectScope, secret: 'feature-flags-sdk-key' },
  /** Four good versions in the developer's vault. */
  developerRollback: { vault: developer, secret: 'orders-api-partner-token' },
  policyRollback: { vault: vaultLandmarks.onCallPolicy, secret: 'partner-portal-api-key' },
  refusedByPolicy: { vault: vaultLandmarks.refusesSecurityAdministrators, secret: 'treasury-reconciler-bank-pin' },
} as const satisfies Record<string, SecretLandmark>

/** Soft-deleted secrets. */
export const deletedLandmarks = {
  /** In a vault with purge protection: nobody can purge it early. */
  purgeProtected: { vault: main, secret: 'payments-api-retired-key' },
  /** In a vault without: can be purged. */
  purgeable: { vault: developer, secret: 'orders-api-retired-key' },
  /** Purged tomorrow. */
  purgedTomorrow: { vault: developer, secret: 'orders-worker-retired-key' },
  /** Its name is still granted to somebody at object scope: an orphan that a new secret of that name would revive. */
  orphanedGrant: { vault: main, secret: 'refunds-api-retired-key' },
} as const satisfies Record<string, SecretLandmark>

export const keyLandmarks = {
  /** Should have rotated a month ago. */
  missedRotation: { vault: 'kv-payments-stg-weu', key: 'card-token-signing' },
} as const

/** The other seeds. */
export const emptyVault = 'kv-first-steps'
/** Holds 10,000 secrets; each of the others about ninety. */
export const largestVault = 'kv-large-0000'
