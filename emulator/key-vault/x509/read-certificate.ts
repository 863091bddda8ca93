import { createHash, type KeyObject, X509Certificate } from 'node:crypto'
import { AsnConvert } from '@peculiar/asn1-schema'
import {
  BasicConstraints,
  Certificate,
  DirectoryString,
  ExtendedKeyUsage,
  type Extension,
  type GeneralName,
  id_ce_basicConstraints,
  id_ce_extKeyUsage,
  id_ce_keyUsage,
  id_ce_subjectAltName,
  KeyUsage,
  KeyUsageFlags,
  SubjectAlternativeName,
} from '@peculiar/asn1-x509'
import type { CertificateKeyUsage, SubjectAlternativeNames, X509Properties } from '../../certificate-state.ts'
import { userPrincipalNameType } from './certificate-extensions.ts'
import { formatDistinguishedName } from './distinguished-name.ts'

/** Not an X.509 certificate, or one of a kind that nothing here reads. */
export class UnreadableCertificate extends Error {}

export interface CertificateFacts {
  publicKey: KeyObject
  /** Unix seconds. */
  notBefore: number
  notAfter: number
  /** What a policy made from the certificate says. */
  properties: X509Properties
}

/** SHA-1 of the whole certificate, base64url: JOSE's `x5t`. */
export function thumbprintOf(der: Buffer): string {
  return createHash('sha1').update(der).digest('base64url')
}

/** @throws UnreadableCertificate */
export function readCertificate(der: Buffer): CertificateFacts {
  try {
    const { publicKey } = new X509Certificate(der)
    const { tbsCertificate } = AsnConvert.parse(der, Certificate)
    const notBefore = tbsCertificate.validity.notBefore.getTime()
    const notAfter = tbsCertificate.validity.notAfter.getTime()
    const read = reader(tbsCertificate.extensions ?? [])
    const names = alternativeNames(read(id_ce_subjectAltName, SubjectAlternativeName) ?? [])
    return {
      publicKey,
      notBefore: Math.floor(notBefore.getTime() / 1000),
      notAfter: Math.floor(notAfter.getTime() / 1000),
      properties: {
        subject: formatDistinguishedName(tbsCertificate.subject),
        ...(Object.keys(names).length > 0 && { subjectAlternativeNames: names }),
        ekus: [...(read(id_ce_extKeyUsage, ExtendedKeyUsage) ?? [])],
        keyUsage: keyUsages(read(id_ce_keyUsage, KeyUsage)),
        validityInMonths: monthsBetween(notBefore, notAfter),
        isAuthority: read(id_ce_basicConstraints, BasicConstraints)?.cA ?? false,
      },
    }
  } catch (cause) {
    throw new UnreadableCertificate('This is not a certificate that can be read.', { cause })
  }
}

/** Finds and parses an extension, if it is there. */
function reader(extensions: Extension[]) {
  return <Value>(type: string, schema: new () => Value): Value | undefined => {
    const found = extensions.find(({ extnID }) => extnID === type)
    return found && AsnConvert.parse(found.extnValue, schema)
  }
}

function keyUsages(usage: KeyUsage | undefined): CertificateKeyUsage[] {
  const flags = usage?.toNumber() ?? 0
  const names = Object.keys(KeyUsageFlags).filter((name): name is CertificateKeyUsage => Number.isNaN(Number(name)))
  return names.filter((name) => flags & KeyUsageFlags[name])
}

function alternativeNames(names: GeneralName[]): SubjectAlternativeNames {
  const found = {
    emails: present(names.map(({ rfc822Name }) => rfc822Name)),
    dnsNames: present(names.map(({ dNSName }) => dNSName)),
    upns: present(names.map(userPrincipalName)),
    uris: present(names.map(({ uniformResourceIdentifier }) => uniformResourceIdentifier)),
    ipAddresses: present(names.map(({ iPAddress }) => iPAddress)),
  }
  return Object.fromEntries(Object.entries(found).filter(([, values]) => values.length > 0))
}

function userPrincipalName({ otherName }: GeneralName): string | undefined {
  if (otherName?.typeId !== userPrincipalNameType) return undefined
  return AsnConvert.parse(otherName.value, DirectoryString).toString()
}

function present(values: (string | undefined)[]): string[] {
  return values.filter((value) => value !== undefined)
}

/** Calendar months, a started one counted as whole: as Key Vault fills the policy of what it imports. */
function monthsBetween(from: Date, to: Date): number {
  const months = (to.getUTCFullYear() - from.getUTCFullYear()) * 12 + to.getUTCMonth() - from.getUTCMonth()
  const anniversary = new Date(from)
  anniversary.setUTCMonth(from.getUTCMonth() + months)
  return anniversary < to ? months + 1 : months
}
