'use client'

import { Monitor, Moon, Sun } from 'lucide-react'
import { useTheme } from 'next-themes'
import { IconButton } from '../ui/icon-button.tsx'
import { Menu, MenuRadioGroup } from '../ui/menu.tsx'

const themes = [
  { value: 'system', label: 'As the system', icon: <Monitor aria-hidden /> },
  { value: 'light', label: 'Light', icon: <Sun aria-hidden /> },
  { value: 'dark', label: 'Dark', icon: <Moon aria-hidden /> },
] as const

export function ThemeMenu() {
  const { theme = 'system', setTheme } = useTheme()
  return (
    <Menu
      align="end"
      trigger={
        <IconButton label="Theme">
          <Sun className="dark:hidden" aria-hidden />
          <Moon className="hidden dark:block" aria-hidden />
        </IconButton>
      }
    >
      <MenuRadioGroup label="Theme" value={theme} onValueChange={setTheme} items={themes} />
    </Menu>
  )
}
