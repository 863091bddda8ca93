import type { JWK } from 'jose'
import { createSigningKey } from '../entra/signing-keys.ts'
import { createTlsIdentity, isUsable, type TlsIdentity } from '../tls.ts'
import { DataDirectoryError } from './database.ts'
import type { Keeper } from './keeper.ts'

/** What is kept beside the contents of vaults. */
interface Facts {
  /** How the rows are to be read. */
  format: number
  seed: string
  /** The seed is made again at every start, by the time it was first made at. Unix seconds. */
  seedSeconds: number
  tlsIdentity: TlsIdentity
  signingKey: JWK
}

const format = 1

/**
 * What must be the same after a restart, so that tokens, trust and the seed stay what they were. Made where it is not
 * there yet.
 * @param directory for the sentences
 * @throws DataDirectoryError for a directory that holds another seed
 */
export async function openFacts(keeper: Keeper, directory: string, seed: string, nowSeconds: number) {
  const facts = keeper.map<Facts[keyof Facts]>('facts') as FactMap
  const keptFormat = facts.get('format') ?? format
  if (keptFormat !== format) {
    throw new DataDirectoryError(
      `${directory} was written by another version of the emulator; empty it or choose another --data`,
    )
  }
  const keptSeed = facts.get('seed') ?? seed
  if (keptSeed !== seed) {
    throw new DataDirectoryError(
      `${directory} holds the seed '${keptSeed}', not '${seed}'; start with --seed ${keptSeed} or choose another --data`,
    )
  }
  const identity = facts.get('tlsIdentity')
  const tlsIdentity = identity && isUsable(identity) ? identity : await createTlsIdentity()
  const signingKey = facts.get('signingKey') ?? (await createSigningKey())
  const seedSeconds = facts.get('seedSeconds') ?? nowSeconds
  const entries = { format, seed, seedSeconds, tlsIdentity, signingKey }
  for (const [name, value] of Object.entries(entries)) facts.set(name as keyof Facts, value) // the keys of a literal
  keeper.commit()
  return {
    tlsIdentity,
    signingKey,
    seedSeconds,
    /** From now on the seed is the one of this time. */
    reseed(seconds: number) {
      facts.set('seedSeconds', seconds)
    },
  }
}

/** A map that knows the type at each key. */
interface FactMap {
  get<Name extends keyof Facts>(name: Name): Facts[Name] | undefined
  set<Name extends keyof Facts>(name: Name, value: Facts[Name]): unknown
}
