import { Ban, CalendarClock, CircleAlert, CircleCheck, CircleDot } from 'lucide-react'
import { ObjectIcon } from '@/components/object-icon.tsx'
import { Badge, type BadgeProps } from '@/components/ui/badge.tsx'
import { Tooltip } from '@/components/ui/tooltip.tsx'
import type { VersionState } from '@/lib/domain/expiry.ts'

const looks: Record<VersionState, { label: string; tone: NonNullable<BadgeProps['tone']>; icon: typeof Ban }> = {
  current: { label: 'Current', tone: 'info', icon: CircleDot },
  enabled: { label: 'Enabled', tone: 'ok', icon: CircleCheck },
  disabled: { label: 'Disabled', tone: 'neutral', icon: Ban },
  expired: { label: 'Expired', tone: 'danger', icon: CircleAlert },
  notYetValid: { label: 'Not yet valid', tone: 'warning', icon: CalendarClock },
}

/** What a version is, in words: several may hold at once. */
export function VersionBadges({ states }: { states: readonly VersionState[] }) {
  return (
    <span className="inline-flex flex-wrap gap-1 align-middle">
      {states.map((state) => {
        const { label, tone, icon: Icon } = looks[state]
        return (
          <Badge key={state} tone={tone} icon={<Icon aria-hidden />}>
            {label}
          </Badge>
        )
      })}
    </span>
  )
}

/** Marks a secret or key that a certificate made. */
export function ManagedBadge({ noun = 'secret' }: { noun?: 'secret' | 'key' }) {
  return (
    <Tooltip content={`A certificate of the same name made this ${noun} and keeps it: change the certificate instead.`}>
      <Badge icon={<ObjectIcon kind="certificate" />}>Managed</Badge>
    </Tooltip>
  )
}
