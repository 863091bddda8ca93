import 'server-only'
import { setTimeout as wait } from 'node:timers/promises'
import type { DeletedObject, PurgedObject, RecoveredObject, RecoverRequest } from '../domain/deleted-object.ts'
import type { DeletedLine } from '../domain/deleted-page.ts'
import { ObjectKind } from '../domain/object.ts'
import type { Page } from '../domain/page.ts'
import type { Problem } from '../domain/problem.ts'
import { AzureCallError } from './azure-call-error.ts'
import { pagesOf } from './call-scope.ts'
import type { AzureContext } from './context.ts'
import { type AzureDeletedObject, toDeletedObject } from './deleted-object-mapping.ts'
import { problemOf } from './errors.ts'
import { isAboutThePerson } from './inventory.ts'
import { listDeletedRows } from './object-list.ts'
import { type Asked, readVaults } from './objects.ts'
import { unlessAmbiguous } from './outcome.ts'
import { ProblemError } from './problem-error.ts'
import { sideBySide } from './side-by-side.ts'
import { certificateClient, keyClient, recoveryClients, secretClient } from './vaults.ts'

/** Where a deleted object is. */
interface DeletedPlace {
  vaultName: string
  kind: ObjectKind
  objectName: string
}

type Part = Page<DeletedObject> & { isRefused?: true }

/**
 * The deleted secrets, keys and certificates of a vault, side by side. A kind that cannot be read is a problem with its
 * name; the list fails as a whole where none can. One audited list call for each 25 of a kind.
 */
export async function* listDeletedObjects(azure: AzureContext, vaultName: string): AsyncGenerator<Page<DeletedObject>> {
  const refusals: Problem[] = []
  const kinds = ObjectKind.options
  for await (const part of sideBySide(kinds.map((kind) => readKind(azure, vaultName, kind)))) {
    if (part.isRefused) refusals.push(...(part.problems ?? []))
    // Until a kind has answered, the list may yet fail as a whole, and then with a status of its own.
    if (!part.isRefused) yield { items: part.items, problems: part.problems }
  }
  const [first] = refusals
  if (first && refusals.length === kinds.length) throw new ProblemError({ ...first, subject: undefined })
  if (first) yield { items: [], problems: refusals }
}

async function* readKind(azure: AzureContext, vaultName: string, kind: ObjectKind): AsyncGenerator<Part> {
  let isRefused = true
  try {
    for await (const page of pagesOf(azure, deletedPages(azure, vaultName, kind))) {
      isRefused = false
      yield { items: page.map((item) => toDeletedObject(kind, item)) }
    }
  } catch (error) {
    if (isAboutThePerson(error) || azure.signal.aborted) throw error
    const problems = [{ ...problemOf(error).problem, subject: `Deleted ${kind}s` }]
    yield isRefused ? { items: [], problems, isRefused } : { items: [], problems }
  }
}

/** What is deleted in many vaults, read as all objects are. @throws {ProblemError} as `readVaults` */
export function listDeletedEverywhere(azure: AzureContext, asked: Asked): AsyncGenerator<DeletedLine> {
  return readVaults(azure, asked, listDeletedRows)
}

/** The SDK's pages of one kind. */
function deletedPages(azure: AzureContext, vaultName: string, kind: ObjectKind): AsyncIterable<AzureDeletedObject[]> {
  switch (kind) {
    case 'secret':
      return secretClient(azure, vaultName).listDeletedSecrets().byPage()
    case 'key':
      return keyClient(azure, vaultName).listDeletedKeys().byPage()
    case 'certificate':
      return certificateClient(azure, vaultName).listDeletedCertificates({ includePending: true }).byPage()
  }
}

/**
 * Recovers a deleted object with all its versions, a certificate with its key and secret, and waits until it shows, for
 * 20 seconds at most. Sent once. @throws not_found where nothing of this name is deleted, conflict, outcome_unknown
 */
export async function recoverDeletedObject(
  azure: AzureContext,
  place: DeletedPlace,
  { isJustDeleted }: RecoverRequest,
): Promise<RecoveredObject> {
  const { vaultName, kind, objectName: name } = place
  if (isJustDeleted) await until(() => isShownDeleted(azure, place))
  const clients = recoveryClients(azure, vaultName)
  const recoveries = {
    secret: () => clients.secret().beginRecoverDeletedSecret(name),
    key: () => clients.key().beginRecoverDeletedKey(name),
    certificate: () => clients.certificate().beginRecoverDeletedCertificate(name),
  }
  await unlessAmbiguous<unknown>(recoveries[kind]()).catch(throwNotDeleted(kind))
  return { kind, name, isShown: await until(() => isShown(azure, place)) }
}

/** Destroys a deleted object for good. Sent once. @throws not_found, purge_protected, outcome_unknown */
export async function purgeDeletedObject(
  azure: AzureContext,
  { vaultName, kind, objectName: name }: DeletedPlace,
): Promise<PurgedObject> {
  const purges = {
    secret: () => secretClient(azure, vaultName).purgeDeletedSecret(name),
    key: () => keyClient(azure, vaultName).purgeDeletedKey(name),
    certificate: () => certificateClient(azure, vaultName).purgeDeletedCertificate(name),
  }
  await unlessAmbiguous<unknown>(purges[kind]()).catch(throwNotDeleted(kind))
  return { kind, name }
}

const throwNotDeleted = (kind: ObjectKind) => (error: unknown) => {
  if (!(error instanceof AzureCallError) || error.statusCode !== 404) throw error
  throw new ProblemError({
    code: 'not_found',
    message: `No deleted ${kind} of this name is here: it was recovered or purged meanwhile, or its retention has ended.`,
    remedy: 'Load the list again.',
  })
}

/** From the list of versions, which reads no value and is empty until the object shows. */
async function isShown(azure: AzureContext, { vaultName, kind, objectName: name }: DeletedPlace): Promise<boolean> {
  const lists = {
    secret: () => secretClient(azure, vaultName).listPropertiesOfSecretVersions(name),
    key: () => keyClient(azure, vaultName).listPropertiesOfKeyVersions(name),
    certificate: () => certificateClient(azure, vaultName).listPropertiesOfCertificateVersions(name),
  }
  const pages: AsyncIterable<unknown[]> = lists[kind]().byPage()
  for await (const page of pagesOf(azure, pages)) if (page.length > 0) return true
  return false
}

async function isShownDeleted(
  azure: AzureContext,
  { vaultName, kind, objectName: name }: DeletedPlace,
): Promise<boolean> {
  const looks = {
    secret: () => secretClient(azure, vaultName).getDeletedSecret(name),
    key: () => keyClient(azure, vaultName).getDeletedKey(name),
    certificate: () => certificateClient(azure, vaultName).getDeletedCertificate(name),
  }
  const look: Promise<unknown> = looks[kind]()
  return look.then(
    () => true,
    (error: unknown) => {
      if (error instanceof AzureCallError && error.statusCode === 404) return false
      throw error
    },
  )
}

const patienceMs = 20_000

/** Looks until it is so. False where it takes longer, or where looking fails: what was done before stands either way. */
async function until(look: () => Promise<boolean>): Promise<boolean> {
  const endsAt = Date.now() + patienceMs
  for (let waitMs = 250; ; waitMs = Math.min(2_000, waitMs * 2)) {
    const seen = await look().catch(() => null)
    if (seen !== false) return seen === true
    if (Date.now() + waitMs > endsAt) return false
    await wait(waitMs)
  }
}
