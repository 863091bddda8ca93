'use client'

import { Dialog, type DialogProps } from '../ui/dialog.tsx'
import { OpenByName } from './open-by-name.tsx'

export function OpenByNameDialog({ open, onOpenChange }: Pick<DialogProps, 'open' | 'onOpenChange'>) {
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      size="sm"
      title="Open a vault by name"
      description="For a vault whose secrets you may use but which Azure does not list to you: you then hold rights on its data only, and no role that shows the vault itself."
    >
      <OpenByName onOpen={() => onOpenChange(false)} />
    </Dialog>
  )
}
