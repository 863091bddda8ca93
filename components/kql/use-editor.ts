'use client'

import { useRef } from 'react'
import type { CodeEditor } from './code-editor.ts'

/** The query's field, and the editor that takes its place once somebody is in it. */
export function useEditor() {
  const field = useRef<HTMLTextAreaElement>(null)
  const editor = useRef<CodeEditor>(null)
  const waiting = useRef<((editor: CodeEditor) => void) | null>(null)
  return {
    field,
    editor,
    /** Does it now, or when the editor has come; focusing the field makes it come. */
    withEditor(act: (editor: CodeEditor) => void) {
      if (editor.current) return act(editor.current)
      waiting.current = act
      field.current?.focus()
    },
    onReady(made: CodeEditor) {
      waiting.current?.(made)
      waiting.current = null
    },
  }
}
