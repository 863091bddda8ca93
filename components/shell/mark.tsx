/** Strongroom's mark: the hand wheel of a vault door. Takes the colour of the text around it. */
export function Mark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 24 24" className={className} aria-hidden="true">
      <g fill="none" stroke="currentColor" strokeWidth="2.1" strokeLinecap="round">
        <circle cx="12" cy="12" r="6.2" />
        <path d="M12 9.6V1.9M14.1 13.2l6.6 3.8M9.9 13.2l-6.6 3.8" />
      </g>
      <circle cx="12" cy="12" r="2.3" fill="currentColor" />
    </svg>
  )
}
