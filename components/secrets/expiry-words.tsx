import { CircleAlert, Clock } from 'lucide-react'
import { classNames } from '@/components/ui/class-names.ts'
import { absoluteTime } from '@/components/ui/relative-time.tsx'
import { Tooltip } from '@/components/ui/tooltip.tsx'
import { type ExpirySeverity, expiryOf } from '@/lib/domain/expiry.ts'

const looks: Record<ExpirySeverity, { icon: typeof Clock | null; tone: string }> = {
  overdue: { icon: CircleAlert, tone: 'text-danger' },
  soon: { icon: Clock, tone: 'text-warning' },
  later: { icon: null, tone: 'text-ink' },
  none: { icon: null, tone: 'text-faint' },
}

/** An expiry in words, with colour and icon where it wants attention, and the date itself on hover and focus. */
export function ExpiryWords({ expiresOn }: { expiresOn: string | null }) {
  const { severity, words } = expiryOf(expiresOn, Date.now())
  const { icon: Icon, tone } = looks[severity]
  const text = (
    <span className={classNames('inline-flex max-w-full items-center gap-1.5 align-middle', tone)}>
      {Icon ? <Icon className="size-3.5 shrink-0" aria-hidden /> : null}
      <span className="truncate">{words}</span>
    </span>
  )
  return expiresOn === null ? text : <Tooltip content={absoluteTime(expiresOn, 'UTC')}>{text}</Tooltip>
}
