'use client'

import { Search } from 'lucide-react'
import { lazy, Suspense, useCallback, useState } from 'react'
import { Button } from '../ui/button.tsx'
import { Kbd } from '../ui/kbd.tsx'
import { listenForPaletteKeys } from './palette-keys.ts'

const CommandPalette = lazy(() => import('./command-palette.tsx').then(({ CommandPalette: it }) => ({ default: it })))
const ShortcutsSheet = lazy(() => import('./shortcuts-sheet.tsx').then(({ ShortcutsSheet: it }) => ({ default: it })))

/** Opens the command palette and the sheet of shortcuts, by keys from anywhere or by its button. Both load when asked for. */
export function PaletteDoor() {
  const [shown, setShown] = useState<'palette' | 'shortcuts' | null>(null)
  const close = () => setShown(null)
  const listen = useCallback(
    (button: HTMLButtonElement | null) =>
      button
        ? listenForPaletteKeys({ palette: () => setShown('palette'), shortcuts: () => setShown('shortcuts') })
        : undefined,
    [],
  )
  return (
    <>
      <Button ref={listen} aria-label="Search and commands" onClick={() => setShown('palette')} className="text-muted">
        <Search aria-hidden />
        <span className="hidden sm:inline">Search</span>
        <span className="hidden sm:inline">
          <Kbd>Ctrl K</Kbd>
        </span>
      </Button>
      <Suspense>
        {shown === 'palette' ? <CommandPalette onClose={close} onShortcuts={() => setShown('shortcuts')} /> : null}
        {shown === 'shortcuts' ? <ShortcutsSheet onClose={close} /> : null}
      </Suspense>
    </>
  )
}
