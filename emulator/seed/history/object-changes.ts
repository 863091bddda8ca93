import type { KeyVersion } from '../../key-state.ts'
import { auditedProperties as auditedCertificate } from '../../key-vault/certificate-bundle.ts'
import { answeredDates } from '../../key-vault/object-attributes.ts'
import { auditedProperties as auditedSecret } from '../../key-vault/secret-bundle.ts'
import type { Vault } from '../../state.ts'
import { people, workloads } from '../people.ts'
import { type Actor, clients, person, programs, subnet, workload } from './actors.ts'
import type { Recorder } from './recorder.ts'
import type { PlannedCall } from './shapes.ts'

/** Who changes objects, by preference: the first one who may. */
const editors: Actor[] = [
  workload(workloads.rotationFunction, clients.python, { address: '203.0.113.104' }),
  workload(workloads.rotationFunction, clients.python, {
    address: '10.24.6.7',
    subnetId: subnet('swedencentral', 'production'),
  }),
  workload(workloads.customsFiling, clients.java, { address: '203.0.113.128' }),
  workload(workloads.devPlayground, clients.node, { address: '203.0.113.184' }),
  workload(workloads.tools, clients.python, { address: '203.0.113.200' }),
  person(people.daniel, programs.azureCli, { address: '203.0.113.224' }),
  person(people.ines, programs.portal, { address: '198.51.100.7' }),
  person(people.priya, programs.strongroom, { address: '198.51.100.7' }),
]

/** Each version of the seed that was made within the history, and each deletion, as the call that did it. */
export function recordObjectChanges(recorder: Recorder): void {
  for (const vault of recorder.state.vaults.values()) {
    const { secrets, deletedSecrets, keys, deletedKeys, certificates, deletedCertificates } = vault.objects
    const change = (call: Omit<PlannedCall, 'actor' | 'vault'>, seconds: number) =>
      recordChange(recorder, vault, call, seconds * 1000)
    for (const { name, versions } of [...secrets.values(), ...deletedSecrets.values()]) {
      const path = `/secrets/${name}`
      for (const version of versions) {
        if (version.managedKeyName) continue
        change(
          { method: 'PUT', path, object: `${path}/${version.version}`, properties: auditedSecret(version) },
          version.created,
        )
        if (version.updated > version.created)
          change(
            { method: 'PATCH', path: `${path}/${version.version}`, properties: auditedSecret(version) },
            version.updated,
          )
      }
    }
    for (const { name, versions } of [...keys.values(), ...deletedKeys.values()]) {
      const path = `/keys/${name}`
      const isOfCertificate = certificates.has(name.toLowerCase()) || deletedCertificates.has(name.toLowerCase())
      versions.forEach((version, index) => {
        if (isOfCertificate) return
        const call = { method: 'POST' as const, path: index === 0 ? `${path}/create` : `${path}/rotate` }
        change({ ...call, object: `${path}/${version.version}`, properties: auditedKey(version) }, version.created)
      })
    }
    for (const { name, versions } of [...certificates.values(), ...deletedCertificates.values()]) {
      const path = `/certificates/${name}`
      for (const version of versions) {
        change(
          {
            method: 'POST',
            path: `${path}/create`,
            object: `${path}/${version.version}`,
            properties: auditedCertificate(version),
          },
          version.created,
        )
      }
    }
    const managed = new Set(deletedCertificates.keys())
    for (const [kind, list] of [
      ['secrets', deletedSecrets],
      ['keys', deletedKeys],
    ] as const) {
      for (const { name, deletedDate } of list.values())
        if (!managed.has(name.toLowerCase())) change({ method: 'DELETE', path: `/${kind}/${name}` }, deletedDate)
    }
    for (const { name, deletedDate } of deletedCertificates.values())
      change({ method: 'DELETE', path: `/certificates/${name}` }, deletedDate)
  }
}

function recordChange(
  recorder: Recorder,
  vault: Vault,
  call: Omit<PlannedCall, 'actor' | 'vault'>,
  timeMs: number,
): void {
  if (timeMs < recorder.startMs) return
  for (const actor of editors) {
    const planned = { actor, vault, ...call }
    if ((recorder.shapes.list[recorder.shapes.of(planned)]?.record.httpStatusCode ?? 0) >= 300) continue
    if (recorder.call(planned, timeMs)) return
  }
}

function auditedKey({ shape, enabled, nbf, exp }: KeyVersion) {
  const size = 'keySize' in shape ? { size: shape.keySize } : { curve: shape.crv }
  return { keyProperties: { type: shape.kty, ...size, attributes: answeredDates({ enabled, nbf, exp }) } }
}
