import { script } from './script.ts'

/**
 * The beginning of each row's session, over all rows at once: a session ends by what came before in it, which SQL's windows
 * cannot say. https://learn.microsoft.com/kusto/query/row-window-session-function
 */
export const rowWindowSession = script(
  'row_window_session',
  ['dynamic', 'timespan', 'timespan', 'dynamic'],
  'dynamic',
  (valuesJson, fromFirst, between, restartsJson) => {
    const [values, restarts] = [valuesJson, restartsJson].map((json) => (Array.isArray(json) ? json : []))
    let start: number | null = null
    let previous: number | null = null
    return (values ?? []).map((item, row) => {
      const value = typeof item === 'number' ? item : null
      const isNew =
        value === null ||
        start === null ||
        previous === null ||
        value >= start + Number(fromFirst) ||
        value >= previous + Number(between) ||
        restarts?.[row] === true
      if (isNew) start = value
      previous = value
      return start
    })
  },
)
