import { Ban, CircleAlert, Clock, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import type { ErrorCode, Problem } from '../../lib/domain/problem.ts'
import { grantCommand } from '../../lib/domain/secret-commands.ts'
import { classNames } from './class-names.ts'
import { CodeBlock } from './code-block.tsx'
import { CopyButton } from './copy-button.tsx'
import { WhyLink } from './why-link.tsx'

type Kind = 'refused' | 'wait' | 'failed' | 'attention'

const kinds: Record<Kind, { icon: typeof Ban; tone: string; frame: string }> = {
  refused: { icon: Ban, tone: 'text-warning', frame: 'border-warning-line bg-warning-wash' },
  wait: { icon: Clock, tone: 'text-warning', frame: 'border-warning-line bg-warning-wash' },
  attention: { icon: TriangleAlert, tone: 'text-warning', frame: 'border-warning-line bg-warning-wash' },
  failed: { icon: CircleAlert, tone: 'text-danger', frame: 'border-danger-line bg-danger-wash' },
}

/** A heading per code: what happened, in a few words. The problem's own message says it in full. */
const titles: Record<ErrorCode, { kind: Kind; title: string }> = {
  invalid_request: { kind: 'failed', title: 'The request is not valid' },
  unauthenticated: { kind: 'refused', title: 'You are not signed in' },
  insufficient_claims: { kind: 'refused', title: 'Your sign-in is not strong enough' },
  consent_required: { kind: 'refused', title: 'Consent is missing' },
  conditional_access: { kind: 'refused', title: 'Conditional Access refused the sign-in' },
  clock_skew: { kind: 'failed', title: 'The server’s clock is wrong' },
  forbidden_by_role: { kind: 'refused', title: 'Your roles do not allow this' },
  forbidden_by_policy: { kind: 'refused', title: 'The vault’s access policies do not allow this' },
  forbidden_by_firewall: { kind: 'refused', title: 'The vault’s network rules refused the call' },
  forbidden_by_condition: { kind: 'refused', title: 'A condition of your own role forbids this' },
  forbidden: { kind: 'refused', title: 'Azure refused the call' },
  cross_site: { kind: 'refused', title: 'The request came from another site' },
  secret_disabled: { kind: 'refused', title: 'This version is disabled' },
  vault_not_found: { kind: 'failed', title: 'No such vault' },
  vault_unreachable: { kind: 'failed', title: 'The vault cannot be reached' },
  secret_not_found: { kind: 'failed', title: 'No such secret' },
  key_not_found: { kind: 'failed', title: 'No such key' },
  certificate_not_found: { kind: 'failed', title: 'No such certificate' },
  not_found: { kind: 'failed', title: 'Not found' },
  secret_managed: { kind: 'refused', title: 'A certificate manages this' },
  key_unusable: { kind: 'refused', title: 'This key cannot be used for that' },
  key_unreadable: { kind: 'failed', title: 'The key could not be read' },
  certificate_unreadable: { kind: 'failed', title: 'The certificate could not be read' },
  certificate_mismatch: { kind: 'failed', title: 'The certificate belongs to another key' },
  request_pending: { kind: 'attention', title: 'A request is already under way' },
  backup_refused: { kind: 'refused', title: 'Key Vault refused the backup' },
  secret_deleted: { kind: 'failed', title: 'A deleted object holds this name' },
  secret_exists: { kind: 'attention', title: 'This name is taken' },
  date_kept: { kind: 'attention', title: 'Key Vault kept the date' },
  purge_protected: { kind: 'refused', title: 'Purge protection keeps it' },
  vault_name_taken: { kind: 'attention', title: 'This name is taken' },
  vault_name_held: { kind: 'attention', title: 'A deleted vault holds this name' },
  policy_denied: { kind: 'refused', title: 'A policy or lock does not allow this' },
  quota_exceeded: { kind: 'refused', title: 'A quota is used up' },
  not_offered: { kind: 'refused', title: 'Azure does not offer this here' },
  setting_fixed: { kind: 'refused', title: 'This setting cannot be changed' },
  assignment_exists: { kind: 'attention', title: 'This is assigned already' },
  assignment_limit: { kind: 'refused', title: 'The subscription has no room for another assignment' },
  principal_not_found: { kind: 'attention', title: 'Azure does not know this principal yet' },
  last_administrator: { kind: 'refused', title: 'Azure keeps the last administrator' },
  conflict: { kind: 'attention', title: 'The change conflicts with another one' },
  concurrent_change: { kind: 'attention', title: 'Somebody else changed it meanwhile' },
  target_disabled: { kind: 'attention', title: 'The version to roll back to is disabled' },
  payload_too_large: { kind: 'failed', title: 'Too large' },
  rate_limited: { kind: 'wait', title: 'Too many requests from you' },
  throttled: { kind: 'wait', title: 'Azure is limiting calls' },
  timed_out: { kind: 'wait', title: 'Azure did not answer in time' },
  outcome_unknown: { kind: 'attention', title: 'It is not known whether the change was made' },
  truncated: { kind: 'attention', title: 'The answer is not complete' },
  azure_error: { kind: 'failed', title: 'Azure answered with an error' },
  internal_error: { kind: 'failed', title: 'Something went wrong in Strongroom' },
}

/** A few words for what happened. */
export function problemTitle(problem: Problem): string {
  return titles[problem.code].title
}

export interface ProblemNoticeProps {
  problem: Problem
  /** `inline` inside a form or above a table; `page` where it stands in the place of the whole content. */
  variant?: 'inline' | 'page'
  /** What can be done here, for example a retry button. */
  actions?: ReactNode
  className?: string
}

/** What happened, why, what to do, and Azure's own words with the ids to quote. */
export function ProblemNotice({ problem, variant = 'inline', actions, className }: ProblemNoticeProps) {
  const { kind, title } = titles[problem.code]
  const { icon: Icon, tone, frame } = kinds[kind]
  const Heading = variant === 'page' ? 'h2' : 'p'
  return (
    <section
      role="alert"
      aria-label={title}
      className={classNames(
        variant === 'inline' ? ['rounded-md border px-3 py-2.5', frame] : 'mx-auto w-full max-w-2xl px-4 py-12',
        className,
      )}
    >
      <div className="flex items-start gap-2.5">
        <Icon className={classNames('mt-0.5 size-4 shrink-0', tone)} aria-hidden />
        <div className="flex min-w-0 flex-1 flex-col gap-1">
          <Heading className={classNames('font-semibold', variant === 'page' ? 'text-lg' : 'text-sm')}>
            {problem.subject ? `${problem.subject}: ` : ''}
            {title}
          </Heading>
          <p className="break-words text-ink text-sm">{problem.message}</p>
          {problem.remedy ? <p className="break-words text-muted text-sm">{problem.remedy}</p> : null}
          <Details problem={problem} />
          <Grant missingRight={problem.missingRight} />
          {problem.refusal ? (
            <p className="mt-1 text-sm">
              <WhyLink problem={problem} />
            </p>
          ) : null}
          {actions ? <div className="mt-2 flex flex-wrap gap-2">{actions}</div> : null}
        </div>
      </div>
    </section>
  )
}

function Details({ problem }: { problem: Problem }) {
  const { azure, missingRight } = problem
  const rows: [label: string, text: string | undefined, isCopyable?: boolean][] = [
    ['Needed', missingRight?.role ? `${missingRight.role} (${missingRight.action})` : missingRight?.action],
    ['Scope', missingRight?.scope, true],
    ['Azure said', azure?.message && azure.message !== problem.message ? azure.message : undefined],
    ['Azure’s code', [azure?.code, azure?.innerCode].filter(Boolean).join(' / ') || undefined],
    ['Azure’s request id', azure?.requestId, true],
    ['Request id', problem.requestId, true],
    ['Retry after', problem.retryAfterSeconds === undefined ? undefined : `${problem.retryAfterSeconds} s`],
  ]
  const fields = problem.fields ?? []
  if (!fields.length && !rows.some(([, text]) => text)) return null
  return (
    <>
      {fields.length ? (
        <ul className="list-disc pl-4 text-sm">
          {fields.map((field) => (
            <li key={`${field.path} ${field.message}`}>{field.message}</li>
          ))}
        </ul>
      ) : null}
      <dl className="mt-1.5 grid grid-cols-[auto_minmax(0,1fr)] items-baseline gap-x-3 gap-y-0.5 text-xs">
        {rows.map(([label, text, isCopyable]) =>
          text ? (
            <div key={label} className="contents">
              <dt className="text-muted">{label}</dt>
              <dd className="flex min-w-0 items-center gap-1 font-mono text-2xs">
                <span className="min-w-0 break-words [overflow-wrap:anywhere]">{text}</span>
                {isCopyable ? <CopyButton text={text} what={label.toLowerCase()} /> : null}
              </dd>
            </div>
          ) : null,
        )}
      </dl>
    </>
  )
}

/** For whoever administers access: the assignment that would let the call through. */
function Grant({ missingRight }: Pick<Problem, 'missingRight'>) {
  if (!missingRight?.role) return null
  return (
    <div className="mt-1.5 flex flex-col gap-1">
      <p className="text-muted text-xs">Whoever assigns roles here can grant it with</p>
      <CodeBlock code={grantCommand(missingRight.role, missingRight.scope)} what="command" />
    </div>
  )
}
