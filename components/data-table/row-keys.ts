/** True where a key belongs to what the person is typing in or choosing from. */
export function isTyping(event: KeyboardEvent): boolean {
  const target = event.target
  if (event.ctrlKey || event.metaKey || event.altKey || !(target instanceof HTMLElement)) return true
  return (
    target.closest(
      'input:not([type="checkbox"]), textarea, select, [contenteditable], [role="menu"], [role="dialog"], [role="listbox"]',
    ) !== null
  )
}

/**
 * Moves the focus from row to row with j and k, anywhere on the page but in a field. Enter then opens the row's link by
 * itself, and x chooses the row where rows can be chosen (with Shift from the last one on). Returns the function that stops it.
 */
export function listenForRowKeys(
  container: HTMLElement,
  table: {
    rowCount: () => number
    scrollTo: (index: number) => void
    toggle?: (index: number, isRange: boolean) => void
  },
): () => void {
  let index = -1
  const onKeyDown = (event: KeyboardEvent) => {
    const key = event.key.toLowerCase()
    if (!['j', 'k', 'x'].includes(key) || isTyping(event)) return
    const focused = document.activeElement?.closest<HTMLElement>('[data-index]')
    const isFocusHere = focused && container.contains(focused)
    if (isFocusHere) index = Number(focused.dataset.index)
    if (key === 'x') {
      if (isFocusHere) table.toggle?.(index, event.shiftKey)
      return
    }
    const next = Math.max(0, Math.min(table.rowCount() - 1, index + (key === 'j' ? 1 : -1)))
    if (table.rowCount() === 0) return
    event.preventDefault()
    index = next
    table.scrollTo(next)
    // The virtual row is drawn in the frame after the scroll.
    requestAnimationFrame(() => {
      const row = container.querySelector<HTMLElement>(`[data-index="${next}"]`)
      const link = row?.querySelector<HTMLElement>('a, button') ?? row
      link?.focus({ preventScroll: true })
    })
  }
  document.addEventListener('keydown', onKeyDown)
  return () => document.removeEventListener('keydown', onKeyDown)
}

/** Focuses the filter box on `/`. Returns the function that stops it. */
export function listenForFilterKey(input: HTMLInputElement): () => void {
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== '/' || isTyping(event)) return
    event.preventDefault()
    input.focus()
    input.select()
  }
  document.addEventListener('keydown', onKeyDown)
  return () => document.removeEventListener('keydown', onKeyDown)
}
