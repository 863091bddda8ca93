import * as z from 'zod/mini'

/** A person of the emulated tenant, as its sign-in page offers them. */
export const SampleAccount = z.object({ account: z.string(), displayName: z.string(), summary: z.string() })
export type SampleAccount = z.infer<typeof SampleAccount>
