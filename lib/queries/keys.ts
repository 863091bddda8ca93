import { queryOptions } from '@tanstack/react-query'
import { KeyDetail, KeyPage, KeyVersionPage } from '../domain/key.ts'
import {
  Ciphertext,
  type DecryptRequest,
  type EncryptRequest,
  Plaintext,
  Signature,
  type SignRequest,
  Verification,
  type VerifyRequest,
} from '../domain/key-algorithms.ts'
import { KeyRights } from '../domain/rights.ts'
import { RotationPolicy } from '../domain/rotation-policy.ts'
import { api } from '../routes.ts'
import { apiFetch } from './fetcher.ts'
import { streamedList } from './streamed-list.ts'

/** Where a key is: the pair that every query and every write of one names first. */
export interface KeyPlace {
  vaultName: string
  keyName: string
}

const objectKey = ({ vaultName, keyName }: KeyPlace) => ['vaults', 'keys', vaultName, 'object', keyName]

export const keyQueries = {
  /** Of everything below that concerns one key. */
  objectKey,

  /** The keys of a vault, each with the properties of its current version; rows appear page by page. */
  list: (vaultName: string) =>
    queryOptions({
      queryKey: ['vaults', 'keys', vaultName, 'list'],
      queryFn: streamedList(KeyPage, api.keys(vaultName)),
    }),

  /** The current version in full; Key Vault itself says which one that is. */
  current: (place: KeyPlace) =>
    queryOptions({
      queryKey: [...objectKey(place), 'current'],
      queryFn: ({ signal }) => apiFetch(KeyDetail, api.key(place.vaultName, place.keyName), { signal }),
    }),

  /** All versions in the order that Key Vault gives them, which is none; they appear page by page. */
  versions: (place: KeyPlace) =>
    queryOptions({
      queryKey: [...objectKey(place), 'versions'],
      queryFn: streamedList(KeyVersionPage, api.keyVersions(place.vaultName, place.keyName)),
    }),

  /** One version in full. */
  version: (place: KeyPlace, version: string) =>
    queryOptions({
      queryKey: [...objectKey(place), 'version', version],
      queryFn: ({ signal }) => apiFetch(KeyDetail, api.keyVersion(place.vaultName, place.keyName, version), { signal }),
    }),

  rotationPolicy: (place: KeyPlace) =>
    queryOptions({
      queryKey: [...objectKey(place), 'rotationPolicy'],
      queryFn: ({ signal }) => apiFetch(RotationPolicy, api.rotationPolicy(place.vaultName, place.keyName), { signal }),
    }),

  /** What the person may do with this one key. A hint for buttons: the call itself decides. */
  rights: (place: KeyPlace) =>
    queryOptions({
      queryKey: [...objectKey(place), 'rights'],
      queryFn: ({ signal }) => apiFetch(KeyRights, api.keyRights(place.vaultName, place.keyName), { signal }),
    }),
}

/**
 * Uses of a key: audited calls that change nothing. Not queries: what was encrypted or decrypted is never in a cache.
 * @throws {ApiError} as apiFetch
 */
export const keyUses = {
  sign: (place: KeyPlace, version: string, body: SignRequest) =>
    apiFetch(Signature, api.keyUse(place.vaultName, place.keyName, version, 'sign'), post(body)),
  verify: (place: KeyPlace, version: string, body: VerifyRequest) =>
    apiFetch(Verification, api.keyUse(place.vaultName, place.keyName, version, 'verify'), post(body)),
  encrypt: (place: KeyPlace, version: string, body: EncryptRequest) =>
    apiFetch(Ciphertext, api.keyUse(place.vaultName, place.keyName, version, 'encrypt'), post(body)),
  decrypt: (place: KeyPlace, version: string, body: DecryptRequest) =>
    apiFetch(Plaintext, api.keyUse(place.vaultName, place.keyName, version, 'decrypt'), post(body)),
}

const post = (body: object) => ({ method: 'POST', changesNothing: true, body }) as const
