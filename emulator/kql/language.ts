/// <reference types="@kusto/language-service-next" />
import '@kusto/language-service-next/bridge.min.js'
import '@kusto/language-service-next/Kusto.Language.Bridge.min.js'
import { KqlError, positionOf } from './errors.ts'
import { isNode, listOf, type SyntaxNode } from './syntax.ts'
import type { Table } from './types.ts'

/** Ways to write the tables' names whose symbols are kept. */
const mostSpellings = 50

/**
 * Microsoft's own parser and binder. The package works through globals (`Kusto`, `Bridge`, `System`), and its first bind
 * takes about a second, so only the engine loads it, and the engine is loaded when it is first asked.
 */
export function createLanguage(tables: Table[], { ignoresTableCase = false } = {}) {
  const { TableSymbol, DatabaseSymbol } = Kusto.Language.Symbols
  const symbols = tables.map((table) =>
    present(TableSymbol.From(`(${table.columns.map(({ name, type }) => `['${name}']:${type}`).join(', ')})`)),
  )
  const defaults = present(Kusto.Language.GlobalState.Default)

  /** Each table's names in a text: its own one and, where case means nothing, as the text writes it. */
  function spellings(text: string): ReadonlyMap<string, string[]> {
    return new Map(
      tables.map(({ name }) => {
        const written = ignoresTableCase ? (text.match(new RegExp(`\\b${name}\\b`, 'gi')) ?? []) : []
        return [name, [...new Set([name, ...written])]]
      }),
    )
  }

  const known = new Map<string, Kusto.Language.GlobalState>()

  function globalsFor(text: string): Kusto.Language.GlobalState {
    const names = spellings(text)
    const key = [...names.values()].flat().join(' ')
    const globals = known.get(key) ?? globalsOf(names)
    if (known.size >= mostSpellings) known.clear()
    known.set(key, globals)
    return globals
  }

  function globalsOf(names: ReadonlyMap<string, string[]>): Kusto.Language.GlobalState {
    const named = tables.flatMap(({ name }, index) =>
      (names.get(name) ?? []).map((one) => present(present(symbols[index]).WithName(one))),
    )
    return present(present(defaults.WithDatabase(new DatabaseSymbol.ctor('LogManagement', named))).WithCache())
  }

  /** Even an Error is the service's own: a column named hasOwnProperty makes it throw one. */
  function analyzed(text: string) {
    try {
      return present(Kusto.Language.KustoCode.ParseAndAnalyze(text, globalsFor(text)))
    } catch (error) {
      throw refusalOf(error)
    }
  }

  /**
   * @param placeOf where an offset is in what the caller sees of the text
   * @throws KqlError the first of the parser's or binder's errors
   */
  function analyze(text: string, placeOf = (offset: number) => positionOf(text, offset)): SyntaxNode {
    if (/^\s*\./.test(text))
      throw new KqlError('Unsupported', 'Control commands are not queries: they are refused here, as in Log Analytics.')
    refuseDeepNesting(text)
    const code = analyzed(text)
    const diagnostics = listOf(code.GetDiagnostics()).filter(isDiagnostic)
    const errors = diagnostics.filter(({ Severity }) => Severity === 'Error')
    // As Azure has it: a query that cannot be read is not asked what it means.
    const error = errors.find(isSyntaxError) ?? errors[0]
    if (error) {
      const kind = isSyntaxError(error) ? 'SyntaxError' : 'SemanticError'
      throw new KqlError(kind, error.Message, placeOf(error.Start))
    }
    const root: unknown = code.Syntax
    if (!isNode(root) || listOf(root.Statements).length === 0) throw new KqlError('SyntaxError', 'The query is empty.')
    return root
  }
  return { analyze, spellings }
}

/**
 * Runs what reads the parser's tree. What Bridge throws is no Error and has no stack, and the binder may still be asked
 * for a type late, so every such use goes through here.
 * @throws KqlError in the place of whatever is not an Error
 */
export function guarded<T>(run: () => T): T {
  try {
    return run()
  } catch (error) {
    throw error instanceof Error && !(error instanceof RangeError) ? error : refusalOf(error)
  }
}

function refusalOf(thrown: unknown): KqlError {
  if (thrown instanceof RangeError) return new KqlError('Unsupported', 'The query is nested too deeply.')
  const object: object = typeof thrown === 'object' && thrown !== null ? thrown : {}
  const reason =
    thrown instanceof Error ? thrown.message : 'Message' in object ? String(object.Message) : String(thrown)
  return new KqlError('Unsupported', `The Kusto language service could not read the query: ${reason}`)
}

const maxNesting = 500

/** The parser takes seconds for thousands of brackets within one another, and then gives up. */
export function refuseDeepNesting(text: string): void {
  let depth = 0
  for (const { 0: part, index } of text.matchAll(/"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|\/\/[^\n]*|[([{}\])]/g)) {
    if (/^[([{]/.test(part)) depth++
    else if (/^[)\]}]/.test(part)) depth--
    if (depth > maxNesting)
      throw new KqlError('SyntaxError', 'The query is nested too deeply.', positionOf(text, index))
  }
}

function present<T>(value: T | null | undefined): T {
  if (value === null || value === undefined) throw new Error('The Kusto language service returned nothing.')
  return value
}

interface Diagnostic {
  Severity: string
  Code: string
  Message: string
  Start: number
}

function isSyntaxError({ Code, Message }: Diagnostic): boolean {
  return /^KS0/.test(Code) || /expected|unexpected/i.test(Message)
}

function isDiagnostic(value: unknown): value is Diagnostic {
  return typeof value === 'object' && value !== null && 'Severity' in value && 'Message' in value && 'Start' in value
}
