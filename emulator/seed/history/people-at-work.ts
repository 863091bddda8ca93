import { secretLandmarks, vaultLandmarks } from '../landmarks.ts'
import { people } from '../people.ts'
import { random } from '../random.ts'
import { type Actor, type Place, person, programs } from './actors.ts'
import { dayMs, hourMs, isWorkingDay } from './calendar.ts'
import { secretsOf, versionAt } from './objects.ts'
import type { Recorder } from './recorder.ts'
import type { PlannedCall } from './shapes.ts'

type Step = Omit<PlannedCall, 'actor' | 'vault'>

/** What somebody does in a vault: on most days a list, on each weekday a secret of its own. */
interface Routine {
  actor: Actor
  vault: string
  /** Visits on an ordinary working day, on average. */
  visitsADay: number
  /** Names of secrets whose values are read, one a visit, always the same ones. */
  reads?: string[]
  /** Secrets of the vault that are read, beside those. */
  readsCount?: number
  /** Pages of the list of secrets that are looked at. */
  pages: number
  listsVersions?: boolean
}

const office: Place = { address: '198.51.100.7' }
const home = (last: number): Place => ({ address: `203.0.113.${last}` })

const ines = person(people.ines, programs.portal, office)
const inesAtStrongroom = person(people.ines, programs.strongroom, office)
const tomas = person(people.tomas, programs.strongroom, { address: '198.51.100.9' })
const priya = person(people.priya, programs.strongroom, office)
const priyaByCommand = person(people.priya, programs.azureCli, home(217))
const daniel = person(people.daniel, programs.azureCli, home(224))
const danielAtPortal = person(people.daniel, programs.portal, { address: '198.51.100.11' })

const main = vaultLandmarks.main
const developer = vaultLandmarks.developer

// biome-ignore format: a table reads best with a row to a line
const routines: Routine[] = [
  { actor: ines, vault: main, visitsADay: 2, pages: 6, readsCount: 2 },
  { actor: inesAtStrongroom, vault: 'kv-identity-prod-weu', visitsADay: 1, pages: 3, readsCount: 1 },
  { actor: inesAtStrongroom, vault: 'kv-partners-prod-weu', visitsADay: 0.6, pages: 3, readsCount: 1 },
  { actor: ines, vault: 'kv-billing-prod-weu', visitsADay: 0.4, pages: 3 },
  { actor: ines, vault: 'kv-ledger-prod-eus2', visitsADay: 0.5, pages: 3 },
  { actor: tomas, vault: main, visitsADay: 1, pages: 6, listsVersions: true },
  { actor: tomas, vault: 'kv-orders-prod-weu', visitsADay: 0.7, pages: 4, listsVersions: true },
  { actor: tomas, vault: 'kv-shipping-prod-weu', visitsADay: 0.5, pages: 3 },
  { actor: tomas, vault: 'kv-partners-prod-weu', visitsADay: 0.5, pages: 3 },
  { actor: tomas, vault: 'kv-payments-stg-weu', visitsADay: 0.3, pages: 3 },
  { actor: priya, vault: main, visitsADay: 2.5, pages: 2, reads: [secretLandmarks.rollback.secret, secretLandmarks.expiresSoon.secret, secretLandmarks.jsonOneKeyDiffers.secret], listsVersions: true },
  { actor: priya, vault: 'kv-orders-prod-weu', visitsADay: 1.5, pages: 2, readsCount: 3, listsVersions: true },
  { actor: priya, vault: 'kv-shipping-prod-weu', visitsADay: 1, pages: 1, readsCount: 2 },
  { actor: priya, vault: 'kv-partners-prod-weu', visitsADay: 0.8, pages: 1, reads: [secretLandmarks.policyRollback.secret] },
  { actor: priyaByCommand, vault: 'kv-notify-prod-weu', visitsADay: 0.6, pages: 0, readsCount: 2 },
  { actor: priyaByCommand, vault: 'kv-treasury-prod-weu', visitsADay: 0.3, pages: 0, readsCount: 1 },
  { actor: daniel, vault: developer, visitsADay: 5, pages: 1, reads: [secretLandmarks.developerRollback.secret], readsCount: 5 },
  { actor: danielAtPortal, vault: developer, visitsADay: 1.5, pages: 2, readsCount: 3, listsVersions: true },
]

/** When people begin a visit; lunch is at noon. */
const hours = [
  6.8, 7.3, 7.8, 8.2, 8.6, 9, 9.4, 9.8, 10.3, 10.8, 12, 12.4, 12.9, 13.4, 13.9, 14.5, 15.1, 15.8, 16.4,
] as const

/** Working days of people, one after the other. */
export function recordPeople(recorder: Recorder): void {
  for (const routine of routines) recordRoutine(recorder, routine)
}

function recordRoutine(recorder: Recorder, routine: Routine): void {
  const { actor, vault: vaultName, visitsADay } = routine
  const vault = recorder.vault(vaultName)
  const chance = random(`visits ${actor.key} ${vaultName}`)
  const named = (routine.reads ?? []).flatMap((name) => vault.objects.secrets.get(name) ?? [])
  const reads = [...named, ...secretsOf(vault, actor.key, routine.readsCount ?? 0, recorder.startMs)]
  let turn = 0
  for (let day = recorder.startMs; day < recorder.endMs; day += dayMs) {
    if (!isWorkingDay(day)) continue
    const visits = Math.floor(visitsADay) + (chance.chance(visitsADay % 1) ? 1 : 0)
    for (let visit = 0; visit < visits; visit++) {
      const timeMs = day + chance.pick(hours) * hourMs + chance.integer(0, 1_400_000)
      const secret = reads[turn++ % reads.length]
      const steps: Step[] = Array.from({ length: routine.pages }, () => ({ method: 'GET', path: '/secrets' }))
      if (secret) {
        const path = `/secrets/${secret.name}`
        if (routine.listsVersions) steps.push({ method: 'GET', path: `${path}/versions`, object: path })
        const version = versionAt(secret, timeMs)
        if (version) steps.push({ method: 'GET', path, object: `${path}/${version.version}` })
      }
      recorder.visit(actor, vault, timeMs, steps, 900)
    }
  }
}
