/** Yes, no, or not to be told from what is known: the logic of Kleene. */
export type Truth = 'yes' | 'no' | 'unknown'

export function truth(is: boolean): Truth {
  return is ? 'yes' : 'no'
}

export function not(one: Truth): Truth {
  if (one === 'unknown') return one
  return truth(one === 'no')
}

export function all(many: Truth[]): Truth {
  if (many.includes('no')) return 'no'
  return many.includes('unknown') ? 'unknown' : 'yes'
}

export function any(many: Truth[]): Truth {
  return not(all(many.map(not)))
}
