import 'server-only'
import type { Meaning } from './errors.ts'

/**
 * What Azure answers where a role cannot be assigned or removed.
 * https://learn.microsoft.com/azure/role-based-access-control/troubleshooting
 */
export function assignmentMeaning(code: string | undefined, azureMessage: string): Meaning | undefined {
  if (code === 'AuthorizationFailed' && /ABAC condition/i.test(azureMessage)) return forbiddenByCondition
  return byCode[code ?? '']
}

const forbiddenByCondition: Meaning = {
  code: 'forbidden_by_condition',
  message: 'You may assign roles here, but a condition of your own role leaves out this role or this principal.',
  remedy:
    'Choose a role that yours may give, or ask somebody without such a condition: Key Vault Data Access Administrator gives eight of the Key Vault roles.',
}

const byCode: Record<string, Meaning> = {
  RoleAssignmentExists: {
    code: 'assignment_exists',
    message: 'This principal holds this role at this very scope already.',
    remedy: 'There is nothing to do. If the access does not work yet, it may need up to 10 minutes.',
  },
  RoleAssignmentLimitExceeded: {
    code: 'assignment_limit',
    message: 'The subscription holds 4,000 role assignments, which is as many as Azure keeps.',
    remedy:
      'Remove assignments that nobody needs, or give roles to groups in place of single people; a member of a group needs no assignment.',
  },
  PrincipalNotFound: {
    code: 'principal_not_found',
    message: 'The directory does not know this principal, or not everywhere yet.',
    remedy: 'If it was made a moment ago, wait a minute and try again. Otherwise check that it was not deleted.',
  },
  UnmatchedPrincipalType: {
    code: 'invalid_request',
    message: 'The principal is of another type than the one that was sent.',
    remedy: 'Choose it again from the search.',
  },
  RoleDefinitionDoesNotExist: {
    code: 'not_found',
    message: 'Azure knows no such role.',
    remedy: 'Reload the page: a custom role may have been deleted meanwhile.',
  },
  RoleAssignmentUpdateNotPermitted: {
    code: 'concurrent_change',
    message: 'An assignment of this name is there already, for another role or principal.',
    remedy: 'Close the dialog and open it again.',
  },
  CannotDeleteLastRbacAdminAssignment: {
    code: 'last_administrator',
    message: 'This is the last assignment by which anybody could give access here, and Azure keeps it.',
    remedy: 'Give somebody else the role first.',
  },
}
