import 'server-only'

/** Stands in the ClientInfo column of the vaults' audit logs, so that calls of this console can be told from others. */
export const userAgent = 'Strongroom/0.1.0'
