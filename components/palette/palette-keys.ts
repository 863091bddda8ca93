import { isTyping } from '../data-table/row-keys.ts'

/** Ctrl-K or Cmd-K from anywhere, and `?` from anywhere but a field. Returns the function that stops it. */
export function listenForPaletteKeys(open: { palette: () => void; shortcuts: () => void }): () => void {
  const onKeyDown = (event: KeyboardEvent) => {
    const isPalette = (event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === 'k'
    if (isPalette) {
      event.preventDefault()
      open.palette()
    } else if (event.key === '?' && !isTyping(event)) {
      event.preventDefault()
      open.shortcuts()
    }
  }
  document.addEventListener('keydown', onKeyDown)
  return () => document.removeEventListener('keydown', onKeyDown)
}
