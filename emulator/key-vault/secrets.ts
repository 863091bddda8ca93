import { randomBytes } from 'node:crypto'
import { KeyVaultError } from '../errors.ts'
import type { Secret, SecretVersion } from '../state.ts'
import { assertNameIsFree, isSettled, objectNamed, visibleObjectNamed } from './object-kind.ts'
import type { Answer, KeyVaultCall } from './operation.ts'
import { listAnswer, pageOf } from './pages.ts'
import type { SecretChanges, SetSecretBody } from './secret-body.ts'
import { auditedProperties, secretBundle, secretId, secretItem, versionBundle, versionItem } from './secret-bundle.ts'
import { assertNotManaged, secretKind, versionOf } from './secret-lookup.ts'

/** Adds a version, which becomes the current one; nothing of the version before it is carried over. */
export function setSecret(call: KeyVaultCall, { value, ...changes }: SetSecretBody): Answer {
  const { vault, name, emulator } = call
  assertNameIsFree(secretKind, vault, name)
  const known = vault.objects.secrets.get(name.toLowerCase())
  if (known) assertNotManaged(known, 'set')
  const now = emulator.clock.nowSeconds()
  const added: SecretVersion = {
    version: randomBytes(16).toString('hex'),
    value,
    tags: {},
    enabled: true,
    created: now,
    updated: now,
    ...changes,
  }
  const secret: Secret = known ?? { name, versions: [] }
  secret.versions.push(added)
  vault.objects.secrets.set(name.toLowerCase(), secret)
  note(call, secret, added)
  return { status: 200, body: secretBundle(call, secret, added) }
}

export function getSecret(call: KeyVaultCall): Answer {
  const secret = objectNamed(secretKind, call.vault, call.name)
  const version = versionOf(secret, call.version)
  note(call, secret, version)
  if (!version.enabled) {
    throw new KeyVaultError(403, 'Forbidden', 'Operation get is not allowed on a disabled secret.', 'SecretDisabled')
  }
  return { status: 200, body: secretBundle(call, secret, version) }
}

/** Changes what is given and leaves the rest; tags are replaced whole, the value cannot be changed. */
export function updateSecret(call: KeyVaultCall, changes: SecretChanges): Answer {
  const secret = objectNamed(secretKind, call.vault, call.name)
  const version = versionOf(secret, call.version)
  note(call, secret, version)
  assertNotManaged(secret, 'update')
  Object.assign(version, changes, { updated: call.emulator.clock.nowSeconds() })
  call.vault.objects.secrets.set(call.name.toLowerCase(), secret)
  note(call, secret, version)
  return { status: 200, body: versionBundle(call, secret, version) }
}

export function getSecrets(call: KeyVaultCall): Answer {
  return listAnswer(call, call.vault.objects.secrets, isSettled, (secret) => secretItem(call, secret))
}

/** In the order of their ids, which are random: Key Vault promises none. A name that is not there has no versions. */
export function getSecretVersions(call: KeyVaultCall): Answer {
  call.audit.id = secretId(call, call.name)
  const secret = visibleObjectNamed(secretKind, call.vault, call.name)
  const { rows, nextLink } = pageOf(call, secret?.versions ?? [], (version) => version.version)
  const value = secret ? rows.map((version) => versionItem(call, secret, version)) : []
  return { status: 200, body: { value, nextLink } }
}

function note(call: KeyVaultCall, secret: Secret, version: SecretVersion): void {
  call.audit.id = secretId(call, secret.name, version.version)
  call.audit.properties = auditedProperties(version)
}
