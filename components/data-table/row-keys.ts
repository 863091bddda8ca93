/** True where a key belongs to what the person is typing in or choosing from. */
export function isTyping(event: KeyboardEvent): boolean {
  const target = event.target
  if (event.ctrlKey || event.metaKey || event.altKey || !(target instanceof HTMLElement)) return true
  return (
    target.closest('input, textarea, select, [contenteditable], [role="menu"], [role="dialog"], [role="listbox"]') !==
    null
  )
}

/**
 * Moves the focus from row to row with j and k, anywhere on the page but in a field. Enter then opens the row's link by
 * itself. Returns the function that stops it.
 */
export function listenForRowKeys(
  container: HTMLElement,
  table: { rowCount: () => number; scrollTo: (index: number) => void },
): () => void {
  let index = -1
  const onKeyDown = (event: KeyboardEvent) => {
    if ((event.key !== 'j' && event.key !== 'k') || isTyping(event)) return
    const focused = document.activeElement?.closest<HTMLElement>('[data-index]')
    if (focused && container.contains(focused)) index = Number(focused.dataset.index)
    const next = Math.max(0, Math.min(table.rowCount() - 1, index + (event.key === 'j' ? 1 : -1)))
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
