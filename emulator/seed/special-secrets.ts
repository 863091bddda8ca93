import type { Secret } from '../state.ts'
import { secretLandmarks as landmarks, type SecretLandmark } from './landmarks.ts'
import { makeSecret, type VersionOutline } from './make-secret.ts'
import { random } from './random.ts'
import { environmentFile, pemCertificate, pemKey, token } from './secret-values.ts'
import { fifteenTags, largestText, letterTemplate, markupTags, settingsDocument } from './special-values.ts'

type Shape = Partial<Omit<VersionOutline, 'ageDays'>>
type Landmark = keyof typeof landmarks

const text: Shape = { contentType: 'text/plain' }
const json: Shape = { contentType: 'application/json' }
const pemFile: Shape = { contentType: 'application/x-pem-file' }
const priya: Shape = { ...text, tags: { owner: 'priya.nair@meridian.example', rotation: 'manual' } }
const team: Shape = { ...text, tags: { owner: 'payments-team@meridian.example', rotation: '90d', ticket: 'CHG-4821' } }

/** The outline of each landmark: versions by age in days, oldest first, and what is special about each. */
const outlines: Partial<Record<Landmark, (value: (version: number) => string) => VersionOutline[]>> = {
  rollback: (value) =>
    [330, 250, 160, 71, 4].map((ageDays, version) => ({
      ...priya,
      ageDays,
      value: value(version),
      expiresInDays: 361 - ageDays,
    })),
  manyVersions: (value) =>
    Array.from({ length: 600 }, (_, version) => ({
      ...team,
      ageDays: 600 - version,
      value: value(version),
      expiresInDays: 3 - (600 - version),
    })),
  sixtyVersions: (value) =>
    Array.from({ length: 60 }, (_, version) => ({ ...team, ageDays: 7 * (60 - version), value: value(version) })),
  rotatedMonthly: (value) =>
    [195, 165, 135, 105, 75, 45, 15].map((ageDays, version) => ({
      ...text,
      tags: { owner: 'orders-team@meridian.example', rotation: 'automatic' },
      ageDays,
      secondOfDay: 7_200,
      value: value(version),
      expiresInDays: 45 - ageDays,
    })),
  oneVersion: (value) => [{ ...text, ageDays: 512, value: value(0) }],
  disabledCurrent: (value) => [
    { ...priya, ageDays: 140, value: value(0), expiresInDays: 225 },
    { ...priya, ageDays: 52, value: value(1), expiresInDays: 313 },
    { ...priya, ageDays: 2, value: value(2), expiresInDays: 363, enabled: false, updatedAgeDays: 1 },
  ],
  developerDisabledCurrent: (value) => [
    { ...text, ageDays: 30, value: value(0) },
    { ...text, ageDays: 3, value: value(1), enabled: false, updatedAgeDays: 2 },
  ],
  policyDisabledCurrent: (value) => [
    { ageDays: 90, value: value(0) },
    { ageDays: 6, value: value(1), enabled: false, updatedAgeDays: 5 },
  ],
  disabledPrevious: (value) => [
    { ...team, ageDays: 200, value: value(0) },
    { ...team, ageDays: 110, value: value(1), enabled: false, updatedAgeDays: 20 },
    { ...team, ageDays: 20, value: value(2) },
  ],
  expiredPrevious: (value) => [
    { ...team, ageDays: 280, value: value(0), expiresInDays: -190 },
    { ...team, ageDays: 190, value: value(1), expiresInDays: -11 },
    { ...team, ageDays: 12, value: value(2), expiresInDays: 168 },
  ],
  expiredCurrent: (value) => [
    { ...team, ageDays: 410, value: value(0), expiresInDays: -230 },
    { ...team, ageDays: 223, value: value(1), expiresInDays: -43 },
  ],
  expiresSoon: (value) => [
    { ...priya, ageDays: 177, value: value(0), expiresInDays: -87 },
    { ...priya, ageDays: 87, value: value(1), expiresInDays: 3 },
  ],
  notYetValid: (value) => [
    { ...team, ageDays: 95, value: value(0), expiresInDays: 40 },
    { ...team, ageDays: 1, value: value(1), startsInDays: 9, expiresInDays: 374 },
  ],
  neverExpires: (value) => [{ ageDays: 1120, value: value(0) }],
  fifteenTags: (value) => [
    { ...text, tags: fifteenTags(15, 'first'), ageDays: 60, value: value(0) },
    { ...text, tags: fifteenTags(15, 'second'), ageDays: 8, value: value(1) },
  ],
  fourteenTags: (value) => [
    { ...text, tags: fifteenTags(14, 'first'), ageDays: 61, value: value(0) },
    { ...text, tags: fifteenTags(14, 'second'), ageDays: 9, value: value(1) },
  ],
  jsonOneKeyDiffers: (value) =>
    [120, 45, 5].map((ageDays, version) => ({ ...json, ageDays, value: settingsDocument({ apiKey: value(version) }) })),
  jsonKeysDiffer: () => [
    { ...json, ageDays: 66, value: settingsDocument({ theme: 'light', legacyMode: true }) },
    { ...json, ageDays: 14, value: settingsDocument({ theme: 'dark', wallets: ['sample-wallet'] }) },
  ],
  brokenJson: () => [
    { ...json, ageDays: 31, value: settingsDocument({ retries: 3 }) },
    { ...json, ageDays: 1, value: `${settingsDocument({ retries: 3 }).slice(0, -3)},, oops` },
  ],
  sameValue: (value) => [
    { ...text, ageDays: 77, value: value(0) },
    { ...text, ageDays: 10, value: value(1) },
    { ...text, ageDays: 3, value: value(1) },
  ],
  sameSecond: (value) => [
    { ...pemFile, ageDays: 100, secondOfDay: 36_000, value: value(0) },
    { ...pemFile, ageDays: 6, secondOfDay: 50_400, value: value(1) },
    { ...pemFile, ageDays: 6, secondOfDay: 50_400, value: value(2) },
  ],
  allInOneSecond: (value) =>
    [0, 1, 2, 3].map((version) => ({ ...text, ageDays: 33, secondOfDay: 43_200, value: value(version) })),
  pem: (value) => [
    { ...pemFile, ageDays: 300, value: value(0), expiresInDays: 65 },
    { ...pemFile, ageDays: 30, value: value(1), expiresInDays: 335 },
  ],
  multiLine: (value) => [
    { ...text, ageDays: 58, value: value(0) },
    { ...text, ageDays: 21, value: value(1) },
  ],
  largest: () => [
    { ...text, ageDays: 40, value: largestText('first') },
    { ...text, ageDays: 13, value: largestText('second') },
  ],
  unicode: () => [
    { ...text, ageDays: 48, value: letterTemplate('2') },
    { ...text, ageDays: 18, value: letterTemplate('3') },
  ],
  longestName: (value) => [
    { ...text, ageDays: 700, value: value(0) },
    { ...text, ageDays: 350, value: value(1) },
  ],
  markup: () => [
    {
      contentType: 'text/html"><svg onload=alert(2)>',
      tags: markupTags,
      ageDays: 25,
      value: '<script>alert("sample")</script>',
    },
    {
      contentType: '{{7*7}}',
      tags: markupTags,
      ageDays: 7,
      value: '<img src=x onerror=alert("sample")> {{constructor}}',
    },
  ],
  canary: (value) => [
    { ...text, ageDays: 22, value: `CANARY-${value(0)}` },
    { ...text, ageDays: 2, value: `CANARY-${value(1)}` },
  ],
  developerObjectScope: (value) => [
    { ...text, ageDays: 44, value: value(0) },
    { ...text, ageDays: 11, value: value(1) },
  ],
  developerRollback: (value) =>
    [200, 120, 50, 6].map((ageDays, version) => ({
      ...text,
      ageDays,
      value: value(version),
      expiresInDays: 361 - ageDays,
    })),
  policyRollback: (value) => [150, 70, 9].map((ageDays, version) => ({ ...text, ageDays, value: value(version) })),
  refusedByPolicy: (value) => [
    { ...text, ageDays: 240, value: value(0) },
    { ...text, ageDays: 60, value: value(1) },
  ],
}

/** The landmarks that lie in this vault. Certificates' secrets are made elsewhere. */
export function specialSecrets(vaultName: string, today: number): Secret[] {
  return (Object.keys(outlines) as Landmark[]) // a literal's own keys
    .filter((landmark) => landmarks[landmark].vault === vaultName)
    .map((landmark) => {
      const { vault, secret }: SecretLandmark = landmarks[landmark]
      const value = (version: number) => sampleValue(landmark, `${vault}/${secret}`, version)
      return makeSecret(vault, secret, outlines[landmark]?.(value) ?? [], today)
    })
}

function sampleValue(landmark: Landmark, key: string, version: number): string {
  const context = {
    service: key.split('/').at(-1) ?? key,
    environment: 'production',
    fixed: random(`fixed ${key}`),
    fresh: random(`value ${key}/${version}`),
  }
  if (landmark === 'pem') return pemKey('PRIVATE', context.fresh)
  if (landmark === 'sameSecond') return pemCertificate(context)
  if (landmark === 'multiLine') return environmentFile(context)
  return token(context.fresh, 40)
}
