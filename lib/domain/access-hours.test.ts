import { expect, test } from 'vitest'
import { hourAt, hourView } from './access-hours.ts'
import { cellStateOf } from './heat-grid.ts'

const at = (text: string) => Date.parse(`2026-11-${text}:00Z`)
const logged = (provenFromMs: number | null) => ({ vaultName: 'kv', state: 'logged' as const, provenFromMs })
const period = { fromMs: at('23T12:30'), toMs: at('25T01:00') }

test('each hour stands in its row and its day, by Coordinated Universal Time', () => {
  const view = hourView(
    {
      hours: [
        { startMs: at('23T23:00'), calls: 4, refused: 1 },
        { startMs: at('24T00:00'), calls: 7, refused: 0 },
      ],
      coverage: [logged(period.fromMs)],
    },
    period,
  )
  expect([view.grid.rowCount, view.grid.columnCount]).toEqual([24, 3])
  const places = [23 * 3, 1]
  expect(places.map((place) => [view.grid.calls[place], view.grid.refused[place]])).toEqual([
    [4, 1],
    [7, 0],
  ])
  expect(places.map((place) => hourAt(view, place))).toEqual([at('23T23:00'), at('24T00:00')])
})

test('an hour without calls is proven only where every vault was logged, and within what was asked', () => {
  const stateAt = (coverage: ReturnType<typeof logged>[], text: string) => {
    const view = hourView({ hours: [], coverage }, period)
    const place = Array.from({ length: 72 }, (_, place) => place).find((one) => hourAt(view, one) === at(text)) ?? -1
    return cellStateOf(view.grid, place)
  }
  expect(stateAt([logged(period.fromMs)], '23T13:00')).toBe('none')
  expect(stateAt([logged(period.fromMs)], '23T12:00')).toBe('notLogged')
  expect(stateAt([logged(period.fromMs)], '25T01:00')).toBe('notLogged')
  expect(stateAt([logged(period.fromMs), logged(at('24T10:00'))], '24T09:00')).toBe('notLogged')
  expect(stateAt([logged(period.fromMs), logged(at('24T10:00'))], '24T10:00')).toBe('none')
  expect(stateAt([logged(period.fromMs), logged(null)], '24T10:00')).toBe('notLogged')
})
