/** What the page asks of the worker that holds the Kusto language service, and what it answers. Places are offsets. */
export type LanguageQuestion =
  | { kind: 'check'; text: string }
  | { kind: 'complete'; text: string; at: number }
  | { kind: 'explain'; text: string; at: number }
  | { kind: 'format'; text: string }
  | { kind: 'colour'; text: string }

export interface Finding {
  start: number
  end: number
  severity: 'error' | 'warning' | 'info'
  message: string
}

export interface Suggestion {
  label: string
  kind: 'column' | 'table' | 'function' | 'keyword' | 'variable' | 'type'
  /** Goes before the cursor and behind it. */
  before: string
  after: string
}

/** A span of the text and what it is. */
export interface Span {
  start: number
  end: number
  role: 'comment' | 'text' | 'number' | 'operator' | 'function' | 'table' | 'column' | 'keyword'
}

export interface LanguageAnswers {
  check: Finding[]
  complete: { start: number; suggestions: Suggestion[] }
  explain: string
  format: string
  colour: Span[]
}

export interface NumberedQuestion {
  id: number
  question: LanguageQuestion
}
export interface NumberedAnswer {
  id: number
  /** Absent where the service failed at it. */
  answer?: LanguageAnswers[LanguageQuestion['kind']]
}
