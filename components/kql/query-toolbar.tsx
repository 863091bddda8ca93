'use client'

import { ExternalLink, Link2, Play, Square, WandSparkles } from 'lucide-react'
import { parseAsStringLiteral, useQueryState } from 'nuqs'
import type { LogWorkspace } from '@/lib/domain/logging-setting.ts'
import { pages } from '@/lib/routes.ts'
import { useClientConfig } from '../shell/client-config-context.tsx'
import { Button } from '../ui/button.tsx'
import { Select } from '../ui/select.tsx'
import { showToast } from '../ui/toast.tsx'
import { hasPortal, portalLink } from './portal-link.ts'
import { SaveQuery } from './save-query.tsx'

const periods = ['24h', '7d', '30d', '90d'] as const
const periodItems = periods.map((value) => ({ value, label: `Last ${value}` }))
const hours = { '24h': 24, '7d': 7 * 24, '30d': 30 * 24, '90d': 90 * 24 } as const

/** The time whose rows a query reads, in the address. */
export function useQueryPeriod() {
  const [period, setPeriod] = useQueryState('period', parseAsStringLiteral(periods).withDefault('7d'))
  // A clock that is ahead of ours may have stamped the newest rows.
  const bounds = (nowMs: number) => ({
    from: new Date(nowMs - hours[period] * 3_600_000),
    to: new Date(nowMs + 60_000),
  })
  return { period, setPeriod: (next: (typeof periods)[number]) => void setPeriod(next), bounds }
}

export interface QueryToolbarProps {
  text: string
  workspaces: readonly LogWorkspace[]
  workspace: LogWorkspace | undefined
  onWorkspace: (name: string) => void
  time: ReturnType<typeof useQueryPeriod>
  isRunning: boolean
  onRun: () => void
  onCancel: () => void
  onFormat: () => void
}

/** Where the query is asked, of which time, and what can be done with it. */
export function QueryToolbar(props: QueryToolbarProps) {
  const { text, workspaces, workspace, onWorkspace, time, isRunning, onRun, onCancel, onFormat } = props
  const config = useClientConfig()
  const copyLink = () => {
    const search = new URLSearchParams({ ...(workspace && { workspace: workspace.name }), period: time.period })
    const link = `${location.origin}${pages.kql(text).replace('/kql', `/kql?${search}`)}`
    navigator.clipboard.writeText(link).then(
      () => showToast({ tone: 'ok', title: 'Link copied', description: 'It opens the query and does not run it.' }),
      () => showToast({ tone: 'danger', title: 'The link could not be copied', description: 'The browser refused.' }),
    )
  }
  const openPortal = () => {
    if (!workspace) return
    const linked = { cloud: config.cloud, tenantId: config.tenantId, resourceId: workspace.id, text }
    void portalLink({ ...linked, ...time.bounds(Date.now()) }).then((link) => window.open(link, '_blank', 'noopener'))
  }
  const noQuery = !text.trim() && 'Write a query first.'
  const noWorkspace = !workspace && 'Choose a workspace first.'
  return (
    <div className="flex flex-wrap items-center gap-2">
      {workspace ? (
        <Select
          label="Workspace"
          value={workspace.name}
          onValueChange={onWorkspace}
          items={workspaces.map(({ name }) => ({ value: name, label: name }))}
          className="w-60"
        />
      ) : null}
      <Select label="Period" value={time.period} onValueChange={time.setPeriod} items={periodItems} className="w-32" />
      {isRunning ? (
        <Button onClick={onCancel}>
          <Square aria-hidden />
          Cancel
        </Button>
      ) : (
        <Button variant="primary" disabledReason={noWorkspace || noQuery} onClick={onRun}>
          <Play aria-hidden />
          Run
        </Button>
      )}
      <span className="flex-1" />
      <Button disabledReason={noQuery} onClick={onFormat}>
        <WandSparkles aria-hidden />
        Format
      </Button>
      <SaveQuery text={text} />
      <Button disabledReason={noQuery} onClick={copyLink}>
        <Link2 aria-hidden />
        Copy link
      </Button>
      <Button
        disabledReason={(!hasPortal(config.cloud) && 'The emulated cloud has no portal.') || noWorkspace || noQuery}
        onClick={openPortal}
      >
        <ExternalLink aria-hidden />
        Open in Log Analytics
      </Button>
    </div>
  )
}
