'use client'

import { type KeyboardEvent, useRef } from 'react'
import { utcMinute } from '@/lib/domain/audit-period.ts'
import type { AuditTimeline as Timeline, TimelineStep } from '@/lib/domain/audit-timeline.ts'

export interface AuditTimelineProps {
  timeline: Timeline
  /** Before it nothing is proven of any vault; null where that is so of all the period. */
  provenFromMs: number | null
  /** Shows the time of one bar alone. */
  onNarrow: (fromMs: number, toMs: number) => void
  /** Shows the calls alone that a number counts. */
  onOutcome: (outcome: 'refused' | 'other') => void
}

const barHeight = 48

/** Calls over time, and how many were refused or failed. One stop for Tab; arrows, Home and End go from bar to bar. */
export function AuditTimeline({ timeline: { steps, stepMs }, provenFromMs, onNarrow, onOutcome }: AuditTimelineProps) {
  const container = useRef<HTMLFieldSetElement>(null)
  const most = Math.max(1, ...steps.map(({ calls }) => calls))
  const onKeyDown = (event: KeyboardEvent) => {
    const buttons = [...(container.current?.querySelectorAll('button') ?? [])]
    const focused = document.activeElement?.closest('button')
    const at = focused ? buttons.indexOf(focused) : -1
    const next = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: buttons.length - 1 }[event.key]
    const button = next === undefined ? undefined : buttons[next]
    if (!button) return
    event.preventDefault()
    button.focus()
  }
  return (
    <div className="flex flex-col gap-1">
      <fieldset
        ref={container}
        onKeyDown={onKeyDown}
        className="flex h-14 items-stretch border-b"
        aria-label="Calls over time"
      >
        {steps.map((step, index) => {
          const isUnknown = provenFromMs === null || step.fromMs + stepMs <= provenFromMs
          const words = stepWords(step, stepMs, isUnknown)
          return (
            <button
              key={step.fromMs}
              type="button"
              tabIndex={index === steps.length - 1 ? 0 : -1}
              aria-label={words}
              title={words}
              onClick={() => onNarrow(step.fromMs, step.fromMs + stepMs)}
              className={`flex min-w-1 flex-1 cursor-pointer flex-col justify-end px-px hover:bg-hover focus-visible:-outline-offset-2 ${isUnknown ? 'hatched' : ''}`}
            >
              <Part count={step.refused} most={most} className="bg-danger" />
              <Part count={step.failed} most={most} className="bg-warning" />
              <Part count={step.calls - step.refused - step.failed} most={most} className="bg-accent" />
            </button>
          )
        })}
      </fieldset>
      <TimelineFoot
        steps={steps}
        onOutcome={onOutcome}
        hasUnknown={provenFromMs === null || (steps[0]?.fromMs ?? 0) + stepMs <= provenFromMs}
      />
    </div>
  )
}

function Part({ count, most, className }: { count: number; most: number; className: string }) {
  if (count === 0) return null
  return (
    <span className={`block w-full ${className}`} style={{ height: `${Math.max(2, (barHeight * count) / most)}px` }} />
  )
}

interface TimelineFootProps extends Pick<AuditTimelineProps, 'onOutcome'> {
  steps: readonly TimelineStep[]
  hasUnknown: boolean
}

function TimelineFoot({ steps, hasUnknown, onOutcome }: TimelineFootProps) {
  const sum = (of: (step: TimelineStep) => number) => steps.reduce((total, step) => total + of(step), 0)
  const [calls, refused, failed] = [sum((one) => one.calls), sum((one) => one.refused), sum((one) => one.failed)]
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-1 text-2xs text-muted tabular-nums">
      <span>{utcMinute(steps[0]?.fromMs ?? 0)} UTC</span>
      <span className="ml-auto flex items-center gap-1">
        <span className="size-2 bg-accent" aria-hidden />
        {calls.toLocaleString('en')} {calls === 1 ? 'call' : 'calls'}
      </span>
      <Sum count={refused} what="refused" className="bg-danger" onChoose={() => onOutcome('refused')} />
      <Sum count={failed} what="failed otherwise" className="bg-warning" onChoose={() => onOutcome('other')} />
      {hasUnknown ? (
        <span className="flex items-center gap-1">
          <span className="size-2 border hatched" aria-hidden />
          not logged
        </span>
      ) : null}
      <span className="mr-auto">Choose a bar or a number for its calls</span>
      <span>{utcMinute(steps.at(-1)?.fromMs ?? 0)} UTC</span>
    </div>
  )
}

interface SumProps {
  count: number
  what: string
  className: string
  onChoose: () => void
}

/** How many there were; where there were any, the way to them. */
function Sum({ count, what, className, onChoose }: SumProps) {
  const text = (
    <>
      <span className={`size-2 ${className}`} aria-hidden />
      {count.toLocaleString('en')} {what}
    </>
  )
  return count > 0 ? (
    <button
      type="button"
      onClick={onChoose}
      className="flex min-h-6 cursor-pointer items-center gap-1 underline underline-offset-2 hover:text-ink"
    >
      {text}
    </button>
  ) : (
    <span className="flex items-center gap-1">{text}</span>
  )
}

function stepWords({ fromMs, calls, refused, failed }: TimelineStep, stepMs: number, isUnknown: boolean): string {
  const span = `${utcMinute(fromMs)} – ${utcMinute(fromMs + stepMs)} UTC`
  if (isUnknown && calls === 0) return `${span}: not logged`
  const count = `${calls.toLocaleString('en')} ${calls === 1 ? 'call' : 'calls'}`
  return `${span}: ${count}, ${refused.toLocaleString('en')} refused, ${failed.toLocaleString('en')} failed otherwise`
}
