/** The look of a text field and of what resembles one. */
export const controlStyle =
  'w-full min-w-0 rounded-md border border-line-strong bg-canvas text-ink text-sm placeholder:text-faint transition-colors hover:border-muted focus-visible:border-accent focus-visible:outline-1 focus-visible:outline-offset-0 data-invalid:border-danger aria-invalid:border-danger disabled:text-faint'
