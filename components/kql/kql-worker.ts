/// <reference types="@kusto/language-service-next" />
import '@kusto/language-service-next/bridge.min.js'
import '@kusto/language-service-next/Kusto.Language.Bridge.min.js'
import { logTables } from '../../lib/domain/log-tables.ts'
import type {
  Finding,
  LanguageAnswers,
  LanguageQuestion,
  NumberedAnswer,
  NumberedQuestion,
  Span,
  Suggestion,
} from './language-messages.ts'

/**
 * Microsoft's language service beside the page, which it would else hold up for a second. The package works through
 * globals, and what it throws is often no Error.
 */

const { Editor, GlobalState, Symbols } = Kusto.Language

function globals(): Kusto.Language.GlobalState | null {
  const tables = logTables.map(({ name, columns }) => {
    const schema = columns.map((column) => `['${column.name}']:${column.type}`).join(', ')
    return Symbols.TableSymbol.From(`(${schema})`)?.WithName(name) ?? null
  })
  const database = new Symbols.DatabaseSymbol.ctor('LogManagement', tables as Kusto.Language.Symbols.Symbol[]) // none of ours is null
  return GlobalState.Default?.WithDatabase(database)?.WithCache() ?? null
}

const known = globals()

/** The service of the text that was asked about last; it keeps what it has worked out. */
let latest: { text: string; service: Kusto.Language.Editor.KustoCodeService } | undefined

function serviceFor(text: string) {
  if (latest?.text !== text) latest = { text, service: new Editor.KustoCodeService.$ctor1(text, known) }
  return latest.service
}

// The package's types have not the name that its code has.
const { toArray } = Bridge as unknown as { toArray: (list: unknown) => unknown[] }
const listOf = <T>(list: unknown): T[] => (list ? (toArray(list) as T[]) : []) // what the service's documentation says is in it

const answers: {
  [Kind in LanguageQuestion['kind']]: (question: { text: string; at: number }) => LanguageAnswers[Kind]
} = {
  check: ({ text }) =>
    listOf<Kusto.Language.Diagnostic>(serviceFor(text).GetDiagnostics()).map(
      ({ Start, Length, Severity, Message }): Finding => ({
        start: Start,
        end: Start + Length,
        severity: Severity === 'Error' ? 'error' : Severity === 'Warning' ? 'warning' : 'info',
        message: Message ?? '',
      }),
    ),
  complete: ({ text, at }) => {
    const info = serviceFor(text).GetCompletionItems(at)
    return {
      start: info?.EditStart ?? at,
      suggestions: listOf<Kusto.Language.Editor.CompletionItem>(info?.Items).map(
        ({ DisplayText, EditText, AfterText, Kind }): Suggestion => ({
          label: DisplayText ?? '',
          kind: suggestionKinds[Kind] ?? 'keyword',
          before: (EditText ?? '').replace(/\( $/, '('),
          after: AfterText ?? '',
        }),
      ),
    }
  },
  explain: ({ text, at }) => serviceFor(text).GetQuickInfo(at)?.Text ?? '',
  format: ({ text }) => serviceFor(text).GetFormattedText()?.Text ?? text,
  colour: ({ text }) =>
    listOf<Kusto.Language.Editor.ClassifiedRange>(
      serviceFor(text).GetClassifications(0, text.length)?.Classifications,
    ).flatMap(({ Kind, Start, Length }): Span[] => {
      const role = roles[Kind]
      return role && Length > 0 ? [{ start: Start, end: Start + Length, role }] : []
    }),
}

/** By the service's number of a classification. */
const roles: Record<number, Span['role']> = {
  1: 'comment',
  4: 'number',
  5: 'text',
  6: 'keyword',
  7: 'column',
  8: 'table',
  10: 'function',
  16: 'operator',
  18: 'keyword',
  20: 'keyword',
}

/** By the service's number of a completion. */
const suggestionKinds: Record<number, Suggestion['kind']> = {
  13: 'column',
  14: 'table',
  15: 'function',
  16: 'function',
  17: 'function',
  18: 'function',
  19: 'variable',
  20: 'variable',
  26: 'type',
}

self.onmessage = ({ data: { id, question } }: MessageEvent<NumberedQuestion>) => {
  const told: NumberedAnswer = { id }
  try {
    told.answer = answers[question.kind]({ at: 0, ...question })
  } catch {
    // A text that the service cannot read: it is asked again when the text is another.
    latest = undefined
  }
  self.postMessage(told)
}
