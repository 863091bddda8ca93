/// <reference types="@kusto/language-service-next" />
import '@kusto/language-service-next/bridge.min.js'
import '@kusto/language-service-next/Kusto.Language.Bridge.min.js'
import { KqlError, positionOf } from './errors.ts'
import { isNode, listOf, type SyntaxNode } from './syntax.ts'
import type { Table } from './types.ts'

/**
 * Microsoft's own parser and binder. The package works through globals (`Kusto`, `Bridge`, `System`), and its first bind
 * takes about a second, so only the engine loads it, and the engine is loaded when it is first asked.
 */
export function createLanguage(tables: Table[]) {
  const { TableSymbol, DatabaseSymbol } = Kusto.Language.Symbols
  const symbols = tables.map((table) =>
    present(
      present(
        TableSymbol.From(`(${table.columns.map(({ name, type }) => `['${name}']:${type}`).join(', ')})`),
      ).WithName(table.name),
    ),
  )
  const defaults = present(Kusto.Language.GlobalState.Default)
  const globals = present(present(defaults.WithDatabase(new DatabaseSymbol.ctor('LogManagement', symbols))).WithCache())

  /** @throws KqlError the first of the parser's or binder's errors */
  function analyze(text: string): SyntaxNode {
    if (/^\s*\./.test(text))
      throw new KqlError('Unsupported', 'Control commands are not queries: they are refused here, as in Log Analytics.')
    const code = present(Kusto.Language.KustoCode.ParseAndAnalyze(text, globals))
    const diagnostics = listOf(code.GetDiagnostics()).filter(isDiagnostic)
    const error = diagnostics.find(({ Severity }) => Severity === 'Error')
    if (error) {
      const isSyntax = /^KS0/.test(error.Code) || /expected|unexpected/i.test(error.Message)
      throw new KqlError(isSyntax ? 'SyntaxError' : 'SemanticError', error.Message, positionOf(text, error.Start))
    }
    const root: unknown = code.Syntax
    if (!isNode(root)) throw new KqlError('SyntaxError', 'The query is empty.')
    return root
  }
  return { analyze }
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

function isDiagnostic(value: unknown): value is Diagnostic {
  return typeof value === 'object' && value !== null && 'Severity' in value && 'Message' in value && 'Start' in value
}
