import { type Command, commandLine } from './command-line.ts'

/**
 * The delegated permissions of Microsoft Graph by which names and members of groups are read: the smallest that suffice.
 * Directory.Read.All would do for all three. https://learn.microsoft.com/graph/permissions-reference
 */
const permissions = [
  { name: 'User.ReadBasic.All', id: 'b340eb25-3456-403f-be2f-af7a0d370277' },
  { name: 'GroupMember.Read.All', id: 'bc024368-1153-4739-b217-4326f2e966d0' },
  { name: 'Application.Read.All', id: 'c79f8feb-a9db-4090-85f9-90d820caa0eb' },
]
const graphApplicationId = '00000003-0000-0000-c000-000000000000'

export const graphRemedy =
  'An administrator can grant Strongroom the delegated permissions User.ReadBasic.All, GroupMember.Read.All and Application.Read.All of Microsoft Graph.'

/** What an administrator runs to grant them. @param clientId of Strongroom's app registration */
export function consentCommand(clientId: string): Command {
  const asked = permissions.map(({ id }) => `${id}=Scope`)
  return {
    label: 'Azure CLI',
    text: [
      commandLine(
        ...['az', 'ad', 'app', 'permission', 'add', '--id', clientId, '--api', graphApplicationId],
        ...['--api-permissions', ...asked],
      ),
      commandLine('az', 'ad', 'app', 'permission', 'admin-consent', '--id', clientId),
    ].join('\n'),
  }
}
