import { NetworkPage } from '@/components/network/network-page.tsx'

export const metadata = { title: 'Network' }

export default function Network() {
  return <NetworkPage />
}
