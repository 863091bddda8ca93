import type { Secret, Vault } from '../../state.ts'
import { random } from '../random.ts'

/** Something that has versions, each made at a time in Unix seconds. */
interface Versioned {
  versions: { version: string; created: number; enabled: boolean }[]
}

/** The version that was current at a time; undefined before the first. */
export function versionAt<Kind extends Versioned>(
  { versions }: Kind,
  timeMs: number,
): Kind['versions'][number] | undefined {
  for (let index = versions.length - 1; index >= 0; index--) {
    const version = versions[index]
    if (version && version.created * 1000 <= timeMs) return version
  }
  return undefined
}

/**
 * Secrets that a service reads all the time: there since before the history, and never disabled. Those that bear its name come
 * first, others of its vault after them.
 */
export function secretsOf(vault: Vault, service: string, count: number, sinceMs: number): Secret[] {
  const order = (secret: Secret) => random(`reads ${service} ${vault.name}/${secret.name}`).next()
  const isSteady = (secret: Secret) =>
    (secret.versions[0]?.created ?? 0) * 1000 < sinceMs &&
    secret.versions.every(({ enabled, managedKeyName, created }) => {
      return managedKeyName === undefined && (enabled || created * 1000 < sinceMs)
    }) &&
    secret.versions.at(-1)?.enabled === true
  return [...vault.objects.secrets.values()]
    .filter(isSteady)
    .map((secret) => ({ secret, place: (secret.name.startsWith(`${service}-`) ? 0 : 1) + order(secret) }))
    .sort((left, right) => left.place - right.place)
    .slice(0, count)
    .map(({ secret }) => secret)
}
