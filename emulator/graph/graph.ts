import { notImplemented } from '../not-implemented.ts'

/** Microsoft Graph. Nothing of it is emulated yet. */
export const graph = () => notImplemented('Microsoft Graph')
