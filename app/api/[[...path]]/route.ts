import { json } from '@/lib/server/respond.ts'

const notFound = () => json({ error: { code: 'not_found', message: 'The API has no such address.' } }, { status: 404 })

export { notFound as DELETE, notFound as GET, notFound as PATCH, notFound as POST, notFound as PUT }
