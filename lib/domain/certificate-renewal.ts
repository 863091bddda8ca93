import { builtInIssuers, type CertificatePolicy } from './certificate-policy.ts'

const dayMs = 86_400_000

/** What comes before a certificate ends, and when. */
export interface Renewal {
  /** `renews`: Key Vault does it. `tells`: it writes to the contacts, and somebody has to. `nothing`: it just ends. */
  kind: 'renews' | 'tells' | 'nothing'
  /** A sentence without the date. */
  words: string
  /** When it happens, ISO 8601 in UTC; null where nothing does, or the certificate is not issued. */
  on: string | null
  /** True where the date has passed, and what it announced has not been seen to happen. */
  isDue: boolean
}

/** The renewal of the current version by its policy. */
export function renewalOf(
  policy: Pick<CertificatePolicy, 'lifetimeAction' | 'issuerName'>,
  current: { notBefore: string | null; expiresOn: string | null },
  nowMs: number,
): Renewal {
  const { lifetimeAction: action, issuerName } = policy
  if (!action) {
    return {
      kind: 'nothing',
      words: 'Nothing happens before it ends: somebody has to renew it.',
      on: null,
      isDue: false,
    }
  }
  const when =
    action.trigger === 'lifetimePercentage' ? `at ${action.at} % of its life` : `${days(action.at)} before it ends`
  const onMs = momentOf(action, current)
  const at = { on: onMs === null ? null : isoSeconds(onMs), isDue: onMs !== null && onMs <= nowMs }
  if (action.action === 'EmailContacts') {
    return {
      kind: 'tells',
      words: `Key Vault writes to the contacts of the vault ${when}; somebody has to renew it.`,
      ...at,
    }
  }
  if (issuerName === builtInIssuers.unknown) {
    return {
      kind: 'tells',
      words: `The policy asks for a renewal ${when}, which Key Vault cannot do by itself: somebody outside signs it.`,
      ...at,
    }
  }
  const signer = issuerName === builtInIssuers.self ? 'Key Vault itself' : `the issuer ${issuerName}`
  return { kind: 'renews', words: `Renewed ${when}, signed by ${signer}.`, ...at }
}

function momentOf(
  { trigger, at }: NonNullable<CertificatePolicy['lifetimeAction']>,
  { notBefore, expiresOn }: { notBefore: string | null; expiresOn: string | null },
): number | null {
  if (expiresOn === null) return null
  const endMs = Date.parse(expiresOn)
  if (trigger === 'daysBeforeExpiry') return endMs - at * dayMs
  if (notBefore === null) return null
  const startMs = Date.parse(notBefore)
  return startMs + ((endMs - startMs) * at) / 100
}

const days = (count: number) => `${count} day${count === 1 ? '' : 's'}`
const isoSeconds = (ms: number) => `${new Date(ms).toISOString().slice(0, 19)}Z`
