import { Ban, CircleCheck, CircleHelp, KeyRound } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Verdict } from '@/lib/domain/access-verdict.ts'

export interface Step {
  label: string
  text: ReactNode
  /** An id or an action, letter by letter. */
  detail?: string
}

export interface VerdictStepsProps {
  outcome: Verdict['outcome']
  title: string
  steps: readonly Step[]
  /** What stands under the steps. */
  children?: ReactNode
}

const signs: Record<Verdict['outcome'], { icon: typeof Ban; tone: string }> = {
  can: { icon: CircleCheck, tone: 'text-ok' },
  cannot: { icon: Ban, tone: 'text-danger' },
  couldActivate: { icon: KeyRound, tone: 'text-warning' },
  couldGrantItself: { icon: KeyRound, tone: 'text-warning' },
  unknown: { icon: CircleHelp, tone: 'text-warning' },
}

/** An answer, and the chain that leads to it: each step rests on the one before. */
export function VerdictSteps({ outcome, title, steps, children }: VerdictStepsProps) {
  const { icon: Icon, tone } = signs[outcome]
  return (
    <section aria-labelledby="verdict" className="flex flex-col gap-3">
      <h2 id="verdict" className="flex items-center gap-2 font-semibold text-base">
        <Icon className={`size-5 shrink-0 ${tone}`} aria-hidden />
        {title}
      </h2>
      <ol aria-label="What decides" className="flex max-w-4xl flex-col">
        {steps.map(({ label, text, detail }, at) => (
          <li key={label} className="group flex gap-3">
            <span aria-hidden className="flex flex-col items-center">
              <span className="mt-1.5 size-2 shrink-0 rounded-full border border-line-strong bg-surface" />
              {at < steps.length - 1 ? <span className="-mb-1.5 w-px flex-1 bg-line-strong" /> : null}
            </span>
            <span className="w-24 shrink-0 text-muted">{label}</span>
            <span className="min-w-0 pb-3 group-last:pb-0">
              {text}
              {detail ? (
                <span className="block font-mono text-2xs text-muted [overflow-wrap:anywhere]">{detail}</span>
              ) : null}
            </span>
          </li>
        ))}
      </ol>
      {children}
    </section>
  )
}
