import type { RoleAssignment, State, Vault, VaultObjects } from '../state.ts'
import type { Keeper } from './keeper.ts'

/** Places of all vaults begin so: what a reset empties. */
export const vaultsPlace = 'vaults/'

/** Lays what was kept over where vaults log, and over the contents of each, when somebody first looks into it. */
export function keepVaults(keeper: Keeper, state: State): State {
  if (!keeper.isKeeping) return state
  const { generation } = keeper
  state.diagnosticSettings = keeper.map(`${vaultsPlace}diagnosticSettings`, state.diagnosticSettings)
  keepRoleAssignments(keeper, state)
  for (const vault of [...state.vaults.values(), ...state.managedHsms.values()]) {
    const seeded = Object.getOwnPropertyDescriptor(vault, 'objects')
    let kept: VaultObjects | undefined
    Object.defineProperty(vault, 'objects', {
      enumerable: true,
      get() {
        // A seed's own contents may be a getter too, which must wait as long.
        if (kept) return kept
        const objects: VaultObjects = seeded?.get ? seeded.get.call(vault) : seeded?.value
        // A call that began before a reset may look for the first time after it.
        kept = generation === keeper.generation ? keepObjects(keeper, vault, objects) : objects
        return kept
      },
    })
  }
  return state
}

/** Their list is replaced as a whole; what is new or gone in it is what is kept. */
function keepRoleAssignments(keeper: Keeper, state: State): void {
  const keyOf = ({ scope, name }: RoleAssignment) => `${scope}/${name}`.toLowerCase()
  const seeded = state.roleAssignments.map((one) => [keyOf(one), one] as const)
  const kept = keeper.map(`${vaultsPlace}roleAssignments`, seeded)
  let list = [...kept.values()]
  Object.defineProperty(state, 'roleAssignments', {
    enumerable: true,
    get: () => list,
    set(next: RoleAssignment[]) {
      const byKey = new Map(next.map((one) => [keyOf(one), one]))
      for (const key of [...kept.keys()]) if (!byKey.has(key)) kept.delete(key)
      for (const [key, one] of byKey) if (kept.get(key) !== one) kept.set(key, one)
      list = next
    },
  })
}

function keepObjects(keeper: Keeper, vault: Vault, seeded: VaultObjects): VaultObjects {
  const map = <Value>(kind: string, initial: Iterable<readonly [string, Value]>) =>
    keeper.map(`${vaultsPlace}${vault.managedHsm ? 'managedhsm.' : ''}${vault.name.toLowerCase()}/${kind}`, initial)
  const lists = map('lists', [['certificateContacts', seeded.certificateContacts]])
  return {
    secrets: map('secrets', seeded.secrets),
    deletedSecrets: map('deletedSecrets', seeded.deletedSecrets),
    keys: map('keys', seeded.keys),
    deletedKeys: map('deletedKeys', seeded.deletedKeys),
    certificates: map('certificates', seeded.certificates),
    deletedCertificates: map('deletedCertificates', seeded.deletedCertificates),
    certificateIssuers: map('certificateIssuers', seeded.certificateIssuers),
    get certificateContacts() {
      return lists.get('certificateContacts') ?? []
    },
    set certificateContacts(contacts) {
      lists.set('certificateContacts', contacts)
    },
  }
}

/**
 * Runs a call; whatever it changed is on the disk when this resolves, and its answer may leave. Objects of its name may be
 * changed in place. A call awaits first and then changes everything without a pause: then every commit, also one for
 * another call that comes in between, meets all of it or nothing.
 */
export async function keepingChanges<Result>(
  keeper: Keeper,
  vault: Vault,
  name: string,
  call: () => Result | Promise<Result>,
): Promise<Result> {
  if (!keeper.isKeeping) return call()
  const key = name.toLowerCase()
  const watched = mapsOf(vault.objects).map((map) => ({ map, json: JSON.stringify(map.get(key)) }))
  const stop = keeper.watch(() => {
    for (const one of watched) {
      const value = one.map.get(key)
      const json = JSON.stringify(value)
      if (json === one.json) continue
      one.json = json
      if (value !== undefined) one.map.set(key, value)
    }
  })
  try {
    return await call()
  } finally {
    try {
      keeper.commit()
    } finally {
      stop()
    }
  }
}

function mapsOf(objects: VaultObjects): Map<string, unknown>[] {
  return Object.values(objects).filter((one) => one instanceof Map)
}
