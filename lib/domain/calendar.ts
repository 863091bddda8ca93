/**
 * A calendar file of events. @see https://www.rfc-editor.org/rfc/rfc5545
 */

export interface CalendarEvent {
  /** Stays the same from one export to the next, so that a calendar replaces the event and does not double it. */
  uid: string
  /** ISO 8601 in UTC. */
  startsOn: string
  summary: string
  description: string
  url: string
}

const utc = (date: string) => date.replace(/[-:]/g, '').replace(/\.\d+/, '')

/** Section 3.3.11: backslash, semicolon, comma and line ends of a text are escaped; other control characters have no place. */
function escaped(text: string): string {
  return text
    .replace(/[\\;,]/g, (character) => `\\${character}`)
    .replace(/\r\n|\r|\n/g, '\\n')
    .replace(/\p{Cc}/gu, '')
}

/** Section 3.1: no line is longer than 75 octets; the rest follows after a line end and a space. Cuts no character. */
function folded(line: string): string {
  const encoder = new TextEncoder()
  let result = ''
  let octets = 0
  for (const character of line) {
    const size = encoder.encode(character).length
    if (octets + size > 75) {
      result += '\r\n '
      octets = 1
    }
    result += character
    octets += size
  }
  return result
}

/**
 * Events of no length at a moment in UTC, each with a reminder a week before.
 * @param madeOn ISO 8601 in UTC: when the file is made
 */
export function calendarFile(name: string, events: readonly CalendarEvent[], madeOn: string): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Strongroom//Expiry//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `X-WR-CALNAME:${escaped(name)}`,
    ...events.flatMap((event) => [
      'BEGIN:VEVENT',
      `UID:${escaped(event.uid)}`,
      `DTSTAMP:${utc(madeOn)}`,
      `DTSTART:${utc(event.startsOn)}`,
      `SUMMARY:${escaped(event.summary)}`,
      `DESCRIPTION:${escaped(event.description)}`,
      `URL:${event.url}`,
      'TRANSP:TRANSPARENT',
      'BEGIN:VALARM',
      'ACTION:DISPLAY',
      `DESCRIPTION:${escaped(event.summary)}`,
      'TRIGGER:-P7D',
      'END:VALARM',
      'END:VEVENT',
    ]),
    'END:VCALENDAR',
  ]
  return lines.map((line) => `${folded(line)}\r\n`).join('')
}
