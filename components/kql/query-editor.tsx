'use client'

import { type FocusEvent, type KeyboardEvent, type RefObject, useId, useState } from 'react'
import { onDemand } from '../ui/on-demand.ts'
import { Textarea } from '../ui/textarea.tsx'
import { showToast } from '../ui/toast.tsx'
import type { CodeEditor, PlacedFinding } from './code-editor.ts'

/** CodeMirror and, in its worker, the language service: nobody else on the console waits for them. */
const codeEditor = onDemand(() => import('./code-editor.ts'))
type CodeEditorModule = Awaited<ReturnType<typeof codeEditor.load>>

export interface QueryEditorProps {
  text: string
  onChange: (text: string) => void
  onRun: () => void
  onFindings: (findings: PlacedFinding[]) => void
  /** Holds the editor once it is there, and the field before. */
  editor: RefObject<CodeEditor | null>
  field: RefObject<HTMLTextAreaElement | null>
  onReady: (editor: CodeEditor) => void
}

const label = 'Query'

/** A plain field until somebody is in it and the editor has come; what was typed by then stays. */
export function QueryEditor(props: QueryEditorProps) {
  const { text, onChange, onRun, field: fieldRef } = props
  const hintId = useId()
  const [ready, setReady] = useState<{ part: CodeEditorModule; selection: { from: number; to: number } | null } | null>(
    () => {
      const part = codeEditor.loaded()
      return part ? { part, selection: null } : null
    },
  )
  const onFocus = ({ currentTarget: field }: FocusEvent<HTMLTextAreaElement>) => {
    codeEditor.load().then(
      (part) => {
        const isFocused = document.activeElement === field
        setReady({ part, selection: isFocused ? { from: field.selectionStart, to: field.selectionEnd } : null })
      },
      // The field goes on to work as it is.
      () => undefined,
    )
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
    event.preventDefault()
    onRun()
  }
  return (
    <div className="flex flex-col gap-1">
      <div className="h-56 min-h-24 resize-y overflow-hidden rounded-md border border-line-strong focus-within:border-accent">
        {ready ? (
          <EditorFrame {...props} {...ready} hintId={hintId} />
        ) : (
          <Textarea
            ref={fieldRef}
            aria-label={label}
            aria-describedby={hintId}
            isMono
            value={text}
            onChange={({ target }) => onChange(target.value)}
            {...{ onFocus, onKeyDown }}
            className="h-full resize-none rounded-none border-0"
          />
        )}
      </div>
      <p id={hintId} className="text-2xs text-faint">
        Ctrl+Enter runs the query. Tab indents; Escape, then Tab, leaves the editor.
      </p>
    </div>
  )
}

interface EditorFrameProps extends QueryEditorProps {
  part: CodeEditorModule
  selection: { from: number; to: number } | null
  hintId: string
}

/** The editor keeps its own text and is made once; later changes from outside go through `editor`. */
function EditorFrame({ part, text, selection, hintId, editor, field: _, ...handlers }: EditorFrameProps) {
  const [latest] = useState(() => ({ ...handlers }))
  Object.assign(latest, handlers)
  const [attach] = useState(() => (parent: HTMLDivElement) => {
    const made = part.createCodeEditor(parent, {
      text,
      selection,
      label,
      describedBy: hintId,
      onChange: (next) => latest.onChange(next),
      onRun: () => latest.onRun(),
      onFindings: (findings) => latest.onFindings(findings),
      onFailure: () =>
        showToast({
          tone: 'warning',
          title: 'The editor has no help',
          description: 'The language service could not be loaded. Queries run all the same.',
        }),
    })
    editor.current = made
    latest.onReady(made)
    return () => {
      made.destroy()
      editor.current = null
    }
  })
  return <div ref={attach} className="h-full" />
}
