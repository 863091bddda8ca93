'use client'

import { SquareTerminal } from 'lucide-react'
import { Button } from '@/components/ui/button.tsx'
import { Menu, MenuItem } from '@/components/ui/menu.tsx'
import { showToast } from '@/components/ui/toast.tsx'
import type { Command } from '@/lib/domain/command-line.ts'

/** Copies a command or reference: names and placeholders, never a value. */
export function CommandsMenu({ commands }: { commands: readonly Command[] }) {
  return (
    <Menu
      trigger={
        <Button size="sm">
          <SquareTerminal aria-hidden />
          Copy as …
        </Button>
      }
    >
      {commands.map((command) => (
        <MenuItem key={command.label} onSelect={() => void copyCommand(command)}>
          {command.label}
        </MenuItem>
      ))}
    </Menu>
  )
}

/** Copies a command, and says so. */
export async function copyCommand({ label, text }: Command): Promise<void> {
  try {
    await navigator.clipboard.writeText(text)
    showToast({ tone: 'ok', title: `Copied: ${label}` })
  } catch {
    showToast({ tone: 'danger', title: 'Could not copy', description: text })
  }
}
