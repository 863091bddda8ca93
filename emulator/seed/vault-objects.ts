import type { Vault, VaultObjects } from '../state.ts'

/** A vault whose contents are made when somebody first looks into it, and kept from then on. */
export function withObjects(vault: Omit<Vault, 'objects'>, make: () => VaultObjects): Vault {
  let objects: VaultObjects | undefined
  return {
    ...vault,
    get objects() {
      objects ??= make()
      return objects
    },
  }
}

export function byName<Named extends { name: string }>(items: readonly Named[]): Map<string, Named> {
  return new Map(items.map((item) => [item.name.toLowerCase(), item]))
}
