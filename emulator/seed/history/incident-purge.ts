import { vaultLandmarks } from '../landmarks.ts'
import { people } from '../people.ts'
import { hexId } from '../random.ts'
import { person, programs } from './actors.ts'
import type { HistoryAnswers } from './answers.ts'
import { at, dayMs } from './calendar.ts'
import type { Recorder } from './recorder.ts'

/** Nothing of the seed bears it: it was purged. */
const purgedSecret = 'orders-api-load-test-key'

/** At a quarter to three, from home: deleted, found among the deleted, purged. It was written and read weeks before. */
export function purgeOutsideHours(recorder: Recorder, day: number): HistoryAnswers['purgeOutsideHours'] {
  const actor = person(people.daniel, programs.azureCli, { address: '203.0.113.224' })
  const vault = recorder.vault(vaultLandmarks.developer)
  const live = `/secrets/${purgedSecret}`
  const gone = `/deletedsecrets/${purgedSecret}`
  const version = hexId(`${vault.name}/${purgedSecret}/0`)
  const object = `${live}/${version}`
  const written = at(day - 35 * dayMs, 10, 5)
  const deletedMs = at(day, 2, 41, 12)
  const purgedMs = at(day, 2, 47, 30)
  const call = { actor, vault }
  recorder.tell({ ...call, method: 'PUT', path: live, object }, written)
  for (const days of [7, 14, 21]) recorder.tell({ ...call, method: 'GET', path: live, object }, written + days * dayMs)
  recorder.add(recorder.shapes.authentication(actor, vault, live), vault, deletedMs - 900)
  recorder.tell({ ...call, method: 'DELETE', path: live }, deletedMs)
  recorder.tell({ ...call, method: 'GET', path: gone, object: live }, deletedMs + 40_000)
  recorder.tell({ ...call, method: 'DELETE', path: gone, object: live }, purgedMs)
  return { vault: vault.name, secret: purgedSecret, objectId: people.daniel.objectId, deletedMs, purgedMs }
}
