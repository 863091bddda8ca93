'use client'

import {
  type PolicyGrant,
  type PolicyPermission,
  policyCollections,
  policyPermissions,
} from '@/lib/domain/access-policy.ts'
import type { ObjectCollection } from '@/lib/domain/rights.ts'
import { Button } from '../ui/button.tsx'
import { Checkbox } from '../ui/checkbox.tsx'

const kindWords: Record<ObjectCollection, string> = { secrets: 'Secrets', keys: 'Keys', certificates: 'Certificates' }
const groupWords: Record<PolicyPermission['group'], string> = {
  management: 'Management',
  rotation: 'Rotation',
  cryptography: 'Use of the key',
  privileged: 'Privileged',
}

/** Every permission that there is, kind by kind. */
export function PermissionFields({ grant, onChange }: { grant: PolicyGrant; onChange: (grant: PolicyGrant) => void }) {
  return (
    <div className="grid gap-x-6 gap-y-4 sm:grid-cols-3">
      {policyCollections.map((kind) => {
        const all = policyPermissions[kind]
        const chosen = new Set(grant[kind])
        const set = (names: Iterable<string>) => {
          const next = new Set(names)
          onChange({ ...grant, [kind]: all.flatMap(({ name }) => (next.has(name) ? name : [])) })
        }
        const isFull = chosen.size === all.length
        return (
          <fieldset key={kind} className="flex min-w-0 flex-col gap-2">
            <legend className="contents">
              <span className="flex items-center justify-between gap-2 border-b pb-1 font-semibold text-sm">
                {kindWords[kind]}
              </span>
            </legend>
            <div>
              <Button size="sm" variant="ghost" onClick={() => set(isFull ? [] : all.map(({ name }) => name))}>
                {isFull ? 'Choose none' : 'Choose all'} of {kind}
              </Button>
            </div>
            {Object.entries(Object.groupBy(all, ({ group }) => group)).map(([group, permissions = []]) => (
              <div key={group} className="flex flex-col gap-1">
                <span className="text-muted text-xs">
                  {groupWords[group as PolicyPermission['group'] /* a key of the grouping above */]}
                </span>
                {permissions.map(({ name, label }) => (
                  <Checkbox
                    key={name}
                    label={
                      <>
                        <span className="sr-only">{kindWords[kind]}: </span>
                        {label}
                      </>
                    }
                    checked={chosen.has(name)}
                    onCheckedChange={(isOn) =>
                      set(isOn ? [...chosen, name] : [...chosen].filter((other) => other !== name))
                    }
                  />
                ))}
              </div>
            ))}
          </fieldset>
        )
      })}
    </div>
  )
}
