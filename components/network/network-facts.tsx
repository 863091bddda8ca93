import { subnetName } from '@/lib/domain/network-change.ts'
import { exposureOf } from '@/lib/domain/network-exposure.ts'
import type { NetworkSettings } from '@/lib/domain/network-settings.ts'
import {
  bypassWords,
  defaultActionWords,
  exposureSentences,
  exposureWords,
  publicAccessWords,
} from '@/lib/domain/network-words.ts'
import { KeyValue, KeyValueList } from '../ui/key-value-list.tsx'

/** From where the vault answers, setting by setting. */
export function NetworkFacts({ settings }: { settings: NetworkSettings }) {
  const exposure = exposureOf(settings)
  const isDecidedElsewhere = settings.publicNetworkAccess !== 'Enabled' || exposure === 'open'
  return (
    <KeyValueList>
      <KeyValue label="Exposure">
        <strong className="font-medium">{exposureWords[exposure]}</strong>{' '}
        <span className="text-muted text-xs">{exposureSentences[exposure]}</span>
      </KeyValue>
      <KeyValue label="Public network access">{publicAccessWords[settings.publicNetworkAccess]}</KeyValue>
      <KeyValue label="Default action">{defaultActionWords[settings.defaultAction]}</KeyValue>
      <KeyValue label="Bypass">{bypassWords[settings.bypass]}</KeyValue>
      <KeyValue label="IP rules">
        <Rules items={settings.ipRules} none="None" isIdle={isDecidedElsewhere} />
      </KeyValue>
      <KeyValue label="Virtual network rules">
        <Rules items={settings.virtualNetworkRules} none="None" isIdle={isDecidedElsewhere} textOf={subnetName} />
      </KeyValue>
      <KeyValue label="Perimeter">
        {settings.perimeter
          ? `${settings.perimeter.name}, ${settings.perimeter.accessMode.toLowerCase()}`
          : settings.publicNetworkAccess === 'SecuredByPerimeter'
            ? 'One decides; its rules stand in the perimeter and not in the vault, so they are not shown here.'
            : 'None that the vault tells of'}
      </KeyValue>
    </KeyValueList>
  )
}

interface RulesProps {
  items: string[]
  none: string
  /** They are there and decide nothing now. */
  isIdle: boolean
  textOf?: (item: string) => string
}

function Rules({ items, none, isIdle, textOf = (item) => item }: RulesProps) {
  if (items.length === 0) return none
  return (
    <>
      <span className="font-mono text-xs">
        {items.slice(0, 20).map((item) => (
          <span key={item} title={item} className="mr-2 inline-block [overflow-wrap:anywhere]">
            {textOf(item)}
          </span>
        ))}
      </span>
      {items.length > 20 ? <span className="text-muted text-xs">and {items.length - 20} more</span> : null}
      {isIdle ? <span className="block text-muted text-xs">Kept, and not in use as the vault is set now.</span> : null}
    </>
  )
}
