import { type Condition, ConditionSyntaxError, parseCondition } from './access-condition-syntax.ts'
import { deedOf } from './key-vault-action.ts'

/** A condition of a role assignment as a sentence without its end; undefined where it is not understood. */
export function conditionWords(text: string): string | undefined {
  try {
    return wordsOf(parseCondition(text))
  } catch (error) {
    if (error instanceof ConditionSyntaxError) return undefined
    throw error
  }
}

function wordsOf(condition: Condition): string {
  switch (condition.kind) {
    case 'and':
      return condition.parts.map(nested).join(', and ')
    case 'or':
      return limitWords(condition.parts) ?? condition.parts.map(nested).join(', or ')
    case 'not':
      return `not: ${nested(condition.part)}`
    case 'actionMatches':
      return `it is to ${condition.patterns.map(deedOf).join(' or to ')}`
    case 'subOperationMatches':
      return 'it is a part of an operation, which vaults have none of'
    case 'exists':
      return `there is ${attributeWords(condition.attribute.name)}`
    case 'comparison': {
      const { attribute, operator, values } = condition
      const right = Array.isArray(values)
        ? values.map((value) => `“${value}”`).join(' or ')
        : attributeWords(values.name)
      return `${attributeWords(attribute.name)} ${operatorWords(operator)} ${right}`
    }
  }
}

/** The portal's own form: "not this action, or …" limits that action and no other. */
function limitWords(parts: readonly Condition[]): string | undefined {
  const [first, ...others] = parts
  if (first?.kind !== 'not' || first.part.kind !== 'actionMatches' || others.length === 0) return undefined
  return `to ${first.part.patterns.map(deedOf).join(' or to ')} only where ${others.map(nested).join(', or ')}`
}

const nested = (condition: Condition) =>
  condition.kind === 'and' || condition.kind === 'or' ? `(${wordsOf(condition)})` : wordsOf(condition)

function attributeWords(name: string): string {
  const known: Record<string, string> = {
    'microsoft.keyvault/vaults:name': 'the vault’s name',
    'microsoft.keyvault/vaults/secrets:name': 'the secret’s name',
    'microsoft.authorization/roleassignments:roledefinitionid': 'the role to assign',
    'microsoft.authorization/roleassignments:principalid': 'the one to assign it to',
    'microsoft.authorization/roleassignments:principaltype': 'the kind of principal to assign it to',
  }
  return known[name] ?? name
}

function operatorWords(operator: string): string {
  const name = operator.toLowerCase().replace(/^.*:/, '')
  const isDenied = /^(string|guid)not/.test(name)
  const what = name.replace(/^(string|guid)(not)?/, '')
  if (what.startsWith('equals')) return isDenied ? 'is not' : 'is'
  if (what.startsWith('startswith')) return isDenied ? 'does not begin with' : 'begins with'
  if (what.startsWith('like')) return isDenied ? 'is not like' : 'is like'
  return operator
}
