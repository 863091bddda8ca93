import { cva } from 'class-variance-authority'

/** The look of a button, for a link that should look like one too. */
export const buttonStyle = cva(
  'inline-flex shrink-0 items-center justify-center gap-1.5 whitespace-nowrap rounded-md border font-medium transition-colors select-none aria-disabled:cursor-not-allowed [&_svg]:size-3.5 [&_svg]:shrink-0',
  {
    variants: {
      variant: {
        primary:
          'border-transparent bg-accent text-on-accent hover:bg-accent-strong aria-disabled:bg-hover aria-disabled:text-faint aria-disabled:border-line',
        secondary:
          'border-line bg-raised text-ink hover:bg-hover hover:border-line-strong aria-disabled:bg-transparent aria-disabled:text-faint aria-disabled:hover:border-line',
        ghost:
          'border-transparent bg-transparent text-muted hover:bg-hover hover:text-ink aria-disabled:bg-transparent aria-disabled:text-faint',
        danger:
          'border-transparent bg-danger-fill text-on-danger hover:brightness-110 aria-disabled:bg-hover aria-disabled:text-faint aria-disabled:border-line aria-disabled:hover:brightness-100',
        'danger-quiet':
          'border-line bg-raised text-danger hover:bg-danger-wash hover:border-danger-line aria-disabled:bg-transparent aria-disabled:text-faint aria-disabled:hover:border-line',
      },
      size: {
        sm: 'h-6 px-2 text-xs',
        md: 'h-8 px-3 text-sm',
        lg: 'h-9 px-4 text-base',
      },
    },
    defaultVariants: { variant: 'secondary', size: 'md' },
  },
)
