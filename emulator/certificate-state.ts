import type { KeyShape, PrivateJwk } from './key-state.ts'

/** Certificates as the emulated cloud keeps them: plain data, as everything in state.ts. Dates are Unix seconds. */

export type CertificateContentType = 'application/x-pkcs12' | 'application/x-pem-file'

/** RFC 5280's names, which are Key Vault's. */
export type CertificateKeyUsage =
  | 'digitalSignature'
  | 'nonRepudiation'
  | 'keyEncipherment'
  | 'dataEncipherment'
  | 'keyAgreement'
  | 'keyCertSign'
  | 'cRLSign'
  | 'encipherOnly'
  | 'decipherOnly'

export interface SubjectAlternativeNames {
  emails?: string[]
  dnsNames?: string[]
  upns?: string[]
  uris?: string[]
  ipAddresses?: string[]
}

export interface X509Properties {
  /** As the caller wrote it; empty where only alternative names are given. */
  subject: string
  subjectAlternativeNames?: SubjectAlternativeNames
  /** Object identifiers of extended key usages. */
  ekus: string[]
  keyUsage: CertificateKeyUsage[]
  validityInMonths: number
  /** Basic constraints: a certificate that signs others. */
  isAuthority: boolean
}

export interface CertificateIssuerReference {
  /** `Self`, `Unknown`, or an issuer of the vault. */
  name: string
  certificateType?: string
  certificateTransparency?: boolean
}

/** Since 2026-04-01: the platform orders and renews the certificate by itself, from a backend that is not emulated. */
export interface PlatformManaged {
  certificateUsage: string
  metadata?: Record<string, unknown>
}

/** Exactly one of the triggers. */
export interface CertificateLifetimeAction {
  action: 'AutoRenew' | 'EmailContacts'
  lifetimePercentage?: number
  daysBeforeExpiry?: number
}

/** How the next version is made. Versions that are there do not follow it. */
export interface CertificatePolicy {
  keyShape: KeyShape
  isExportable: boolean
  reusesKey: boolean
  contentType: CertificateContentType
  x509: X509Properties
  lifetimeActions: CertificateLifetimeAction[]
  issuer: CertificateIssuerReference
  platformManaged?: PlatformManaged
  enabled: boolean
  created: number
  updated: number
}

export interface Certificate {
  /** As first written; look-ups ignore case. Its key and its secret bear the same name. */
  name: string
  /** Oldest first, never empty. Only the newest may be unissued; the newest issued one is current. */
  versions: CertificateVersion[]
  policy: CertificatePolicy
  /** The latest request, also when it has ended; absent once deleted, and after an import. */
  operation?: CertificateOperation
  /** Set while a recover settles: until then reads answer 404. Milliseconds of real time. */
  settlesAtMs?: number
}

/** Its key and its secret have a version of the same id. */
export interface CertificateVersion {
  version: string
  /** False while its request runs, and for good when that was cancelled or deleted. */
  isIssued: boolean
  /** The certificate of the key: DER in base64. A seed leaves it and its chain to the first look. */
  cer?: string
  /** The certificate of the key and those above it, in the order in which they are given out. */
  chain?: string[]
  tags: Record<string, string>
  enabled: boolean
  created: number
  updated: number
  nbf: number
  exp: number
  /** The caller's order of a chain stays, rather than each certificate's issuer following it. */
  preserveCertOrder?: boolean
}

export interface CertificateOperation {
  /** 32 hexadecimal digits. */
  requestId: string
  /** The version that it makes. */
  version: string
  status: 'inProgress' | 'completed' | 'cancelled' | 'failed'
  issuer: CertificateIssuerReference
  cancellationRequested: boolean
  /** By the clock of the emulated cloud. */
  startedAt: number
  /** When it ends by itself, in milliseconds of real time; never when absent. */
  settlesAtMs?: number
  /** PKCS#10 in DER, base64, and the key that it is for. A seed leaves both to the first look. */
  csr?: string
  privateKey?: PrivateJwk
  error?: { code: string; message: string }
}

export interface DeletedCertificate extends Certificate {
  deletedDate: number
  scheduledPurgeDate: number
  /** Purged, but the name is held until `settlesAtMs`. */
  isPurging?: boolean
}

/** An account at a certificate authority. */
export interface CertificateIssuer {
  /** As first written; look-ups ignore case. */
  name: string
  provider: string
  accountId?: string
  /** Taken, kept and never shown. */
  password?: string
  organizationId?: string
  administrators: CertificateAdministrator[]
  enabled: boolean
  created: number
  updated: number
}

export interface CertificateAdministrator {
  firstName?: string
  lastName?: string
  email?: string
  phone?: string
}

/** Whom Key Vault would write to about all certificates of a vault. */
export interface CertificateContact {
  email: string
  name?: string
  phone?: string
}
