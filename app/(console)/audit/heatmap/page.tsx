import { HeatmapPage } from '@/components/audit/heatmap-page.tsx'

export const metadata = { title: 'Heatmap' }

export default function Page() {
  return <HeatmapPage />
}
