import type { QueryFault } from './workspace-query.ts'

/**
 * Functions and plugins by which a query reads elsewhere than in the workspace that it is asked of, or has something called.
 * @see https://learn.microsoft.com/azure/azure-monitor/logs/cross-workspace-query
 */
const outside: Record<string, string> = {
  externaldata: 'reads a file from the internet',
  external_data: 'reads a file from the internet',
  external_table: 'reads a table that lies elsewhere',
  workspace: 'reads another workspace',
  app: 'reads an application of Application Insights',
  resource: 'reads the logs of another resource',
  cluster: 'reads another cluster',
  database: 'reads another database',
  adx: 'reads a cluster of Azure Data Explorer',
  arg: 'reads Azure Resource Graph',
  http_request: 'calls an address of the internet',
  http_request_post: 'calls an address of the internet',
  sql_request: 'reads a database elsewhere',
  mysql_request: 'reads a database elsewhere',
  postgresql_request: 'reads a database elsewhere',
  cosmosdb_sql_request: 'reads a database elsewhere',
  azure_digital_twins_query_request: 'reads a service elsewhere',
  ai_embed_text: 'sends texts to a model',
  ai_chat_completion_prompt: 'sends texts to a model',
}

/** Comments, texts of every kind that the language has, names, and single signs. */
const lexeme =
  /\/\/[^\n]*|[hH]?@"(?:[^"]|"")*"?|[hH]?@'(?:[^']|'')*'?|[hH]?(?:```[\s\S]*?(?:```|$)|~~~[\s\S]*?(?:~~~|$))|[hH]?"(?:\\.|[^"\\\n])*"?|[hH]?'(?:\\.|[^'\\\n])*'?|[A-Za-z_$][\w$]*|\S/g

/**
 * Why Strongroom does not run a query, whatever the service would say; null where it does. Control commands are never run;
 * reading elsewhere has to be allowed by whoever runs this server, since it would take data out of what is audited.
 */
export function kqlRefusal(text: string, mayReadElsewhere: boolean): QueryFault | null {
  const tokens = [...text.matchAll(lexeme)].filter(([token]) => !token.startsWith('//'))
  const fault = (index: number, message: string) => ({ message, ...placeOf(text, index) })
  for (const [at, { 0: token, index }] of tokens.entries()) {
    if (token === '.' && (at === 0 || tokens[at - 1]?.[0] === ';')) {
      return fault(index, 'A control command, which begins with a dot, is not a query and is not run.')
    }
    if (mayReadElsewhere) continue
    const isBracketed = token === '[' && tokens[at + 2]?.[0] === ']'
    const name = isBracketed ? (tokens[at + 1]?.[0] ?? '').replace(/^[hH]?@?["']|["']$/g, '') : token
    const next = tokens[at + (isBracketed ? 3 : 1)]?.[0]
    if (next === '(' && Object.hasOwn(outside, name.toLowerCase())) {
      const what = `${name}() ${outside[name.toLowerCase()]}`
      return fault(
        index,
        `${what}. Strongroom asks the chosen workspace alone, unless its operator sets STRONGROOM_QUERY_OTHER_SOURCES=allowed.`,
      )
    }
  }
  return null
}

function placeOf(text: string, index: number): { line: number; column: number } {
  const before = text.slice(0, index).split('\n')
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 }
}
