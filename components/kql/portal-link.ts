import type { ClientConfig } from '@/lib/domain/client-config.ts'

const portals: Record<ClientConfig['cloud'], string | null> = {
  public: 'https://portal.azure.com',
  usGovernment: 'https://portal.azure.us',
  china: 'https://portal.azure.cn',
  emulator: null,
}

export const hasPortal = (cloud: ClientConfig['cloud']) => portals[cloud] !== null

interface LinkedQuery {
  cloud: ClientConfig['cloud']
  tenantId: string
  /** ARM id of the workspace. */
  resourceId: string
  text: string
  from: Date
  to: Date
}

/** The query in the portal's Logs of the workspace, as the portal's own "Copy link" writes it: zipped, in the fragment. */
export async function portalLink({ cloud, tenantId, resourceId, text, from, to }: LinkedQuery): Promise<string> {
  const zipped = new Blob([text]).stream().pipeThrough(new CompressionStream('gzip'))
  const bytes = new Uint8Array(await new Response(zipped).arrayBuffer())
  const query = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
  const part = encodeURIComponent
  return [
    `${portals[cloud]}/#@${part(tenantId)}/blade/Microsoft_OperationsManagementSuite_Workspace/Logs.ReactView`,
    `resourceId/${part(resourceId)}/source/LogsBlade.AnalyticsShareLinkToQuery`,
    `q/${part(query)}/timespan/${part(`${from.toISOString()}/${to.toISOString()}`)}`,
  ].join('/')
}
