'use client'

export interface SelectBoxProps {
  label: string
  isChecked: boolean
  /** Some of what it stands for is chosen, and some is not. */
  isMixed?: boolean
  /** `isRange` with Shift held: from the last one to this. */
  onToggle: (isRange: boolean) => void
}

/** The small box that chooses a row, or all of them. Native, so that there may be thousands. */
export function SelectBox({ label, isChecked, isMixed = false, onToggle }: SelectBoxProps) {
  return (
    <label className="-my-1 mr-1.5 -ml-2 inline-flex size-6 shrink-0 cursor-pointer items-center justify-center align-middle">
      <input
        type="checkbox"
        aria-label={label}
        checked={isChecked}
        ref={(box) => {
          if (box) box.indeterminate = isMixed
        }}
        // The click knows of the Shift key, the change does not.
        onClick={(event) => onToggle(event.shiftKey)}
        onChange={() => undefined}
        className="size-3.5 accent-accent"
      />
    </label>
  )
}
