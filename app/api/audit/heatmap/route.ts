import { readAccessHeatmap } from '@/lib/azure/access-heatmap.ts'
import { HeatmapQuery } from '@/lib/domain/access-heatmap.ts'
import { methodNotAllowed } from '@/lib/server/method-not-allowed.ts'
import { route } from '@/lib/server/route.ts'

export const GET = route({ query: HeatmapQuery }, ({ azure, query }) => readAccessHeatmap(azure, query))
export const { PUT, POST, PATCH, DELETE, OPTIONS } = methodNotAllowed('GET')
