import { accessRights } from '@/lib/domain/access-right.ts'
import { rightWords } from './access-words.ts'

/** What the letters mean, and what Azure does not tell here. */
export function AccessLegend() {
  return (
    <details className="text-muted text-xs">
      <summary className="w-fit cursor-pointer">
        {accessRights.map((right, index) => (
          <span key={right}>
            {index > 0 ? ' · ' : ''}
            <strong className="font-semibold text-ink">{rightWords[right].letter}</strong> {rightWords[right].means}
          </span>
        ))}
        <span> · a dashed border: after activation, or under a condition</span>
      </summary>
      <p className="max-w-4xl pt-1">
        Resource Graph tells no eligible assignments of Privileged Identity Management and no deny assignments, and it
        is minutes behind: a vault’s own Access tab asks for them. A role that is activated now counts as held now.
        Networks are not looked at.
      </p>
    </details>
  )
}
