'use client'

import { createContext, use } from 'react'
import type { ClientConfig } from '../../lib/domain/client-config.ts'

export const ClientConfigContext = createContext<ClientConfig | null>(null)

/** The cloud, tenant and app registration that this server works with. */
export function useClientConfig(): ClientConfig {
  const config = use(ClientConfigContext)
  if (!config) throw new Error('useClientConfig is used outside the console.')
  return config
}
