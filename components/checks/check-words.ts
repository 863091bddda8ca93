import { mostVersionsOfBackup, type ObjectCheck } from '@/lib/domain/object-check.ts'

/** What each check is called, and what it costs. */
export const checkWords: Record<
  ObjectCheck,
  { title: string; why: string; noun: readonly [one: string, many: string]; done: string; verb: string; again: string }
> = {
  versions: {
    title: `Objects with over ${mostVersionsOfBackup} versions`,
    why: 'No list of Key Vault’s tells how many versions an object has, and too many make its backup fail.',
    noun: ['object', 'objects'],
    done: 'counted',
    verb: 'Count versions',
    again: 'Count again',
  },
  rotation: {
    title: 'Keys past their rotation date',
    why: 'No list of Key Vault’s tells a key’s rotation policy.',
    noun: ['key', 'keys'],
    done: 'asked',
    verb: 'Read rotation policies',
    again: 'Read again',
  },
}
