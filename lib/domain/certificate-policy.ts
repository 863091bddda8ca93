import * as z from 'zod/mini'

/** How the next version of a certificate is made. Versions that are there do not follow it. */

export const keyUsages = [
  'digitalSignature',
  'nonRepudiation',
  'keyEncipherment',
  'dataEncipherment',
  'keyAgreement',
  'keyCertSign',
  'cRLSign',
  'encipherOnly',
  'decipherOnly',
] as const

export const certificateKeySizesBits = [2048, 3072, 4096] as const
export const certificateCurves = ['P-256', 'P-384', 'P-521', 'P-256K'] as const

/** Issuers that every vault has: the vault itself, and whoever signs outside. */
export const builtInIssuers = { self: 'Self', unknown: 'Unknown' } as const

const ContentType = z.enum(['application/x-pkcs12', 'application/x-pem-file'])

/** What Key Vault does as the end of a certificate comes near. `at` is percent of its life, or days before its end. */
export const LifetimeAction = z.object({
  action: z.enum(['AutoRenew', 'EmailContacts']),
  trigger: z.enum(['lifetimePercentage', 'daysBeforeExpiry']),
  at: z.number(),
})
export type LifetimeAction = z.infer<typeof LifetimeAction>

const AlternativeNames = z.object({
  dnsNames: z.array(z.string()),
  emails: z.array(z.string()),
  userPrincipalNames: z.array(z.string()),
  uris: z.array(z.string()),
  ipAddresses: z.array(z.string()),
})

/** A policy as Key Vault answers it; null where it says nothing. */
export const CertificatePolicy = z.object({
  issuerName: z.string(),
  certificateType: z.nullable(z.string()),
  isTransparent: z.nullable(z.boolean()),
  subject: z.string(),
  alternativeNames: AlternativeNames,
  keyType: z.nullable(z.string()),
  keySizeBits: z.nullable(z.number()),
  curve: z.nullable(z.string()),
  isExportable: z.nullable(z.boolean()),
  reusesKey: z.nullable(z.boolean()),
  contentType: z.nullable(z.string()),
  keyUsages: z.array(z.string()),
  extendedKeyUsages: z.array(z.string()),
  validityMonths: z.nullable(z.number()),
  lifetimeAction: z.nullable(LifetimeAction),
})
export type CertificatePolicy = z.infer<typeof CertificatePolicy>

/** @see https://learn.microsoft.com/azure/key-vault/certificates/about-certificates#certificate-policy */
export const policyLimits = { mostValidityMonths: 120, daysPerMonth: 27, leastPercent: 1, mostPercent: 99 } as const

const Name = (what: string, form: RegExp) =>
  z.string().check(z.regex(form, `${what} is not valid.`), z.maxLength(255, `${what} is too long.`))

const names = (name: z.ZodMiniType<string>) => z.optional(z.array(name).check(z.maxLength(100, 'At most 100 names.')))

const NewAlternativeNames = z.strictObject({
  dnsNames: names(Name('A DNS name such as *.example.com', /^(\*\.)?[\w-]+(\.[\w-]+)*\.?$/)),
  emails: names(Name('An e-mail address', /^[\x21-\x7e]+@[\x21-\x7e]+$/)),
  userPrincipalNames: names(Name('A user principal name', /^[^\s@]+@[^\s@]+$/)),
  uris: names(Name('A URI', /^[A-Za-z][A-Za-z0-9+.-]*:[\x21-\x7e]+$/)),
  ipAddresses: names(Name('An IP address', /^[0-9A-Fa-f.:]+$/)),
})

const subjectMessage = 'A subject is a distinguished name such as CN=example.com, O=Example.'

/** The policy that a person gives: everything that makes the next version. */
export const NewCertificatePolicy = z
  .strictObject({
    issuerName: z
      .string()
      .check(z.regex(/^[0-9A-Za-z-]{1,127}$/, 'An issuer is Self, Unknown, or the name of one of this vault.')),
    certificateType: z.optional(z.nullable(z.string().check(z.maxLength(255)))),
    isTransparent: z.optional(z.nullable(z.boolean())),
    subject: z
      .string()
      .check(z.maxLength(1024, subjectMessage), z.regex(/^$|^\s*[A-Za-z0-9.]+\s*=\s*\S/, subjectMessage)),
    alternativeNames: z.optional(NewAlternativeNames),
    keyType: z.enum(['RSA', 'RSA-HSM', 'EC', 'EC-HSM']),
    keySizeBits: z.optional(z.nullable(z.literal(certificateKeySizesBits, 'An RSA key has 2048, 3072 or 4096 bits.'))),
    curve: z.optional(z.nullable(z.enum(certificateCurves))),
    isExportable: z.boolean(),
    reusesKey: z.boolean(),
    contentType: ContentType,
    keyUsages: z.optional(z.array(z.enum(keyUsages))),
    extendedKeyUsages: z.optional(
      z.array(z.string().check(z.regex(/^[012](\.\d{1,9}){1,20}$/, 'An extended key usage is an object identifier.'))),
    ),
    validityMonths: z
      .int('The validity is a whole number of months.')
      .check(
        z.gte(1, 'A certificate is valid for at least 1 month.'),
        z.lte(policyLimits.mostValidityMonths, 'A certificate is valid for at most 120 months.'),
      ),
    lifetimeAction: z.nullable(LifetimeAction),
  })
  .check((context) => {
    for (const { path, message } of policyMistakes(context.value)) {
      context.issues.push({ code: 'custom', path: [path], message, input: context.value })
    }
  })
export type NewCertificatePolicy = z.infer<typeof NewCertificatePolicy>

type Rules = Pick<
  NewCertificatePolicy,
  'subject' | 'alternativeNames' | 'keyType' | 'isExportable' | 'lifetimeAction' | 'validityMonths' | 'issuerName'
>

/** What Key Vault would refuse although each field by itself is sound. */
function policyMistakes(policy: Rules): { path: keyof NewCertificatePolicy; message: string }[] {
  const { subject, alternativeNames = {}, keyType, isExportable, lifetimeAction, validityMonths, issuerName } = policy
  const mistakes: { path: keyof NewCertificatePolicy; message: string }[] = []
  const hasNames = Object.values(alternativeNames).some((list) => (list?.length ?? 0) > 0)
  if (subject.trim() === '' && !hasNames) {
    mistakes.push({ path: 'subject', message: 'Give a subject, or at least one alternative name.' })
  }
  if (keyType.endsWith('-HSM') && isExportable) {
    mistakes.push({ path: 'isExportable', message: 'A key in a hardware module cannot be exportable.' })
  }
  const action = lifetimeActionMistake(lifetimeAction, { validityMonths, issuerName })
  if (action) mistakes.push({ path: 'lifetimeAction', message: action })
  return mistakes
}

/** What is wrong with a lifetime action, for a certificate of that validity and issuer; null where nothing is. */
function lifetimeActionMistake(
  action: LifetimeAction | null,
  { validityMonths, issuerName }: { validityMonths: number; issuerName: string },
): string | null {
  if (!action) return null
  const { leastPercent, mostPercent, daysPerMonth } = policyLimits
  const [most, unit] =
    action.trigger === 'lifetimePercentage' ? [mostPercent, 'percent'] : [validityMonths * daysPerMonth, 'days']
  if (!Number.isInteger(action.at) || action.at < leastPercent || action.at > most) {
    return `Here it is a whole number of ${unit} between 1 and ${most}.`
  }
  return action.action === 'AutoRenew' && issuerName === builtInIssuers.unknown
    ? 'Key Vault cannot renew what somebody outside signs: have the contacts told instead.'
    : null
}
