import * as z from 'zod/mini'

/** A query that comes with Strongroom, as a whole text to read, change and run. */
export const SavedQueryFile = z.object({
  name: z.string(),
  title: z.string(),
  text: z.string(),
  /** `view`: what a view of Strongroom asks. `example`: to begin with. */
  kind: z.enum(['view', 'example']),
})
export type SavedQueryFile = z.infer<typeof SavedQueryFile>

export const SavedQueryFiles = z.object({ items: z.array(SavedQueryFile) })
