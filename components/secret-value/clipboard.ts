/** How long a copied value may stay on the clipboard. */
export const clipboardSeconds = 30

export type CopyOutcome =
  /** Copied; will be cleared if nothing else has been copied by then. */
  | 'copied'
  /** Copied; the browser lets no page look at the clipboard, so whether it is cleared cannot be guaranteed. */
  | 'copied_unguarded'
  | 'refused'

export type ClearOutcome = 'cleared' | 'replaced' | 'unknown'

/** The parts of a browser that copying needs. */
export interface ClipboardAccess {
  readText(): Promise<string>
  writeText(text: string): Promise<void>
  /** Whether a page may read the clipboard; `unsupported` where the browser has no such permission. */
  readPermission(): Promise<PermissionState | 'unsupported'>
  /** Resolves once the page has the focus: without it a browser lets no page touch the clipboard. */
  focused(): Promise<void>
}

export const browserClipboard: ClipboardAccess = {
  readText: () => navigator.clipboard.readText(),
  writeText: (text) => navigator.clipboard.writeText(text),
  async readPermission() {
    try {
      // TypeScript's list of permission names leaves out the ones that not every browser has.
      return (await navigator.permissions.query({ name: 'clipboard-read' as PermissionName })).state
    } catch {
      return 'unsupported'
    }
  },
  focused: () =>
    new Promise((resolve) => {
      if (document.hasFocus()) resolve()
      else window.addEventListener('focus', () => resolve(), { once: true })
    }),
}

/** Only a digest of the value outlives the copy: enough to know it again, no use to anybody who finds it. */
async function digest(text: string): Promise<string> {
  const bytes = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  return String(new Uint8Array(bytes))
}

/**
 * Puts a value on the clipboard and takes it off after 30 seconds if it is still there; another text is left alone.
 * Who has gone to another window to paste it finds it cleared on coming back.
 * `onCleared` is told once how that ended, also after the component that asked is gone.
 */
export async function copyForAWhile(
  value: string,
  clipboard: ClipboardAccess,
  onCleared: (outcome: ClearOutcome) => void,
): Promise<CopyOutcome> {
  const copied = await digest(value)
  try {
    await clipboard.writeText(value)
  } catch {
    return 'refused'
  }
  if (!(await mayRead(clipboard))) return 'copied_unguarded'
  setTimeout(() => void clearIfStillThere(copied, clipboard).then(onCleared), clipboardSeconds * 1000)
  return 'copied'
}

/** Asks for the permission while the click that copied still counts, not with a surprise half a minute later. */
async function mayRead(clipboard: ClipboardAccess): Promise<boolean> {
  const permission = await clipboard.readPermission()
  if (permission === 'granted') return true
  if (permission !== 'prompt') return false
  return clipboard.readText().then(
    () => true,
    () => false,
  )
}

async function clearIfStillThere(copied: string, clipboard: ClipboardAccess): Promise<ClearOutcome> {
  try {
    await clipboard.focused()
    if ((await digest(await clipboard.readText())) !== copied) return 'replaced'
    await clipboard.writeText('')
    return 'cleared'
  } catch {
    return 'unknown'
  }
}
