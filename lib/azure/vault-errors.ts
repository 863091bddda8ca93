import 'server-only'
import type { Meaning } from './errors.ts'

/**
 * What Resource Manager answers where a vault cannot be made, changed, deleted, recovered or purged.
 * https://learn.microsoft.com/azure/key-vault/general/common-error-codes
 */
export function vaultMeaning(code: string | undefined, azureMessage: string): Meaning | undefined {
  const found = meanings.find((one) => one.code.test(code ?? '') && (one.words?.test(azureMessage) ?? true))
  return found?.meaning
}

const meanings: { code: RegExp; words?: RegExp; meaning: Meaning }[] = [
  {
    code: /^(ConflictError|Conflict|VaultAlreadyExists)$/,
    words: /deleted state|recoverable state|soft.?deleted/i,
    meaning: {
      code: 'vault_name_held',
      message: 'A deleted vault holds this name.',
      remedy: 'Recover that vault, or have it purged, before the name can be used again.',
    },
  },
  {
    code: /^VaultAlreadyExists$/,
    meaning: {
      code: 'vault_name_taken',
      message: 'A vault of this name is there already. Names of vaults are unique in all of Azure.',
      remedy: 'Choose another name.',
    },
  },
  {
    code: /^RequestDisallowedByPolicy$/,
    meaning: {
      code: 'policy_denied',
      message: 'A policy of your organisation (Azure Policy) does not allow a vault like this.',
      remedy: 'Azure’s own words name the policy. Change what it objects to, or ask whoever owns it for an exemption.',
    },
  },
  {
    code: /^(ScopeLocked|ResourceLocked)$/,
    meaning: {
      code: 'policy_denied',
      message: 'A lock on the vault, its resource group or its subscription forbids this.',
      remedy: 'Whoever owns the lock has to remove it first.',
    },
  },
  {
    code: /Quota|LimitExceeded/i,
    meaning: {
      code: 'quota_exceeded',
      message: 'A quota of the subscription is used up.',
      remedy: 'Azure’s own words name it. Choose another region or subscription, or have the quota raised.',
    },
  },
  {
    code: /^(LocationNotAvailable(ForResourceType)?|RegionNotSupported|InvalidResourceLocation)$/,
    meaning: {
      code: 'not_offered',
      message: 'Vaults cannot be made in this region.',
      remedy: 'Choose another region.',
    },
  },
  {
    code: /^SkuNotSupported$/,
    meaning: {
      code: 'not_offered',
      message: 'This region does not offer this SKU.',
      remedy: 'Choose the other SKU, or another region.',
    },
  },
  {
    code: /^VaultNameNotValid$/,
    meaning: { code: 'invalid_request', message: 'Azure does not take this name for a vault.', remedy: 'Change it.' },
  },
  {
    code: /./,
    words: /enablePurgeProtection.*(cannot be set to false|irreversible)/is,
    meaning: {
      code: 'setting_fixed',
      message: 'Purge protection cannot be switched off again, by nobody.',
      remedy: 'There is nothing to do.',
    },
  },
  {
    code: /./,
    words: /softDeleteRetentionInDays.*(already been set|can.?t be modified|cannot be)/is,
    meaning: {
      code: 'setting_fixed',
      message: 'How long deleted items are kept was decided when the vault was made, and cannot be changed.',
      remedy: 'A vault with another retention has to be a new one.',
    },
  },
  {
    code: /^(DeletedVaultNotFound|VaultNotFound)$/,
    words: /deleted/i,
    meaning: {
      code: 'not_found',
      message: 'There is no such deleted vault: it was recovered or purged meanwhile.',
      remedy: 'Reload the list.',
    },
  },
  {
    code: /./,
    words: /purge.*(not allowed|disabled|protection)|MethodNotAllowed/i,
    meaning: {
      code: 'purge_protected',
      message: 'Purge protection is on: nobody can purge this vault before its retention has ended.',
      remedy: 'Azure purges it by itself then. Until then it can be recovered.',
    },
  },
]
