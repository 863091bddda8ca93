import * as z from 'zod/mini'
import { Timestamp } from './object-properties.ts'

/** Certificate authorities that Key Vault orders from by itself. @see about-certificates, "Certificate issuer" */
export const issuerProviders = [
  'DigiCert',
  'GlobalSign',
  'OneCertV2-PublicCA',
  'OneCertV2-PrivateCA',
  'SSLAdmin',
] as const

const Text = (what: string) => z.string().check(z.maxLength(1024, `${what} is at most 1,024 characters long.`))

const Administrator = z.object({
  firstName: z.optional(Text('A first name')),
  lastName: z.optional(Text('A last name')),
  email: z.optional(Text('An e-mail address')),
  phone: z.optional(Text('A phone number')),
})

export const CertificateIssuerRow = z.object({ name: z.string(), provider: z.nullable(z.string()) })
export type CertificateIssuerRow = z.infer<typeof CertificateIssuerRow>
export const CertificateIssuerPage = z.object({ items: z.array(CertificateIssuerRow) })

/** An account at a certificate authority. Its password goes in and never comes out. */
export const CertificateIssuer = z.object({
  ...CertificateIssuerRow.shape,
  enabled: z.boolean(),
  accountId: z.nullable(z.string()),
  organizationId: z.nullable(z.string()),
  administrators: z.array(Administrator),
  createdOn: z.nullable(Timestamp),
  updatedOn: z.nullable(Timestamp),
})
export type CertificateIssuer = z.infer<typeof CertificateIssuer>

/** The body of PUT …/certificate-issuers/{name}: adds the issuer, or takes the place of the one of that name. */
export const NewCertificateIssuer = z.strictObject({
  provider: z.enum(issuerProviders),
  accountId: z.optional(Text('An account id')),
  password: z.optional(Text('A password')),
  organizationId: z.optional(Text('An organisation id')),
  administrators: z.optional(z.array(Administrator).check(z.maxLength(10, 'At most 10 administrators.'))),
})
export type NewCertificateIssuer = z.infer<typeof NewCertificateIssuer>

/** The body of PATCH …/certificate-issuers/{name}: what is named changes, the rest stays, the password too. */
export const CertificateIssuerPatch = z.partial(NewCertificateIssuer)
export type CertificateIssuerPatch = z.infer<typeof CertificateIssuerPatch>

/** Whom Key Vault writes to about all certificates of a vault. */
const Contact = z.object({
  email: z.string().check(z.regex(/^[^\s@]+@[^\s@]+$/, 'A contact has an e-mail address.'), z.maxLength(255)),
  name: z.optional(Text('A name')),
  phone: z.optional(Text('A phone number')),
})
export const CertificateContacts = z.object({ contacts: z.array(Contact) })
export type CertificateContacts = z.infer<typeof CertificateContacts>

/** The body of PUT …/certificate-contacts: these and no others. Key Vault refuses an empty list: delete them instead. */
export const NewCertificateContacts = z.strictObject({
  contacts: z
    .array(Contact)
    .check(z.minLength(1, 'Give at least one contact.'), z.maxLength(50, 'At most 50 contacts.')),
})
