import { isIPv6 } from 'node:net'
import { AsnConvert, AsnUtf8StringConverter, OctetString } from '@peculiar/asn1-schema'
import {
  AuthorityKeyIdentifier,
  BasicConstraints,
  ExtendedKeyUsage,
  Extension,
  GeneralName,
  id_ce_authorityKeyIdentifier,
  id_ce_basicConstraints,
  id_ce_extKeyUsage,
  id_ce_keyUsage,
  id_ce_subjectAltName,
  id_ce_subjectKeyIdentifier,
  KeyIdentifier,
  KeyUsage,
  KeyUsageFlags,
  OtherName,
  SubjectAlternativeName,
  SubjectKeyIdentifier,
} from '@peculiar/asn1-x509'
import type { CertificateKeyUsage, SubjectAlternativeNames } from '../../certificate-state.ts'

/** Microsoft's user principal name, in an `otherName`. */
export const userPrincipalNameType = '1.3.6.1.4.1.311.20.2.3'

export interface ExtensionProperties {
  keyUsage: readonly CertificateKeyUsage[]
  ekus: readonly string[]
  subjectAlternativeNames?: SubjectAlternativeNames
  isAuthority: boolean
}

/** What a certificate and the request for it say alike. */
export function requestedExtensions(properties: ExtensionProperties): Extension[] {
  const { keyUsage, ekus, isAuthority } = properties
  const names = generalNames(properties.subjectAlternativeNames ?? {})
  return [
    ...(keyUsage.length > 0 ? [extension(id_ce_keyUsage, new KeyUsage(keyUsageFlags(keyUsage)), true)] : []),
    ...(ekus.length > 0 ? [extension(id_ce_extKeyUsage, new ExtendedKeyUsage([...ekus]))] : []),
    ...(names.length > 0 ? [extension(id_ce_subjectAltName, new SubjectAlternativeName(names))] : []),
    extension(id_ce_basicConstraints, new BasicConstraints({ cA: isAuthority }), isAuthority),
  ]
}

/** Links a certificate to the key of its issuer. Identifiers are SHA-1 of the public keys (RFC 5280, 4.2.1.2). */
export function keyIdentifiers(subjectKeyId: Buffer, issuerKeyId: Buffer): Extension[] {
  const keyIdentifier = new KeyIdentifier(issuerKeyId)
  return [
    extension(id_ce_authorityKeyIdentifier, new AuthorityKeyIdentifier({ keyIdentifier })),
    extension(id_ce_subjectKeyIdentifier, new SubjectKeyIdentifier(subjectKeyId)),
  ]
}

function extension(extnID: string, value: object, critical = false): Extension {
  return new Extension({ extnID, critical, extnValue: new OctetString(AsnConvert.serialize(value)) })
}

function keyUsageFlags(keyUsage: readonly CertificateKeyUsage[]): number {
  return keyUsage.reduce((flags, usage) => flags | KeyUsageFlags[usage], 0)
}

function generalNames(names: SubjectAlternativeNames): GeneralName[] {
  return [
    ...(names.emails ?? []).map((rfc822Name) => new GeneralName({ rfc822Name })),
    ...(names.dnsNames ?? []).map((dNSName) => new GeneralName({ dNSName })),
    ...(names.upns ?? []).map((upn) => new GeneralName({ otherName: userPrincipalName(upn) })),
    ...(names.uris ?? []).map((uniformResourceIdentifier) => new GeneralName({ uniformResourceIdentifier })),
    ...(names.ipAddresses ?? []).map((ip) => new GeneralName({ iPAddress: isIPv6(ip) ? plainIPv6(ip) : ip })),
  ]
}

/** Without the IPv4 notation at its end, which the library does not know. */
function plainIPv6(ip: string): string {
  return new URL(`http://[${ip}]`).hostname.slice(1, -1)
}

function userPrincipalName(upn: string): OtherName {
  const value = AsnConvert.serialize(AsnUtf8StringConverter.toASN(upn))
  return new OtherName({ typeId: userPrincipalNameType, value })
}
