import type { State, Vault } from '../state.ts'
import { suffix } from '../tls.ts'

const host = new RegExp(`^([^.]+)\\.(vault|managedhsm)\\.${suffix.replace('.', '\\.')}$`)

export function isKeyVaultHost(hostname: string): boolean {
  return host.test(hostname)
}

/** The vault, or Managed HSM, that answers to a host name. */
export function vaultOfHost(state: State, hostname: string): Vault | undefined {
  const [, name = '', kind] = host.exec(hostname) ?? []
  return kind === 'vault' ? state.vaults.get(name) : state.managedHsms.get(name)
}
