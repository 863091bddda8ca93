/** The look of whatever opens beside its trigger. */
export const popupStyle =
  'max-h-(--available-height) min-w-44 overflow-y-auto rounded-lg border border-line bg-raised p-1 text-ink text-sm shadow-sm outline-none transition-opacity data-starting-style:opacity-0'
