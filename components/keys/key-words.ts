import type { KeyDetail } from '@/lib/domain/key.ts'

/** `RSA, 3072 bits`, `EC on P-256`. */
export function shapeWords({
  keyType,
  keySizeBits,
  curve,
}: Pick<KeyDetail, 'keyType' | 'keySizeBits' | 'curve'>): string {
  const family = keyType.replace(/-HSM$/, '')
  if (keySizeBits) return `${family}, ${keySizeBits} bits`
  return curve ? `${family} on ${curve}` : family
}

/** Where the private half is. */
export function keptInWords(isHsm: boolean | null): string {
  if (isHsm === null) return 'The vault does not say'
  return isHsm ? 'Hardware security module' : 'Software'
}
