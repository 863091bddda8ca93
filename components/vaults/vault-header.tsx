'use client'

import { EyeOff, Globe, KeyRound, Lock, ShieldAlert, ShieldCheck, UsersRound } from 'lucide-react'
import type { VaultDetail } from '../../lib/domain/vault.ts'
import { pages } from '../../lib/routes.ts'
import { PageHeader } from '../page-header.tsx'
import { TabLinks } from '../tab-links.tsx'
import { Badge } from '../ui/badge.tsx'
import { CopyButton } from '../ui/copy-button.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { networkWords, permissionModelWords } from './vault-words.ts'

export interface VaultHeaderProps {
  vaultName: string
  /** Undefined until it has come, and where it cannot be read. */
  vault: VaultDetail | undefined
  isLoading: boolean
}

/** Name, address, what matters most about the vault, and its tabs. */
export function VaultHeader({ vaultName, vault, isLoading }: VaultHeaderProps) {
  return (
    <PageHeader
      title={<span className="font-mono text-lg">{vaultName}</span>}
      tabs={
        <TabLinks
          label="Vault"
          tabs={[
            { label: 'Overview', href: pages.vault(vaultName) },
            { label: 'Secrets', href: pages.secrets(vaultName), includesChildren: true },
            { label: 'Keys', href: pages.keys(vaultName), includesChildren: true },
            { label: 'Certificates', href: pages.certificates(vaultName), includesChildren: true },
            { label: 'Deleted', href: pages.deletedOf(vaultName) },
            { label: 'Access', href: pages.accessOf(pages.vault(vaultName)) },
            { label: 'Access policies', href: pages.accessPolicies(vaultName), includesChildren: true },
            { label: 'Activity', href: pages.activityOf(pages.vault(vaultName)) },
            { label: 'Network', href: pages.networkOf(vaultName) },
            { label: 'Settings', href: pages.vaultSettings(vaultName) },
          ]}
        />
      }
    >
      <div className="mt-1 flex min-h-6 flex-wrap items-center gap-x-3 gap-y-1.5">
        {vault ? (
          <>
            <span className="flex min-w-0 items-center gap-0.5">
              <span className="truncate font-mono text-muted text-xs">{vault.vaultUri}</span>
              <CopyButton text={vault.vaultUri} what="vault URI" />
            </span>
            <VaultBadges vault={vault} />
          </>
        ) : isLoading ? (
          <Skeleton className="w-72" />
        ) : null}
      </div>
    </PageHeader>
  )
}

function VaultBadges({ vault: { facts } }: { vault: VaultDetail }) {
  if (!facts) {
    return (
      <Badge tone="info" icon={<EyeOff aria-hidden />}>
        Opened by name: its settings are not shown to you
      </Badge>
    )
  }
  const { permissionModel, isPurgeProtectionEnabled, publicNetworkAccess } = facts
  return (
    <span className="flex flex-wrap items-center gap-1.5">
      <Badge icon={permissionModel === 'rbac' ? <UsersRound aria-hidden /> : <KeyRound aria-hidden />}>
        {permissionModelWords[permissionModel]}
      </Badge>
      {isPurgeProtectionEnabled ? (
        <Badge icon={<ShieldCheck aria-hidden />}>Purge protection on</Badge>
      ) : (
        <Badge tone="warning" icon={<ShieldAlert aria-hidden />}>
          Purge protection off
        </Badge>
      )}
      <Badge icon={publicNetworkAccess === 'allNetworks' ? <Globe aria-hidden /> : <Lock aria-hidden />}>
        {publicNetworkAccess === 'disabled'
          ? 'Public network access disabled'
          : `Network: ${networkWords[publicNetworkAccess].toLowerCase()}`}
      </Badge>
    </span>
  )
}
