'use client'

import { Bookmark } from 'lucide-react'
import { Button } from '../ui/button.tsx'
import { onDemand } from '../ui/on-demand.ts'
import { Popover } from '../ui/popover.tsx'

const content = onDemand(() => import('./saved-view-list.tsx'))

/** Views by name: an address of this page, kept in this browser. */
export function SavedViews({ path }: { path: string }) {
  return (
    <Popover
      label="Saved views"
      align="end"
      className="w-72"
      content={content}
      trigger={
        <Button>
          <Bookmark aria-hidden />
          Views
        </Button>
      }
    >
      <Content path={path} />
    </Popover>
  )
}

function Content({ path }: { path: string }) {
  const part = content.loaded()
  return part ? <part.SavedViewList path={path} /> : null
}
