import type { ScalarFunction } from './scalar-function.ts'
import { template } from './scalar-function.ts'
import { script } from './script.ts'

/** By as many bits as the shift is beyond whole turns of 64; null for a negative shift. */
const shift = (name: string, run: (value: bigint, by: bigint) => bigint) =>
  script(name, ['long', 'long'], 'long', (value, by) =>
    value === null || by === null || by < 0n ? null : BigInt.asIntN(64, run(value, by % 64n)),
  )

/** Bits of whole numbers of 64 bits. */
export const bitFunctions: Record<string, ScalarFunction> = {
  binary_and: template(['long', 'long'], 'long', '($1 & $2)'),
  binary_or: template(['long', 'long'], 'long', '($1 | $2)'),
  binary_xor: template(['long', 'long'], 'long', 'xor($1, $2)'),
  binary_not: template(['long'], 'long', '(~$1)'),
  binary_shift_left: shift('binary_shift_left', (value, by) => value << by),
  binary_shift_right: shift('binary_shift_right', (value, by) => value >> by),
  bitset_count_ones: template(['long'], 'long', 'bit_count($1)::BIGINT'),
}
