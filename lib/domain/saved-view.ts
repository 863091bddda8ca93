import * as z from 'zod/mini'

/** A view of a page by name. `search` is the query of its address and can lead to no other page. */
const SavedView = z.object({
  name: z.string().check(z.minLength(1), z.maxLength(60)),
  search: z.string().check(z.regex(/^(\?.*)?$/s)),
})

/** What a browser keeps of them. */
export const SavedViewList = z.array(SavedView)
export type SavedViewList = z.infer<typeof SavedViewList>
