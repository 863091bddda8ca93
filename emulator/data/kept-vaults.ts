import type { State, Vault, VaultObjects } from '../state.ts'
import type { Keeper } from './keeper.ts'

/** Places of all vaults begin so: what a reset empties. */
export const vaultsPlace = 'vaults/'

/** Lays what was kept over the contents of each vault, when somebody first looks into it. */
export function keepVaults(keeper: Keeper, state: State): State {
  if (!keeper.isKeeping) return state
  const { generation } = keeper
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
 * Runs a call; whatever it changed is on the disk when this resolves, and its answer may leave. The objects of its name
 * may be changed in place. A call changes things after everything that it awaits, so no commit ever meets half of it.
 */
export async function keepingChanges<Result>(
  keeper: Keeper,
  vault: Vault,
  name: string,
  call: () => Result | Promise<Result>,
): Promise<Result> {
  if (!keeper.isKeeping) return call()
  const key = name.toLowerCase()
  const maps = mapsOf(vault.objects)
  const before = maps.map((map) => JSON.stringify(map.get(key)))
  try {
    return await call()
  } finally {
    maps.forEach((map, index) => {
      const now = map.get(key)
      if (now !== undefined && JSON.stringify(now) !== before[index]) map.set(key, now)
    })
    keeper.commit()
  }
}

function mapsOf(objects: VaultObjects): Map<string, unknown>[] {
  return Object.values(objects).filter((one) => one instanceof Map)
}
