import { type Extension, StateEffect, StateField } from '@codemirror/state'
import { Decoration, type DecorationSet, EditorView, ViewPlugin, type ViewUpdate } from '@codemirror/view'
import type { LanguageClient } from './language-client.ts'
import type { Span } from './language-messages.ts'

const setSpans = StateEffect.define<Span[]>()
const delayMs = 120

const marks = new Map<Span['role'], Decoration>()

function markOf(role: Span['role']): Decoration {
  const mark = marks.get(role) ?? Decoration.mark({ class: `cm-kql-${role}` })
  marks.set(role, mark)
  return mark
}

/** The colours as the service told them last, moved along with what is typed since. */
const colours = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(current, { changes, effects, newDoc }) {
    for (const effect of effects) {
      if (!effect.is(setSpans)) continue
      const spans = effect.value.filter(({ end }) => end <= newDoc.length)
      return Decoration.set(
        spans.map(({ start, end, role }) => markOf(role).range(start, end)),
        true,
      )
    }
    return current.map(changes)
  },
  provide: (field) => EditorView.decorations.from(field),
})

/** Colours the text as the language service classifies it. */
export function colouring(client: LanguageClient): Extension {
  const plugin = ViewPlugin.define((view) => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const ask = () => {
      const text = view.state.doc.toString()
      client.ask({ kind: 'colour', text }).then((spans) => {
        if (spans && timer !== undefined && view.state.doc.toString() === text)
          view.dispatch({ effects: setSpans.of(spans) })
      })
    }
    timer = setTimeout(ask, 0)
    return {
      update({ docChanged }: ViewUpdate) {
        if (!docChanged) return
        clearTimeout(timer)
        timer = setTimeout(ask, delayMs)
      },
      destroy() {
        clearTimeout(timer)
        timer = undefined
      },
    }
  })
  return [colours, plugin]
}
