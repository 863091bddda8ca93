import { Starting } from '@/components/shell/starting.tsx'

export const metadata = { title: 'Signing in' }

export default function SignInReturn() {
  return <Starting />
}
