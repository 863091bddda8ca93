import 'server-only'
import packageJson from '../../package.json' with { type: 'json' }

/** Stands in the ClientInfo column of the vaults' audit logs, so that calls of this console can be told from others. */
export const userAgent = `Strongroom/${packageJson.version}`
