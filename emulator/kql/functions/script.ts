import {
  BIGINT,
  BOOLEAN,
  DOUBLE,
  type DuckDBConnection,
  DuckDBScalarFunction,
  type DuckDBType,
  type DuckDBValue,
  INTEGER,
  VARCHAR,
} from '@duckdb/node-api'
import { cast } from '../conversion.ts'
import { nullOf, type Scalar } from '../types.ts'
import { type Json, parseJson } from './json.ts'
import type { ScalarFunction, Script } from './scalar-function.ts'

/** What each type of the language is within a script. An absent argument is as null; a string is never null. */
interface ScriptValues {
  string: string
  guid: string | null
  long: bigint | null
  int: number | null
  real: number | null
  bool: boolean | null
  /** Microseconds since 1970-01-01. */
  datetime: bigint | null
  /** Microseconds. */
  timespan: bigint | null
  dynamic: Json
}
type ScriptType = keyof ScriptValues
type Arguments<T extends readonly ScriptType[]> = { [At in keyof T]: ScriptValues[T[At]] }

/**
 * A function that TypeScript says better than SQL: SQL calls it under `name`, about a microsecond each time, on Node's
 * own thread. So no regular expression that a query gives may run in one: only DuckDB's take linear time.
 */
export function script<const T extends readonly ScriptType[], G extends ScriptType>(
  name: string,
  takes: T,
  gives: G,
  run: (...values: Arguments<T>) => ScriptValues[G],
): ScalarFunction {
  // DuckDB binds a call by the declared types, so the values are of these.
  return scripted({ name, takes, gives, repeats: false, run: (values) => Reflect.apply(run, undefined, values) })
}

/** As `script`, and the last type is of all arguments that follow, which come as one array. */
export function scriptOfMany<const T extends readonly ScriptType[], L extends ScriptType, G extends ScriptType>(
  name: string,
  takes: T,
  rest: L,
  gives: G,
  run: (values: Arguments<T>, rest: ScriptValues[L][]) => ScriptValues[G],
): ScalarFunction {
  return scripted({
    name,
    takes: [...takes, rest],
    gives,
    repeats: true,
    run: (values) => Reflect.apply(run, undefined, [values.slice(0, takes.length), values.slice(takes.length)]),
  })
}

function scripted(definition: Script): ScalarFunction {
  return {
    takes: [...definition.takes],
    gives: definition.gives,
    scripts: [definition],
    sql: (values) => callSql(definition, values),
  }
}

/** The call in SQL of a function that is one script, for the SQL of another. */
export function callScript(of: ScalarFunction, values: Scalar[]): string {
  const [definition] = of.scripts ?? []
  if (!definition) throw new Error('The function is no script.')
  return callSql(definition, values)
}

function callSql({ name, takes, gives, repeats }: Script, values: Scalar[]): string {
  const length = repeats ? values.length : takes.length
  const passed = Array.from({ length }, (_, index) => {
    const type = takes[Math.min(index, takes.length - 1)] ?? 'string'
    return passedSql(values[index] ?? { sql: nullOf(type), type }, type)
  })
  const call = `script_${name}(${passed.join(', ')})`
  if (gives === 'datetime') return `make_timestamp(${call})`
  return gives === 'dynamic' ? `CAST(${call} AS JSON)` : call
}

function passedSql(value: Scalar, type: string): string {
  const { sql } = cast(value, type)
  if (type === 'datetime') return `epoch_us(${sql})`
  return type === 'dynamic' ? `CAST(${sql} AS VARCHAR)` : sql
}

const carriers: Record<string, DuckDBType> = {
  string: VARCHAR,
  guid: VARCHAR,
  long: BIGINT,
  int: INTEGER,
  real: DOUBLE,
  bool: BOOLEAN,
  datetime: BIGINT,
  timespan: BIGINT,
  dynamic: VARCHAR,
}

const carrierOf = (type: string): DuckDBType => carriers[type] ?? VARCHAR

/** Makes the scripts known to all connections of the instance. */
export function registerScripts(
  connection: DuckDBConnection,
  functions: Iterable<Pick<ScalarFunction, 'scripts'>>,
): void {
  const scripts = new Map([...functions].flatMap((one) => (one.scripts ?? []).map((each) => [each.name, each])))
  for (const { name, takes, gives, repeats, run } of scripts.values()) {
    const fixed = repeats ? takes.slice(0, -1) : takes
    connection.registerScalarFunction(
      DuckDBScalarFunction.create({
        name: `script_${name}`,
        parameterTypes: fixed.map(carrierOf),
        ...(repeats && { varArgsType: carrierOf(takes.at(-1) ?? 'string') }),
        returnType: carrierOf(gives),
        // Nulls are for the script to judge.
        specialHandling: true,
        mainFunction(_, input, output) {
          const columns = Array.from({ length: input.columnCount }, (_, index) => input.getColumnVector(index))
          const types = columns.map((_, index) => takes[Math.min(index, takes.length - 1)] ?? 'string')
          for (let row = 0; row < input.rowCount; row++) {
            const values = columns.map((column, index) => toScript(column.getItem(row), types[index]))
            output.setItem(row, fromScript(run(values), gives))
          }
          output.flush()
        },
      }),
    )
  }
}

function toScript(value: DuckDBValue, type: string | undefined): unknown {
  if (type === 'string') return value ?? ''
  if (type === 'dynamic') return typeof value === 'string' ? parseJson(value) : null
  return value
}

function fromScript(value: unknown, type: string): DuckDBValue {
  if (type === 'dynamic') return value === null ? null : JSON.stringify(value)
  return value as DuckDBValue
}
