import type { ComponentProps } from 'react'

type TriggerProps = ComponentProps<'button'>

/** The props of an element with more of them: of handlers for one event both run, the element's own first. */
export function withHandlers(own: TriggerProps, more: TriggerProps): TriggerProps {
  const merged: Record<string, unknown> = { ...more, ...own }
  for (const [name, handler] of Object.entries(more)) {
    const first = merged[name]
    if (typeof handler !== 'function' || typeof first !== 'function' || first === handler) continue
    merged[name] = (...event: unknown[]) => {
      first(...event)
      handler(...event)
    }
  }
  return merged
}
