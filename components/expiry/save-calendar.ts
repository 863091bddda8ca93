import { calendarFile } from '@/lib/domain/calendar.ts'
import type { ObjectEntry } from '@/lib/domain/object-entry.ts'
import { kindWords } from '@/lib/domain/object-words.ts'
import { datedName, saveFile } from '../export/export-table.ts'
import { objectHref } from '../objects/object-href.ts'

/** Rows that expire as events of a calendar, each with the way back to its page. */
export function saveCalendar(entries: readonly ObjectEntry[]): void {
  const nowMs = Date.now()
  const events = entries.flatMap((entry) => {
    if (entry.expiresOn === null) return []
    const kind = kindWords[entry.kind]
    return [
      {
        uid: `${entry.id}@strongroom`,
        startsOn: entry.expiresOn,
        summary: `${kind} ${entry.name} in ${entry.vaultName} expires`,
        description: [
          `${kind}: ${entry.name}`,
          `Vault: ${entry.vaultName}`,
          `Environment: ${entry.environment || 'not known'}`,
          `Owner: ${entry.owner || 'not known'}`,
        ].join('\n'),
        url: new URL(objectHref(entry), window.location.origin).href,
      },
    ]
  })
  const text = calendarFile('Expiring in Key Vault', events, new Date(nowMs).toISOString())
  saveFile(new Blob([text], { type: 'text/calendar;charset=utf-8' }), datedName('expiry', 'ics', nowMs))
}
