'use client'

import { parseAsString, useQueryStates } from 'nuqs'
import { keyVaultAction } from '@/lib/domain/key-vault-action.ts'
import { VaultName } from '@/lib/domain/names.ts'
import { ObjectPath } from '@/lib/domain/role-assignment.ts'

/** What is asked, in the address so that it can be shared. An address that makes no sense asks nothing of it. */
export interface WhyQuestion {
  /** Empty for oneself. */
  principal: string
  vaultName: string
  object: ObjectPath | null
  action: string
}

const readValue = 'Microsoft.KeyVault/vaults/secrets/getSecret/action'
const parsers = {
  principal: parseAsString.withDefault(''),
  vault: parseAsString.withDefault(''),
  object: parseAsString.withDefault(''),
  action: parseAsString.withDefault(readValue),
}

export function useWhyQuestion() {
  const [asked, setAsked] = useQueryStates(parsers)
  const object = ObjectPath.safeParse(asked.object)
  // Azure's sentences carry actions in any case; one that no list has, such as a custom provider's, is shown as it is.
  const action = keyVaultAction(asked.action)?.action ?? asked.action
  const question: WhyQuestion = {
    principal: asked.principal.toLowerCase(),
    vaultName: VaultName.safeParse(asked.vault).success ? asked.vault : '',
    object: object.success ? object.data : null,
    action,
  }
  return {
    question,
    typedVault: asked.vault,
    setAsked: (next: Partial<Record<keyof typeof parsers, string>>) => void setAsked(next),
  }
}
