import type { ClientConfig } from '../../lib/domain/client-config.ts'

export const cloudNames: Record<ClientConfig['cloud'], string> = {
  public: 'Azure',
  usGovernment: 'Azure Government',
  china: 'Azure China',
  emulator: 'Emulated Azure',
}
