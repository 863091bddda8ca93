'use client'

import { Dialog } from '../ui/dialog.tsx'
import { Kbd } from '../ui/kbd.tsx'

const shortcuts: readonly (readonly [keys: readonly string[], does: string])[] = [
  [['Ctrl', 'K'], 'Search vaults, objects, pages and actions (Cmd K on a Mac)'],
  [['/'], 'Go to the filter of the list'],
  [['j'], 'Next row'],
  [['k'], 'Row before'],
  [['Enter'], 'Open the row; with Ctrl in a new tab'],
  [['Tab'], 'In a filter: take the part that is chosen in the list below'],
  [['Tab'], 'On an object in the search: what can be done with it'],
  [['x'], 'Choose the row, with Shift all from the last one on'],
  [['Esc'], 'Close what is open; clear a filter'],
  [['?'], 'This sheet'],
]

/** Every key that does something. */
export function ShortcutsSheet({ onClose }: { onClose: () => void }) {
  return (
    <Dialog open onOpenChange={onClose} title="Keyboard shortcuts" size="sm">
      <dl className="grid grid-cols-[auto_1fr] items-center gap-x-4 gap-y-2">
        {shortcuts.map(([keys, does]) => (
          <div key={does} className="contents">
            <dt className="flex gap-1">
              {keys.map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  )
}
