import { describe, expect, test } from 'vitest'
import type { Secret, Vault } from '../state.ts'
import { seedState } from './index.ts'

const now = Date.UTC(2026, 10, 20, 15) / 1000
const daySeconds = 86_400
const state = seedState('demo', now)
const vaults = [...state.vaults.values()]
const secrets = vaults.flatMap(({ objects }) => [...objects.secrets.values()])
const deleted = vaults.flatMap(({ objects }) => [...objects.deletedSecrets.values()])
const everySecret: Secret[] = [...secrets, ...deleted]
const everyVersion = everySecret.flatMap(({ versions }) => versions)
const currentVersions = secrets.map(({ versions }) => versions.at(-1))

function count<T>(items: readonly T[], matches: (item: T) => boolean | undefined): number {
  return items.filter(matches).length
}

describe("Meridian's vaults", () => {
  test('are 24 in three subscriptions and four regions or more', () => {
    expect(vaults).toHaveLength(24)
    expect(new Set(vaults.map(({ subscriptionId }) => subscriptionId)).size).toBe(3)
    expect(new Set(vaults.map(({ location }) => location)).size).toBeGreaterThanOrEqual(4)
  })

  test('carry names that Key Vault allows, and are found by their host name', () => {
    for (const [key, { name }] of state.vaults) {
      expect(name).toMatch(/^[a-zA-Z](?!.*--)[a-zA-Z0-9-]{1,22}[a-zA-Z0-9]$/)
      expect(key).toBe(name.toLowerCase())
    }
  })

  test('lie in subscriptions, groups and management groups that exist', () => {
    const groups = new Set(state.resourceGroups.map(({ subscriptionId, name }) => `${subscriptionId}/${name}`))
    for (const { subscriptionId, resourceGroup } of vaults)
      expect(groups).toContain(`${subscriptionId}/${resourceGroup}`)
    const subscriptions = state.subscriptions.map(({ subscriptionId }) => subscriptionId)
    for (const { subscriptionId } of state.resourceGroups) expect(subscriptions).toContain(subscriptionId)
    const management = state.managementGroups.map(({ name }) => name)
    for (const { managementGroupName } of state.subscriptions) expect(management).toContain(managementGroupName)
    for (const { parentName } of state.managementGroups) if (parentName) expect(management).toContain(parentName)
  })

  test('are of every kind', () => {
    const kinds: Record<string, (vault: Vault) => boolean> = {
      rbac: (vault) => vault.enableRbacAuthorization === true,
      'access policies': (vault) => vault.enableRbacAuthorization === false,
      'model never set': (vault) => vault.enableRbacAuthorization === null,
      premium: (vault) => vault.sku === 'premium',
      'without purge protection': (vault) => !vault.enablePurgeProtection,
      'kept 7 days': (vault) => vault.softDeleteRetentionInDays === 7,
      'kept 30 days': (vault) => vault.softDeleteRetentionInDays === 30,
      'kept 90 days': (vault) => vault.softDeleteRetentionInDays === 90,
      private: (vault) => vault.publicNetworkAccess === 'Disabled',
      'selected networks': (vault) =>
        vault.publicNetworkAccess === 'Enabled' && vault.networkAcls?.defaultAction === 'Deny',
      'private endpoint waiting': (vault) =>
        vault.privateEndpointConnections.some(({ status }) => status === 'Pending'),
      'without secrets': (vault) => vault.objects.secrets.size === 0,
    }
    const counts = Object.fromEntries(Object.entries(kinds).map(([kind, matches]) => [kind, count(vaults, matches)]))
    expect(counts).toEqual({
      rbac: 17,
      'access policies': 5,
      'model never set': 2,
      premium: 7,
      'without purge protection': 8,
      'kept 7 days': 6,
      'kept 30 days': 4,
      'kept 90 days': 14,
      private: 1,
      'selected networks': 2,
      'private endpoint waiting': 1,
      'without secrets': 1,
    })
  })

  test('were made in the past, and their secrets later than they', () => {
    for (const vault of vaults) {
      expect(vault.createdOn).toBeLessThan(now - daySeconds)
      for (const secret of vault.objects.secrets.values())
        expect(secret.versions[0]?.created, `${vault.name}/${secret.name}`).toBeGreaterThan(vault.createdOn)
    }
  })

  test('on access policies let somebody in, and those on roles carry no policies', () => {
    for (const { name, enableRbacAuthorization, accessPolicies } of vaults)
      expect(accessPolicies.length > 0, name).toBe(enableRbacAuthorization !== true)
  })
})

describe("Meridian's secrets", () => {
  test('are about 1,200, with 27 more deleted ones', () => {
    expect(secrets.length).toBeGreaterThanOrEqual(1150)
    expect(secrets.length + deleted.length).toBeLessThanOrEqual(1250)
    expect(deleted).toHaveLength(27)
  })

  test('keep to the limits of Key Vault', () => {
    for (const { name } of everySecret) expect(name).toMatch(/^[0-9a-zA-Z-]{1,127}$/)
    for (const version of everyVersion) {
      expect(version.version).toMatch(/^[0-9a-f]{32}$/)
      expect(Buffer.byteLength(version.value)).toBeLessThanOrEqual(25 * 1024)
      // What belongs to a certificate is made when somebody looks.
      expect(version.value !== '').toBe(version.managedKeyName === undefined)
      expect((version.contentType ?? '').length).toBeLessThanOrEqual(255)
      const tags = Object.entries(version.tags)
      expect(tags.length).toBeLessThanOrEqual(15)
      for (const [name, value] of tags) expect(Math.max(name.length, value.length)).toBeLessThanOrEqual(512)
      for (const date of [version.exp, version.nbf]) if (date !== undefined) expect(date).toBeLessThan(2 ** 31)
    }
  })

  test('were written in the past, oldest version first, and changed no earlier than written', () => {
    for (const { name, versions } of everySecret) {
      const dates = versions.map(({ created }) => created)
      expect(dates, name).toEqual([...dates].sort((a, b) => a - b))
      for (const { created, updated } of versions) {
        expect(created, name).toBeLessThan(now)
        expect(updated, name).toBeLessThan(now)
        expect(updated, name).toBeGreaterThanOrEqual(created)
      }
    }
  })

  test('have versions of their own: no version id occurs twice', () => {
    expect(new Set(everyVersion.map(({ version }) => version)).size).toBe(everyVersion.length)
  })

  test('activate before they expire', () => {
    for (const { nbf, exp } of everyVersion) if (nbf !== undefined && exp !== undefined) expect(nbf).toBeLessThan(exp)
  })

  test('expire at every distance, from overdue to two years, or never', () => {
    const own = currentVersions.filter((version) => !version?.managedKeyName)
    const days = own.map((version) => version?.exp && (version.exp - now) / daySeconds)
    expect(count(days, (day) => day === undefined)).toBeGreaterThan(200)
    expect(count(days, (day) => day !== undefined && day < 0)).toBeGreaterThan(40)
    expect(count(days, (day) => day !== undefined && day >= 0 && day < 30)).toBeGreaterThan(60)
    expect(count(days, (day) => day !== undefined && day >= 30 && day < 365)).toBeGreaterThan(300)
    expect(count(days, (day) => day !== undefined && day >= 365)).toBeGreaterThan(40)
    expect(count(days, (day) => day !== undefined && day > 732)).toBe(0)
  })

  test('have from 1 to 60 versions, and one has 600', () => {
    const lengths = secrets.map(({ versions }) => versions.length).sort((a, b) => b - a)
    expect(lengths[0]).toBe(600)
    expect(lengths[1]).toBe(60)
    expect(lengths.at(-1)).toBe(1)
    expect(count(lengths, (length) => length > 30)).toBeGreaterThan(15)
  })

  test('are disabled, not valid yet, or a certificate’s in useful numbers', () => {
    expect(count(currentVersions, (version) => version?.enabled === false)).toBeGreaterThan(15)
    expect(count(currentVersions, (version) => (version?.nbf ?? 0) > now)).toBeGreaterThanOrEqual(5)
    expect(count(secrets, ({ versions }) => versions.every(({ managedKeyName }) => managedKeyName))).toBeGreaterThan(30)
  })

  test('bear the name of the certificate that they belong to', () => {
    for (const { name, versions } of secrets)
      for (const { managedKeyName } of versions) if (managedKeyName) expect(managedKeyName).toBe(name)
  })

  test('come in the content types that people use', () => {
    expect(new Set(currentVersions.map((version) => version?.contentType))).toEqual(
      new Set([
        undefined,
        'text/plain',
        'application/json',
        'application/x-pem-file',
        'application/x-pkcs12',
        'connection string',
        '{{7*7}}',
      ]),
    )
  })

  test('hold JSON where they say so, one broken document aside', () => {
    const documents = currentVersions.filter((version) => version?.contentType === 'application/json')
    const isBroken = (text: string) => {
      try {
        return typeof JSON.parse(text) !== 'object'
      } catch {
        return true
      }
    }
    expect(documents.length).toBeGreaterThan(80)
    expect(count(documents, (version) => isBroken(version?.value ?? ''))).toBe(1)
  })

  test('look like no real credential', () => {
    const vendorPrefix = /AKIA[0-9A-Z]{16}|sk_live_|gh[pousr]_|xox[abp]-|SG\.[\w-]{20}|AIza|AccountKey=(?!sample)/
    for (const { value } of everyVersion) expect(value).not.toMatch(vendorPrefix)
  })
})

describe("Meridian's deleted secrets", () => {
  test('were deleted before today and are purged after it, when their vault says', () => {
    for (const { objects, softDeleteRetentionInDays } of vaults)
      for (const { deletedDate, scheduledPurgeDate, versions } of objects.deletedSecrets.values()) {
        expect(deletedDate).toBeLessThan(now)
        expect(deletedDate).toBeGreaterThan(versions.at(-1)?.created ?? 0)
        expect(scheduledPurgeDate).toBeGreaterThan(now)
        expect(scheduledPurgeDate - deletedDate).toBe(softDeleteRetentionInDays * daySeconds)
      }
  })

  test('leave no live secret under their name', () => {
    for (const { objects } of vaults)
      for (const name of objects.deletedSecrets.keys()) expect(objects.secrets.has(name)).toBe(false)
  })
})
