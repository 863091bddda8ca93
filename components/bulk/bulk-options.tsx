'use client'

import type { BulkAction, BulkTarget } from '@/lib/domain/bulk.ts'
import { NewSecretVersion } from '@/lib/domain/secret.ts'
import { Checkbox } from '../ui/checkbox.tsx'
import { Field } from '../ui/field.tsx'
import { Input } from '../ui/input.tsx'
import { Textarea } from '../ui/textarea.tsx'

/** What the fields of the dialog hold, as it is typed. */
export interface BulkOptions {
  /** `2027-01-31T14:05[:09]` in UTC. */
  expiresOn: string
  /** `name=value`, one to a line. */
  tags: string
  removed: readonly string[]
}

export const noOptions: BulkOptions = { expiresOn: '', tags: '', removed: [] }

/** The change that the options describe, or what is wrong with them. */
export function actionOf(kind: BulkAction['kind'], options: BulkOptions): { action: BulkAction } | { problem: string } {
  if (kind === 'setExpiry') {
    if (!options.expiresOn) return { problem: 'Enter a date and time.' }
    const expiresOn = `${options.expiresOn.length === 16 ? `${options.expiresOn}:00` : options.expiresOn}Z`
    const problem = problemOf({ expiresOn })
    return problem ? { problem } : { action: { kind, expiresOn } }
  }
  if (kind !== 'changeTags') return { action: { kind } }
  const set: Record<string, string> = {}
  for (const line of options.tags.split('\n').filter((each) => each.trim() !== '')) {
    const at = line.indexOf('=')
    if (at < 1) return { problem: `“${line}” is not name=value.` }
    set[line.slice(0, at).trim()] = line.slice(at + 1).trim()
  }
  const remove = options.removed.filter((name) => !Object.hasOwn(set, name))
  if (Object.keys(set).length + remove.length === 0) return { problem: 'Name a tag to set or to remove.' }
  const problem = problemOf({ tags: set })
  return problem ? { problem } : { action: { kind, set, remove } }
}

/** By the very schema that a new version is checked with. */
function problemOf(properties: { expiresOn?: string; tags?: Record<string, string> }): string | null {
  const checked = NewSecretVersion.safeParse({ value: 'x', ...properties })
  return checked.success ? null : (checked.error.issues[0]?.message ?? '')
}

export interface BulkOptionFieldsProps {
  kind: BulkAction['kind']
  targets: readonly BulkTarget[]
  options: BulkOptions
  problem: string | null
  onChange: (options: BulkOptions) => void
}

const expiryHints = {
  key: 'From then on a key protects nothing new; it still decrypts and verifies.',
  secret: 'Of a secret it informs only: Key Vault gives out an expired one too.',
} as const

function expiryHint(targets: readonly BulkTarget[]): string {
  const kinds = new Set(targets.map(({ kind }) => kind))
  const hints = (['secret', 'key'] as const).filter((kind) => kinds.has(kind)).map((kind) => expiryHints[kind])
  return ['The same for all of them.', ...hints].join(' ')
}

/** The fields of a change that needs to know more. */
export function BulkOptionFields({ kind, targets, options, problem, onChange }: BulkOptionFieldsProps) {
  if (kind === 'setExpiry') {
    return (
      <Field label="Expiry (UTC)" hint={problem ?? expiryHint(targets)}>
        <Input
          type="datetime-local"
          step={1}
          value={options.expiresOn}
          onChange={(event) => onChange({ ...options, expiresOn: event.currentTarget.value })}
        />
      </Field>
    )
  }
  if (kind !== 'changeTags') return null
  const counts = new Map<string, number>()
  for (const name of targets.flatMap(({ tags }) => Object.keys(tags))) counts.set(name, (counts.get(name) ?? 0) + 1)
  return (
    <>
      <Field
        label="Tags to set, one name=value to a line"
        hint={problem ?? 'Whoever may list them reads their tags: put no secret there.'}
      >
        <Textarea
          isMono
          rows={3}
          value={options.tags}
          onChange={(event) => onChange({ ...options, tags: event.currentTarget.value })}
        />
      </Field>
      {counts.size > 0 ? (
        <fieldset className="flex max-h-32 flex-wrap gap-x-4 gap-y-1.5 overflow-auto">
          <legend className="mb-1 font-medium text-xs">Tags to remove</legend>
          {[...counts].sort().map(([name, count]) => (
            <Checkbox
              key={name}
              label={`${name} (${count})`}
              checked={options.removed.includes(name)}
              onCheckedChange={(checked) =>
                onChange({
                  ...options,
                  removed: checked ? [...options.removed, name] : options.removed.filter((each) => each !== name),
                })
              }
            />
          ))}
        </fieldset>
      ) : null}
    </>
  )
}
