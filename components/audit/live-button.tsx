import { Pause, Radio } from 'lucide-react'
import { problemFrom } from '@/lib/queries/problem-from.ts'
import { Button } from '../ui/button.tsx'
import { liveEveryMs, type useLiveTail } from './use-live-tail.ts'

const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' })

/** Starts and stops the asking. */
export function LiveButton({ live }: { live: ReturnType<typeof useLiveTail> }) {
  return (
    <Button
      aria-pressed={live.isOn}
      disabledReason={live.disabledReason}
      className="aria-pressed:border-accent aria-pressed:bg-accent-wash aria-pressed:text-accent"
      onClick={() => live.setOn(!live.isOn)}
    >
      {live.isOn ? <Pause aria-hidden /> : <Radio aria-hidden />}
      Live
    </Button>
  )
}

/** When it asked last, and how many calls came; only their number is read out. */
export function LiveStatus({ live, newCount }: { live: ReturnType<typeof useLiveTail>; newCount: number }) {
  if (!live.isOn) return null
  const problem = live.error ? problemFrom(live.error) : null
  return (
    <p className="text-muted text-xs tabular-nums">
      Asked {live.tail ? `at ${clock.format(live.tail.askedAtMs)}` : 'just now'}, and every {liveEveryMs / 1_000}{' '}
      seconds.{' '}
      <span role="status">{newCount === 1 ? '1 new call.' : `${newCount.toLocaleString('en')} new calls.`}</span>{' '}
      {problem ? <span className="text-warning">The last time failed: {problem.message}</span> : null}
      In Azure a call is in the log some minutes after it was made.
    </p>
  )
}
