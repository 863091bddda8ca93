import { ArmError } from '../../errors.ts'

/** Azure Monitor says all of its refusals with one code. */
export function badMetricRequest(message: string): ArmError {
  return new ArmError(400, 'BadRequest', message)
}
