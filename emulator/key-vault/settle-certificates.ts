import type { Certificate, CertificateVersion } from '../certificate-state.ts'
import type { Emulator } from '../emulator.ts'
import type { Vault } from '../state.ts'
import { currentVersion, isLive, issuedVersions } from './certificate-lookup.ts'
import { endOperation } from './certificate-request.ts'
import { keyOfVersion, putTwins } from './certificate-twins.ts'
import { makeKey } from './cryptography/make-key.ts'
import { earliestOf } from './earliest.ts'
import { selfSigned, signedBySampleAuthority, signingRequest } from './make-certificate.ts'
import type { Match } from './operations.ts'
import { dueAt, renewIfDue } from './renew-certificate.ts'

/** The only lists that show something of the certificates themselves. */
const thumbprintLists = new Set(['GetCertificates', 'GetDeletedCertificates'])

const turns = new WeakMap<Vault, Promise<void>>()

/**
 * Brings the certificates that a call is about to where time has taken them, before the call looks: requests that have
 * ended, renewals that are due, and a seed's keys and certificates, which are made when first needed. One call at a time,
 * so that nothing is made twice.
 */
export function settleCertificates(emulator: Emulator, vault: Vault, match: Match): Promise<void> {
  if (isSettled(emulator, vault, match)) return Promise.resolve()
  const before = turns.get(vault) ?? Promise.resolve()
  const turn = before.then(() => settle(emulator, vault, match))
  turns.set(
    vault,
    turn.catch(() => undefined),
  )
  return turn
}

/** Whether time has left nothing to do: what most calls meet. */
function isSettled(emulator: Emulator, vault: Vault, match: Match): boolean {
  if (match.name !== '' || thumbprintLists.has(match.operation.name)) return certificatesOf(vault, match).length === 0
  return emulator.clock.nowSeconds() < firstDue(vault.objects.certificates)
}

/** A request that ends by itself does so by real time: it may end at any look. */
const firstDue = earliestOf((certificate: Certificate) =>
  certificate.operation?.status === 'inProgress' && certificate.operation.settlesAtMs !== undefined
    ? 0
    : dueAt(certificate),
)

async function settle(emulator: Emulator, vault: Vault, match: Match): Promise<void> {
  const { name, operation } = match
  for (const certificate of certificatesOf(vault, match)) {
    if (isLive(vault, certificate) && endOperation(vault, certificate)) keep(vault, certificate)
    if (await renewIfDue(emulator, vault, certificate)) keep(vault, certificate)
    const shown = thumbprintLists.has(operation.name) ? [currentVersion(certificate)] : []
    for (const version of name === '' ? shown : certificate.versions) await make(vault, certificate, version)
  }
}

/** A named call is about one certificate, live or deleted; a list is about all. */
function certificatesOf({ objects }: Vault, { name }: Match): Certificate[] {
  const { certificates, deletedCertificates } = objects
  if (name === '') return [...certificates.values(), ...deletedCertificates.values()]
  const id = name.toLowerCase()
  return [certificates.get(id), deletedCertificates.get(id)].filter((one) => one !== undefined)
}

/** What is changed in place is put back, or a kept state would not notice. */
function keep({ objects }: Vault, { name }: Certificate): void {
  const id = name.toLowerCase()
  const { certificates, keys, secrets, deletedCertificates, deletedKeys, deletedSecrets } = objects
  const places = [certificates, keys, secrets, deletedCertificates, deletedKeys, deletedSecrets] as Map<
    string,
    unknown
  >[]
  for (const place of places) if (place.has(id)) place.set(id, place.get(id))
}

/** Makes what a seed left out. */
async function make(vault: Vault, certificate: Certificate, version: CertificateVersion): Promise<void> {
  const { policy, operation } = certificate
  if (version.isIssued && version.chain) return
  if (!version.isIssued && (operation?.version !== version.version || operation.csr)) return
  const material = (await keyOfVersion(vault, certificate, version.version)) ?? (await makeKey(policy.keyShape))
  if (version.isIssued) {
    const make = policy.issuer.name === 'Self' ? selfSigned : signedBySampleAuthority
    const { leaf, chain } = make(policy, version, material)
    version.cer = leaf.toString('base64')
    version.chain = chain.map((der) => der.toString('base64'))
  } else if (operation) {
    operation.privateKey = material
    operation.csr = signingRequest(policy, material).toString('base64')
  }
  if (version.isIssued || issuedVersions(certificate).length === 0) putTwins(vault, certificate, version, material)
  keep(vault, certificate)
}
