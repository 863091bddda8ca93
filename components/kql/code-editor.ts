import {
  autocompletion,
  type CompletionContext,
  type CompletionResult,
  closeBrackets,
  completionKeymap,
  snippet,
} from '@codemirror/autocomplete'
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands'
import { bracketMatching, indentUnit } from '@codemirror/language'
import { type Diagnostic, forceLinting, linter, lintKeymap } from '@codemirror/lint'
import { EditorState } from '@codemirror/state'
import { drawSelection, EditorView, hoverTooltip, keymap, lineNumbers } from '@codemirror/view'
import type { QueryFault } from '@/lib/domain/workspace-query.ts'
import { colouring } from './code-colours.ts'
import { codeTheme } from './code-theme.ts'
import { type LanguageClient, startLanguageClient } from './language-client.ts'
import type { Finding } from './language-messages.ts'

export interface CodeEditorOptions {
  text: string
  /** The accessible name. */
  label: string
  /** The id of what says how to leave it by keyboard. */
  describedBy: string
  /** Where it stood before, and whether it had the focus. */
  selection: { from: number; to: number } | null
  onChange: (text: string) => void
  onRun: () => void
  /** Hears what the language service finds wrong with the text. */
  onFindings: (findings: PlacedFinding[]) => void
  onFailure: () => void
}

export interface PlacedFinding {
  message: string
  severity: Finding['severity']
  line: number
  column: number
}

export interface CodeEditor {
  /** Puts another text in the place of the whole one; it can be undone. */
  replace(text: string): void
  insert(text: string): void
  format(): void
  /** Marks what the service found wrong with this very text. */
  showFault(text: string, fault: QueryFault | null): void
  goTo(line: number, column: number): void
  destroy(): void
}

/** CodeMirror with Microsoft's language service. */
export function createCodeEditor(parent: HTMLElement, options: CodeEditorOptions): CodeEditor {
  const client = startLanguageClient(options.onFailure)
  let told: { text: string; fault: QueryFault } | null = null

  const format = (view: EditorView) => {
    const text = view.state.doc.toString()
    client.ask({ kind: 'format', text }).then((formatted) => {
      if (formatted && formatted !== text && view.state.doc.toString() === text) replaceAll(view, formatted)
    })
    return true
  }

  const runQuery = () => {
    options.onRun()
    return true
  }

  const findings = async (view: EditorView): Promise<Diagnostic[]> => {
    const text = view.state.doc.toString()
    const found = (text.trim() && (await client.ask({ kind: 'check', text }))) || []
    const { doc } = view.state
    if (doc.toString() !== text) return []
    options.onFindings(found.map((one) => placed(doc, one)))
    const own = found.map(({ start, end, severity, message }) => ({
      ...within(text.length, start, end),
      severity,
      message,
      source: 'Language service',
    }))
    if (told?.text !== text) return own
    const from = offsetOf(doc, told.fault)
    return [
      ...own,
      {
        ...within(text.length, from, from + 1),
        severity: 'error',
        message: told.fault.message,
        source: 'Log Analytics',
      },
    ]
  }

  const view = new EditorView({
    parent,
    state: EditorState.create({
      doc: options.text,
      selection: options.selection ? { anchor: options.selection.from, head: options.selection.to } : undefined,
      extensions: [
        lineNumbers(),
        history(),
        drawSelection(),
        bracketMatching(),
        closeBrackets(),
        indentUnit.of('    '),
        EditorView.lineWrapping,
        autocompletion({ override: [completions(client)], icons: false, activateOnTypingDelay: 150 }),
        linter(findings, { delay: 300 }),
        hoverTooltip(async (_view, at) => {
          const said = await client.ask({ kind: 'explain', text: view.state.doc.toString(), at })
          return said ? { pos: at, above: true, create: () => ({ dom: tooltipOf(said) }) } : null
        }),
        colouring(client),
        keymap.of([
          { key: 'Mod-Enter', run: runQuery },
          { key: 'Mod-Shift-f', run: format },
          ...completionKeymap,
          ...lintKeymap,
          ...historyKeymap,
          ...defaultKeymap,
          indentWithTab,
        ]),
        // Escape, then Tab, leaves the editor all the same, also where that Escape closed a list of completions.
        EditorView.domEventObservers({
          keydown: ({ key }, editor) => {
            if (key === 'Escape') editor.setTabFocusMode(2_000)
          },
        }),
        EditorView.contentAttributes.of({ 'aria-label': options.label, 'aria-describedby': options.describedBy }),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) options.onChange(update.state.doc.toString())
        }),
        // It styles itself by a style element, which the page's policy lets in by the nonce of its own scripts.
        EditorView.cspNonce.of(document.querySelector<HTMLScriptElement>('script[nonce]')?.nonce ?? ''),
        codeTheme,
      ],
    }),
  })
  if (options.selection) view.focus()

  return {
    replace: (text) => replaceAll(view, text),
    insert(text) {
      view.dispatch(view.state.replaceSelection(text))
      view.focus()
    },
    format: () => void format(view),
    showFault(text, fault) {
      told = fault && { text, fault }
      forceLinting(view)
    },
    goTo(line, column) {
      const at = offsetOf(view.state.doc, { line, column })
      view.dispatch({ selection: { anchor: at }, scrollIntoView: true })
      view.focus()
    },
    destroy() {
      client.end()
      view.destroy()
    },
  }
}

function replaceAll(view: EditorView, text: string): void {
  view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text }, selection: { anchor: 0 } })
}

const completions =
  (client: LanguageClient) =>
  async (context: CompletionContext): Promise<CompletionResult | null> => {
    const word = context.matchBefore(/[\w$]+/)
    const justBefore = context.state.sliceDoc(Math.max(0, context.pos - 2), context.pos)
    if (!context.explicit && !word && !/[|(,]\s?$/.test(justBefore)) return null
    const answer = await client.ask({ kind: 'complete', text: context.state.doc.toString(), at: context.pos })
    if (!answer || context.aborted) return null
    return {
      from: word?.from ?? answer.start,
      validFor: /^[\w$]*$/,
      options: answer.suggestions.map(({ label, kind, before, after }) => ({
        label: before.trimEnd() || label,
        displayLabel: label,
        detail: kind,
        apply: after ? snippet(`${escaped(before)}\${}${escaped(after)}`) : before,
      })),
    }
  }

/** As CodeMirror's templates have a brace that means itself. */
const escaped = (text: string) => text.replace(/[{}\\]/g, '\\$&')

function tooltipOf(text: string): HTMLElement {
  const element = document.createElement('div')
  element.className = 'cm-kql-info'
  element.textContent = text
  return element
}

function within(length: number, start: number, end: number): { from: number; to: number } {
  const from = Math.min(start, length)
  // What is missing at the end of the text is shown on the last sign of it.
  return { from: from === length ? Math.max(0, length - 1) : from, to: Math.min(Math.max(end, start + 1), length) }
}

type Lines = EditorState['doc']

function placed(doc: Lines, { start, severity, message }: Finding): PlacedFinding {
  const line = doc.lineAt(Math.min(start, doc.length))
  return { severity, message, line: line.number, column: Math.min(start, doc.length) - line.from + 1 }
}

function offsetOf(doc: Lines, { line, column }: { line: number; column: number }): number {
  const found = doc.line(Math.min(Math.max(line, 1), doc.lines))
  return Math.min(found.from + Math.max(column, 1) - 1, found.to)
}
