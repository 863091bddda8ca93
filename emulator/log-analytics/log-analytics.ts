import { notImplemented } from '../not-implemented.ts'

/** The Log Analytics query API. Nothing of it is emulated yet. */
export const logAnalytics = () => notImplemented('Log Analytics')
