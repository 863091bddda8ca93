import * as z from 'zod/mini'
import { CertificatePolicy, NewCertificatePolicy } from './certificate-policy.ts'
import { newTags, notEmpty, Timestamp, tagPatch } from './object-properties.ts'

/** What Key Vault's lists tell about a certificate. They name no subject, so a row costs no call of its own. */
const CertificateProperties = z.object({
  enabled: z.boolean(),
  createdOn: z.nullable(Timestamp),
  updatedOn: z.nullable(Timestamp),
  expiresOn: z.nullable(Timestamp),
  notBefore: z.nullable(Timestamp),
  tags: z.record(z.string(), z.string()),
  /** SHA-1 in upper-case hexadecimal, as most programs show it; null until the certificate is issued. */
  thumbprint: z.nullable(z.string()),
})

/** A row of the certificate list: the properties of the current version. The list names no version. */
export const Certificate = z.object({ name: z.string(), ...CertificateProperties.shape })
export type Certificate = z.infer<typeof Certificate>

export const CertificatePage = z.object({ items: z.array(Certificate) })

export const CertificateVersion = z.object({
  name: z.string(),
  version: z.string(),
  ...CertificateProperties.shape,
})
export type CertificateVersion = z.infer<typeof CertificateVersion>

export const CertificateVersionPage = z.object({ items: z.array(CertificateVersion) })

const AlternativeName = z.object({ kind: z.string(), value: z.string() })

/** What the certificate itself says (RFC 5280), read on the server. Names are in the order of the certificate. */
export const X509Facts = z.object({
  subject: z.string(),
  issuer: z.string(),
  alternativeNames: z.array(AlternativeName),
  /** Upper-case hexadecimal. */
  serialNumber: z.string(),
  /** Thumbprints of the whole certificate, upper-case hexadecimal. */
  sha1: z.string(),
  sha256: z.string(),
  /** `RSA`, `EC`, or what Node calls it. */
  keyType: z.string(),
  keySizeBits: z.nullable(z.number()),
  curve: z.nullable(z.string()),
  notBefore: Timestamp,
  notAfter: Timestamp,
  /** RFC 5280's names, for example `digitalSignature`; null where the certificate does not limit them. */
  keyUsages: z.nullable(z.array(z.string())),
  /** Object identifiers; empty where the certificate does not limit them. */
  extendedKeyUsages: z.array(z.string()),
  isAuthority: z.boolean(),
  isSelfSigned: z.boolean(),
  /** Where the issuer's own certificate can be fetched, by its authority information access. */
  issuerAddresses: z.array(z.string()),
})
export type X509Facts = z.infer<typeof X509Facts>

/** One version in full: the public part alone, which is all that there is here. */
export const CertificateDetail = z.object({
  ...CertificateVersion.shape,
  /** Null until it is issued. */
  x509: z.nullable(X509Facts),
  /** DER in base64; null until it is issued. */
  cer: z.nullable(z.string()),
})
export type CertificateDetail = z.infer<typeof CertificateDetail>

/** The current version, with the policy that the next one is made by. */
export const CurrentCertificate = z.object({ ...CertificateDetail.shape, policy: z.nullable(CertificatePolicy) })
export type CurrentCertificate = z.infer<typeof CurrentCertificate>

/** The latest request for a new version, whether it still runs or has ended. */
export const CertificateRequest = z.object({
  /** Key Vault's word; `inProgress`, `completed`, `cancelled` and `failed` are known. */
  status: z.string(),
  details: z.nullable(z.string()),
  issuerName: z.string(),
  /** PKCS#10 in base64: what an authority outside signs. It holds the public key alone. */
  csr: z.nullable(z.string()),
  isCancellationRequested: z.boolean(),
  error: z.nullable(z.object({ code: z.string(), message: z.string() })),
})
export type CertificateRequest = z.infer<typeof CertificateRequest>

/** There is none where the latest version was imported, and where the request has been forgotten. */
export const LatestRequest = z.object({ request: z.nullable(CertificateRequest) })

const common = { enabled: z.optional(z.boolean()), tags: z.optional(newTags('certificate')) }

/** The body of POST …/certificates/{name}/create: a new certificate, or a new version of one. */
export const NewCertificate = z.strictObject({
  /** Left out, the policy that is there makes the next version. */
  policy: z.optional(NewCertificatePolicy),
  ...common,
})
export type NewCertificate = z.infer<typeof NewCertificate>

/** Key Vault takes no certificate file that is longer; base64 makes a third more of it. */
export const maxImportBytes = 1024 * 1024

/** The body of POST …/certificates/{name}/import. */
export const ImportCertificate = z.strictObject({
  /** The file in base64: a PFX (PKCS#12), or PEM with the private key. */
  content: z
    .string()
    .check(
      z.minLength(1, 'Choose a file.'),
      z.regex(/^[A-Za-z0-9+/]+={0,2}$/, 'The file is sent in base64.'),
      z.maxLength(Math.ceil(maxImportBytes / 3) * 4, 'A certificate file is at most 1 MB long.'),
    ),
  /** Of a PFX. */
  password: z.optional(z.string().check(z.maxLength(1024, 'A password is at most 1,024 characters long.'))),
  ...common,
})
export type ImportCertificate = z.infer<typeof ImportCertificate>

/** The body of POST …/certificates/{name}/merge: what an authority made of the request. */
export const MergeCertificate = z.strictObject({
  /** PEM, or one certificate as DER in base64. Those of the authorities above it may follow. */
  certificate: z
    .string()
    .check(
      z.minLength(1, 'Choose the signed certificate, or paste it.'),
      z.maxLength(48 * 1024, 'A signed certificate with those above it is at most 48 KB long.'),
    ),
})
export type MergeCertificate = z.infer<typeof MergeCertificate>

/** The body of PATCH …/versions/{version}. When it is valid, the certificate itself says. */
export const CertificatePropertiesPatch = z
  .strictObject({ enabled: z.optional(z.boolean()), tags: z.optional(tagPatch('certificate')) })
  .check(notEmpty())
export type CertificatePropertiesPatch = z.infer<typeof CertificatePropertiesPatch>
