import type { Vault } from '../../state.ts'
import { type Random, random } from '../random.ts'
import { type Actor, workload } from './actors.ts'
import { dayMs, hourMs, isWorkingDay, minuteMs } from './calendar.ts'
import { secretsOf, versionAt } from './objects.ts'
import type { Recorder } from './recorder.ts'
import type { SteadyPlan } from './steady-plans.ts'

/** Hours of Coordinated Universal Time in which people of western Europe work. */
const dayStartHour = 6
const dayEndHour = 18

/** Calls of a plan in 90 days, about. */
export function expectedCalls(
  { places, secrets, signsWith, everyMinutes, isDaytime }: SteadyPlan,
  days: number,
): number {
  const share = isDaytime ? (5 / 7) * ((dayEndHour - dayStartHour) / 24) : 1
  const rounds = ((days * dayMs) / (everyMinutes * minuteMs)) * share
  return places.length * (rounds * (secrets + (signsWith ? 1 : 0)) + days * share)
}

/** @param rate how many times more often than in a history of the usual length */
export function recordSteady(recorder: Recorder, plan: SteadyPlan, rate: number): void {
  const vault = recorder.vault(plan.vault)
  plan.places.forEach((place, index) => {
    const actor = workload(plan.principal, plan.client, place)
    const chance = random(`steady ${plan.vault} ${plan.principal.displayName} ${index}`)
    recordMachine(recorder, plan, vault, actor, (plan.everyMinutes * minuteMs) / rate, chance)
  })
}

function recordMachine(
  recorder: Recorder,
  plan: SteadyPlan,
  vault: Vault,
  actor: Actor,
  periodMs: number,
  chance: Random,
): void {
  const named = (plan.alsoReads ?? []).flatMap((name) => vault.objects.secrets.get(name) ?? [])
  const others = secretsOf(vault, plan.service, plan.secrets, recorder.startMs)
  const secrets = [...named, ...others.filter((secret) => !named.includes(secret))]
  const key = plan.signsWith === undefined ? undefined : vault.objects.keys.get(plan.signsWith)
  let restartsMs = 0
  for (let timeMs = recorder.startMs + chance.next() * periodMs; timeMs < recorder.endMs; ) {
    if (!plan.isDaytime || isDaytime(timeMs)) {
      let callMs = timeMs
      if (timeMs >= restartsMs && secrets[0]) {
        recorder.add(recorder.shapes.authentication(actor, vault, `/secrets/${secrets[0].name}`), vault, callMs)
        restartsMs = timeMs + dayMs
      }
      for (const secret of secrets) {
        callMs += 30 + chance.next() * 200
        const path = `/secrets/${secret.name}`
        const version = versionAt(secret, callMs)
        if (version) recorder.call({ actor, vault, method: 'GET', path, object: `${path}/${version.version}` }, callMs)
      }
      const keyVersion = key && versionAt(key, callMs)
      if (keyVersion) {
        const object = `/keys/${key.name}/${keyVersion.version}`
        recorder.call({ actor, vault, method: 'POST', path: `${object}/sign`, object }, callMs + 80)
      }
    }
    timeMs += periodMs * (0.9 + chance.next() * 0.2)
  }
}

function isDaytime(timeMs: number): boolean {
  const hour = (timeMs % dayMs) / hourMs
  return isWorkingDay(timeMs) && hour >= dayStartHour && hour < dayEndHour
}
