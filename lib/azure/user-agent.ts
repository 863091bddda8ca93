import 'server-only'
import { version } from '../../package.json' with { type: 'json' }

/** Stands in the ClientInfo column of the vaults' audit logs, so that calls of this console can be told from others. */
export const userAgent = `Strongroom/${version}`
