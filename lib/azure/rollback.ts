import 'server-only'
import { randomUUID } from 'node:crypto'
import type { KeyVaultSecret } from '@azure/keyvault-secrets'
import {
  planRollback,
  provenanceTags,
  type RollbackPlan,
  type RollbackRequest,
  type RollbackResult,
} from '../domain/rollback.ts'
import type { SecretVersion } from '../domain/secret.ts'
import type { AzureContext } from './context.ts'
import { isAmbiguous, isSecretDisabled } from './errors.ts'
import { ProblemError } from './problem-error.ts'
import { findWritten, reconcileRollback } from './rollback-reconciliation.ts'
import { toSecretVersion } from './secret-mapping.ts'
import { allVersions, getCurrentVersion } from './secrets.ts'
import { secretClient } from './vaults.ts'

/** Where a rollback takes place. */
export interface SecretPlace {
  vaultName: string
  secretName: string
}

/**
 * Writes the value of an older version as a new version: target and current read side by side, one write, one verifying
 * read. The write happens only while the current version is the one that the person saw, and is never sent twice.
 * @throws concurrent_change, target_disabled, secret_managed, outcome_unknown, and what Azure refuses
 */
export async function rollBackSecret(
  azure: AzureContext,
  place: SecretPlace,
  request: RollbackRequest,
): Promise<RollbackResult> {
  const operationId = request.operationId ?? randomUUID()
  const [target, current] = await Promise.all([
    readTarget(azure, place, request.version),
    readCurrent(azure, place, request.expectedCurrentVersion),
  ])
  const plan = planRollback(target.version, { ...request, operationId })
  const result = {
    targetVersion: request.version,
    previousVersion: request.expectedCurrentVersion,
    droppedTags: plan.droppedTags,
    operationId,
    isReconciled: false,
    concurrentVersion: null,
  }
  const write = { target, current, plan, operationId }
  const earlier = await writtenEarlier(azure, place, request, write)
  if (earlier) {
    const concurrentVersion = earlier.version === current.version ? null : current.version
    return { ...result, newVersion: earlier, isReconciled: true, concurrentVersion }
  }
  refuseUnlessSound(request, target.version, current)
  const written = await writeOnce(azure, place, write)
  const concurrentVersion = await otherCurrentVersion(azure, place, written.version.version)
  return { ...result, newVersion: written.version, isReconciled: written.isReconciled, concurrentVersion }
}

interface RollbackTarget {
  version: SecretVersion
  value: string
}

async function readTarget(azure: AzureContext, place: SecretPlace, version: string): Promise<RollbackTarget> {
  const secret = await secretClient(azure, place.vaultName)
    .getSecret(place.secretName, { version })
    .catch((error: unknown) => {
      throw isSecretDisabled(error) ? targetDisabled() : error
    })
  return { version: toSecretVersion(secret.properties), value: secret.value ?? '' }
}

/** The current version; where it is disabled Key Vault refuses to read it, and the version list tells which it is. */
async function readCurrent(azure: AzureContext, place: SecretPlace, expected?: string): Promise<SecretVersion> {
  return secretClient(azure, place.vaultName)
    .getSecret(place.secretName)
    .then(
      (secret: KeyVaultSecret) => toSecretVersion(secret.properties),
      (error: unknown) => {
        if (!isSecretDisabled(error)) throw error
        return getCurrentVersion(azure, place.vaultName, place.secretName, expected)
      },
    )
}

/**
 * The version that this very operation wrote when it was asked for before and its answer was lost. Somebody may have
 * written on top of it since, so where another version is current than the person saw, all of them are looked at:
 * "nothing was written" would not be true.
 * @throws outcome_unknown where the operation's tag had no room and what was written cannot be told from another's
 */
async function writtenEarlier(
  azure: AzureContext,
  place: SecretPlace,
  { operationId, expectedCurrentVersion }: RollbackRequest,
  write: RollbackWrite,
): Promise<SecretVersion | undefined> {
  if (!operationId || write.current.version === expectedCurrentVersion) return undefined
  if (write.current.tags[provenanceTags.operation] === operationId) return write.current
  const versions = await allVersions(azure, place.vaultName, place.secretName)
  const before = versions.find(({ version }) => version === expectedCurrentVersion)
  return before && findWritten(azure, place, { ...write, current: before }, versions)
}

function refuseUnlessSound(request: RollbackRequest, target: SecretVersion, current: SecretVersion): void {
  if (target.managed || current.managed) {
    throw new ProblemError({
      code: 'secret_managed',
      message: 'A certificate made this secret, and it can be changed through that certificate alone.',
    })
  }
  if (current.version !== request.expectedCurrentVersion) {
    throw new ProblemError({
      code: 'concurrent_change',
      message: 'Somebody changed this secret since you looked at it. Nothing was written.',
      remedy: 'Look at the new current version, then decide again.',
      currentVersion: current.version,
      expectedCurrentVersion: request.expectedCurrentVersion,
    })
  }
  if (target.version === current.version) {
    throw new ProblemError({ code: 'invalid_request', message: 'This version is the current one already.' })
  }
}

/** Everything about the one write of a rollback. */
export interface RollbackWrite {
  target: RollbackTarget
  /** As it was before the write. */
  current: SecretVersion
  plan: RollbackPlan
  operationId: string
}

async function writeOnce(
  azure: AzureContext,
  place: SecretPlace,
  write: RollbackWrite,
): Promise<{ version: SecretVersion; isReconciled: boolean }> {
  const { contentType, expiresOn, notBefore, tags } = write.plan
  return secretClient(azure, place.vaultName)
    .setSecret(place.secretName, write.target.value, {
      enabled: true,
      tags,
      ...(contentType !== null && { contentType }),
      ...(expiresOn && { expiresOn: new Date(expiresOn) }),
      ...(notBefore && { notBefore: new Date(notBefore) }),
    })
    .then(
      ({ properties }) => ({ version: toSecretVersion(properties), isReconciled: false }),
      async (error: unknown) => {
        if (!isAmbiguous(error)) throw error
        return { version: await reconcileRollback(azure, place, write, error), isReconciled: true }
      },
    )
}

/**
 * The version that is current when it is not ours: another writer came at the same moment. The write itself stands
 * whatever this read says, so a failure of it is no failure of the rollback.
 */
async function otherCurrentVersion(azure: AzureContext, place: SecretPlace, ours: string): Promise<string | null> {
  const current = await readCurrent(azure, place, ours).catch(() => undefined)
  return current && current.version !== ours ? current.version : null
}

function targetDisabled(): ProblemError {
  return new ProblemError({
    code: 'target_disabled',
    message: 'The version to roll back to is disabled, and Key Vault does not give out its value. Nothing was written.',
    remedy: 'Enable that version first, then roll back.',
  })
}
