import fc from 'fast-check'
import { expect, test } from 'vitest'
import { calendarFile } from './calendar.ts'

const event = (change = {}) => ({
  uid: 'kv/secret/a@strongroom',
  startsOn: '2027-01-31T08:30:00Z',
  summary: 'a',
  description: 'b',
  url: 'https://strongroom.example/vaults/kv/secrets/a',
  ...change,
})
const file = (change = {}) => calendarFile('Expiry', [event(change)], '2026-06-01T00:00:00Z')

test('an event is a moment in UTC and keeps its id from export to export', () => {
  expect(file().split('\r\n')).toEqual(
    expect.arrayContaining(['DTSTART:20270131T083000Z', 'DTSTAMP:20260601T000000Z', 'UID:kv/secret/a@strongroom']),
  )
})

test('no text can end its line: separators are escaped and control characters left out', () => {
  expect(file({ summary: 'a;b,c\\d\r\nBEGIN:VEVENT\u0000' })).toContain('SUMMARY:a\\;b\\,c\\\\d\\nBEGIN:VEVENT\r\n')
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (summary) => {
      expect(file({ summary }).match(/^BEGIN:VEVENT$/gm)).toHaveLength(1)
    }),
  )
})

test('a long line is folded at 75 octets without cutting a character, and unfolds to what it was', () => {
  const summary = 'Schlüssel läuft ab 🔑'.repeat(12)
  const text = file({ summary })
  for (const line of text.split('\r\n')) expect(new TextEncoder().encode(line).length).toBeLessThanOrEqual(75)
  expect(text.replaceAll('\r\n ', '')).toContain(`SUMMARY:${summary}\r\n`)
})
