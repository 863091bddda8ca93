'use client'

import { TriangleAlert } from 'lucide-react'
import { lazy, type ReactNode, Suspense, useState } from 'react'
import { type AccessRequest, besidesWords, policyRequestText, roleRequestText } from '@/lib/domain/access-request.ts'
import { keyVaultAction } from '@/lib/domain/key-vault-action.ts'
import { type RoleFit, rolesFor } from '@/lib/domain/least-role.ts'
import type { Principal } from '@/lib/domain/principal.ts'
import type { ObjectPath } from '@/lib/domain/role-assignment.ts'
import { assignCommands, policyCommands } from '@/lib/domain/role-commands.ts'
import type { PermissionModel } from '@/lib/domain/vault.ts'
import { Button } from '../ui/button.tsx'
import { CodeBlock } from '../ui/code-block.tsx'
import type { Granted } from './assign-role-dialog.tsx'
import { CommandBlocks } from './command-blocks.tsx'
import { useMayAssign } from './use-may-assign.ts'

const AssignRoleDialog = lazy(() =>
  import('./assign-role-dialog.tsx').then((part) => ({ default: part.AssignRoleDialog })),
)

export interface GrantAdviceProps {
  /** `id` and `permissionModel` are null where Resource Manager does not show the vault. */
  vault: { name: string; id: string | null; permissionModel: PermissionModel | null }
  object: ObjectPath | null
  action: string
  principal: Principal
  isOneself: boolean
  onGranted: (granted: Granted) => void
}

/** The least that would allow it, a text that asks for it, and the commands of whoever may give it. */
export function GrantAdvice({ vault, object, action, principal, isOneself, onGranted }: GrantAdviceProps) {
  const [isAssigning, setIsAssigning] = useState(false)
  const known = keyVaultAction(action)
  const [least, ...others] = rolesFor(action)
  // What an action on the vault as a resource needs cannot be given at one object.
  const place = known?.kind === 'data' ? object : null
  const scope = vault.id ? `${vault.id}${place ? `/${place}` : ''}` : null
  const mayNot = useMayAssign(vault.name, place, 'write')
  const request: AccessRequest = {
    action,
    vaultName: vault.name,
    object: place,
    scope,
    who:
      principal.id && principal.id !== principal.name ? `${principal.name}, object id ${principal.id}` : principal.name,
    isForOneself: isOneself,
  }
  const permission = known?.policyPermission
  if (known?.collection && permission && vault.permissionModel === 'accessPolicy') {
    return (
      <Advice
        title="What would allow it"
        text={policyRequestText(request)}
        commands={policyCommands({
          vaultName: vault.name,
          principalId: principal.id || '<object-id>',
          collection: known.collection,
          permission,
        })}
      >
        <p>
          An access policy with the {known.collection.slice(0, -1)} permission <strong>{permission}</strong>. It reaches
          every object of the vault: access policies cannot be narrowed to one.
        </p>
      </Advice>
    )
  }
  if (!least) return null
  return (
    <Advice
      title="The smallest role that would allow it"
      text={roleRequestText(request, least)}
      commands={assignCommands({
        roleName: least.role.roleName,
        roleDefinitionId: least.role.id,
        principalId: principal.id || '<object-id>',
        principalType: principal.type,
        scope: scope ?? '<resource-id-of-the-vault>',
      })}
    >
      <RoleLine fit={least} place={place} />
      {known?.kind === 'data' && vault.id ? (
        <Button className="self-start" disabledReason={mayNot} onClick={() => setIsAssigning(true)}>
          Assign this role …
        </Button>
      ) : null}
      {isAssigning && vault.id ? (
        <Suspense>
          <AssignRoleDialog
            vaultName={vault.name}
            vaultId={vault.id}
            initial={{ roleId: least.role.id, object: place, principal: principal.id ? principal : null }}
            onGranted={onGranted}
            onClose={() => setIsAssigning(false)}
          />
        </Suspense>
      ) : null}
      {others.length > 0 ? (
        <details>
          <summary className="cursor-pointer text-muted">
            Other roles that would allow it, and what more they give
          </summary>
          <ul className="mt-1 divide-y divide-line border-y">
            {others.map((fit) => (
              <li key={fit.role.id} className="py-1.5">
                <RoleLine fit={fit} />
              </li>
            ))}
          </ul>
        </details>
      ) : null}
    </Advice>
  )
}

function RoleLine({ fit, place }: { fit: RoleFit; place?: ObjectPath | null }) {
  return (
    <div className="flex flex-col gap-0.5">
      <p>
        <strong className="font-semibold">{fit.role.roleName}</strong>
        {place === undefined ? null : place ? `, on ${place.split('/')[1]} alone` : ', on the vault'}. It also allows to{' '}
        {besidesWords(fit)}.
      </p>
      {fit.isReadingEveryValue ? (
        <p className="flex items-center gap-1.5 text-warning">
          <TriangleAlert className="size-4 shrink-0" aria-hidden />
          It reads the value of every secret at its scope.
        </p>
      ) : null}
    </div>
  )
}

interface AdviceProps {
  title: string
  text: string
  commands: ReturnType<typeof assignCommands>
  children: ReactNode
}

function Advice({ title, text, commands, children }: AdviceProps) {
  return (
    <section aria-labelledby="advice" className="flex max-w-4xl flex-col gap-3">
      <h2 id="advice" className="font-semibold text-base">
        {title}
      </h2>
      {children}
      <h3 className="font-semibold text-sm">Ask for it</h3>
      <CodeBlock code={text} what="request" />
      <h3 className="font-semibold text-sm">For whoever may give it</h3>
      <CommandBlocks commands={commands} />
    </section>
  )
}
