import { type Workspace, workspaceId } from '../workspace-state.ts'
import { tables } from './tables.ts'

/** What a workspace holds, for editors of queries: its tables with their columns. */
export function metadataOf(workspace: Workspace) {
  return {
    tables: tables.map(({ name, columns }) => ({ id: name, name, timespanColumn: 'TimeGenerated', columns })),
    workspaces: [
      {
        id: workspace.customerId,
        resourceId: workspaceId(workspace),
        name: workspace.name,
        region: workspace.location,
        related: { tables: tables.map(({ name }) => name) },
      },
    ],
  }
}
