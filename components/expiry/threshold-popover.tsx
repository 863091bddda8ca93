'use client'

import { SlidersHorizontal } from 'lucide-react'
import { Button } from '../ui/button.tsx'
import { onDemand } from '../ui/on-demand.ts'
import { Popover } from '../ui/popover.tsx'
import type { ThresholdFormProps } from './threshold-form.tsx'

const content = onDemand(() => import('./threshold-form.tsx'))

/** Own spans of time in place of 7, 14, 30 and 90 days. */
export function ThresholdPopover(props: ThresholdFormProps) {
  return (
    <Popover
      label="Thresholds"
      align="end"
      className="w-72"
      content={content}
      trigger={
        <Button>
          <SlidersHorizontal aria-hidden />
          Thresholds
        </Button>
      }
    >
      <Content {...props} />
    </Popover>
  )
}

function Content(props: ThresholdFormProps) {
  const part = content.loaded()
  return part ? <part.ThresholdForm {...props} /> : null
}
