import { methodNotAllowed } from '@/lib/server/method-not-allowed.ts'
import { json } from '@/lib/server/respond.ts'

/** Says that the process lives; it asks nobody. */
export const GET = () => json({ status: 'ok' })
export const { PUT, POST, PATCH, DELETE, OPTIONS } = methodNotAllowed('GET')
