import type { NamedPrincipal } from '@/lib/domain/access-holding.ts'
import type { AccessPolicy, VaultAccessPolicies } from '@/lib/domain/access-policy.ts'

const types = { User: 'user', Group: 'group', ServicePrincipal: 'servicePrincipal' } as const

export interface PolicyNames {
  principal: (id: string) => NamedPrincipal
  application: (id: string) => string
  /** Everything that an entry's principal is called, for finding and sorting. */
  text: (entry: AccessPolicy) => string
}

/** Whom the entries of a vault name. Whoever the directory does not know is told by id. */
export function policyNames({ principals, applications, problems }: VaultAccessPolicies): PolicyNames {
  const known = new Map(principals.map((one) => [one.id, one]))
  const named = new Map(applications.map(({ id, name }) => [id, name]))
  const areNamesRead = !problems.some(({ subject }) => subject === 'names')
  const principal = (id: string): NamedPrincipal => {
    const found = known.get(id)
    if (!found) return { id, name: id, type: 'unknown', state: areNamesRead ? 'unknown' : 'unnamed' }
    return {
      id,
      name: found.name,
      type: found.isManagedIdentity ? 'managedIdentity' : types[found.type],
      ...(found.detail && { detail: found.detail }),
      state: found.name === id ? 'unnamed' : 'known',
    }
  }
  const application = (id: string) => named.get(id) ?? id
  return {
    principal,
    application,
    text: ({ objectId, applicationId }) => {
      const { name, detail = '' } = principal(objectId)
      return [name, detail, objectId, applicationId ? application(applicationId) : ''].join(' ')
    },
  }
}
