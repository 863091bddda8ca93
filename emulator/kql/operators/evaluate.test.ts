import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Engine, openEngine } from '../engine.ts'

/** Plugins, by the documentation's own examples where there are some. */
let engine: Engine
beforeAll(async () => {
  engine = await openEngine([])
})
afterAll(() => engine.close())
const query = (text: string) => engine.query(text, { nowMs: 0 })
const rows = async (text: string) => (await query(text)).rows
const typed = async (text: string) => (await query(text)).columns.map(({ name, type }) => `${name}:${type}`)

describe('bag_unpack', () => {
  const people =
    'datatable(d:dynamic)[dynamic({"Name":"John","Age":20}), dynamic({"Name":"Dave","Height":170,"Age":40}), dynamic({"Name":"Jasmine","Age":30})]'

  test("columns are the data's, in the order of their names, each of its type", async () => {
    expect(await typed(`${people} | evaluate bag_unpack(d)`)).toEqual(['Age:long', 'Height:long', 'Name:string'])
    expect(await rows(`${people} | evaluate bag_unpack(d)`)).toEqual([
      [20, null, 'John'],
      [40, 170, 'Dave'],
      [30, null, 'Jasmine'],
    ])
  })

  test('operators after it know the columns, and one before it may limit them', async () => {
    expect(
      await rows(
        `${people} | evaluate bag_unpack(d) | where Age > 25 | summarize sum(Age), max(Name) by isnull(Height)`,
      ),
    ).toEqual(
      expect.arrayContaining([
        [false, 40, 'Dave'],
        [true, 30, 'Jasmine'],
      ]),
    )
    expect(await typed(`${people} | where d.Age < 40 | evaluate bag_unpack(d)`)).toEqual(['Age:long', 'Name:string'])
  })

  test('a prefix, names that are no identifiers, values of several types, nulls and what is no bag', async () => {
    expect(await typed(`${people} | evaluate bag_unpack(d, "Property_") | project-away Property_Height`)).toEqual([
      'Property_Age:long',
      'Property_Name:string',
    ])
    const odd =
      'datatable(id:long, d:dynamic)[1,dynamic({"a b":1.5,"q\\"x":true,"m":1,"z":null}), 2,dynamic({"a b":2.5,"m":"t","o":{"x":1}}), 3,dynamic([1]), 4,dynamic(null)]'
    expect(await typed(`${odd} | evaluate bag_unpack(d)`)).toEqual([
      'id:long',
      'a b:real',
      'm:dynamic',
      'o:dynamic',
      'q"x:bool',
      'z:dynamic',
    ])
    expect(await rows(`${odd} | evaluate bag_unpack(d) | sort by id asc`)).toEqual([
      [1, 1.5, '1', null, true, null],
      [2, 2.5, '"t"', '{"x":1}', null, null],
      [3, null, null, null, null, null],
      [4, null, null, null, null, null],
    ])
  })

  test('columns that the query writes are taken from the bag, as their types', async () => {
    const described =
      'datatable(d:dynamic, Description:string)[dynamic({"Name":"John","Age":20,"height":180}),"Student", dynamic({"Name":"Dave","Age":40,"height":160}),"Teacher"]'
    expect(await rows(`${described} | evaluate bag_unpack(d) : (*, Name:string, Age:long)`)).toEqual([
      ['Student', 'John', 20],
      ['Teacher', 'Dave', 40],
    ])
    expect(await rows(`${described} | evaluate bag_unpack(d) : (Age:string, None:long)`)).toEqual([
      ['20', null],
      ['40', null],
    ])
  })

  test('twice in a query, in a let and in a join', async () => {
    expect(
      await rows(
        `let A = ${people} | evaluate bag_unpack(d); A | join kind=inner (print e=dynamic({"Name":"Dave","x":7}) | evaluate bag_unpack(e)) on Name | project Name, Height, x`,
      ),
    ).toEqual([['Dave', 170, 7]])
  })

  test('an error after it is at its own place in the text', async () => {
    await expect(rows(`${people}\n| evaluate bag_unpack(d) | where Nix == 1`)).rejects.toMatchObject({
      kind: 'SemanticError',
      line: 2,
      column: 34,
    })
    await expect(rows(`${people}\n| evaluate bag_unpack(d) | evaluate autocluster()`)).rejects.toMatchObject({
      kind: 'Unsupported',
      line: 2,
      column: 37,
      message: expect.stringContaining('autocluster'),
    })
  })

  test('a name that is taken, and a place where data cannot be asked first, are refused', async () => {
    await expect(rows('print d=dynamic({"a":1}), a=2 | evaluate bag_unpack(d)')).rejects.toMatchObject({
      kind: 'SemanticError',
      message: expect.stringContaining("'a'"),
    })
    expect(await rows('print d=dynamic({"d":1}), a=2 | evaluate bag_unpack(d)')).toEqual([[2, 1]])
    for (const text of [
      `let f = (X:(d:dynamic)) {\n X | evaluate bag_unpack(d) }; ${people} | invoke f()`,
      `${people}\n| mv-apply d on (evaluate bag_unpack(d))`,
    ]) {
      await expect(rows(text), text).rejects.toMatchObject({ kind: 'Unsupported', line: 2 })
    }
    expect(await rows(`${people} | take 1 | mv-apply e=d on (evaluate bag_unpack(e) : (Age:long)) | count`)).toEqual([
      [2],
    ])
  })
})

describe('pivot', () => {
  const storms =
    'datatable(State:string, Event:string, Deaths:long)["AL","Wind",1, "AK","Wind",2, "AL","Hail",0, "AL","Wind",4]'

  test('counts for each value, a row for each of what is left', async () => {
    const text = `${storms} | project State, Event | evaluate pivot(State)`
    expect(await typed(text)).toEqual(['Event:string', 'AK:long', 'AL:long'])
    expect(await rows(`${text} | sort by Event asc`)).toEqual([
      ['Hail', 0, 1],
      ['Wind', 1, 2],
    ])
  })

  test('another aggregate, groups that are named, values that are no texts', async () => {
    expect(await rows(`${storms} | evaluate pivot(State, sum(Deaths)) | sort by Event asc`)).toEqual([
      ['Hail', 0, 0],
      ['Wind', 2, 5],
    ])
    expect(await rows(`${storms} | evaluate pivot(Event, max(Deaths), State) | sort by State asc`)).toEqual([
      ['AK', null, 2],
      ['AL', 0, 4],
    ])
    expect(await typed(`${storms} | evaluate pivot(Deaths, count(), Event)`)).toEqual([
      ...['Event:string', '0:long', '1:long', '2:long', '4:long'],
    ])
  })

  test('columns that the query writes', async () => {
    const text = `${storms} | project State, Event | evaluate pivot(State) : (Event:string, AL:long, TX:long) | sort by Event asc`
    expect(await rows(text)).toEqual([
      ['Hail', 1, 0],
      ['Wind', 2, 0],
    ])
  })

  test('a value that names no column is refused', async () => {
    for (const value of ['""', '"Event"']) {
      const text = `datatable(State:string, Event:string)[${value},"x"] | evaluate pivot(State)`
      await expect(rows(text), text).rejects.toMatchObject({ kind: 'ExecutionError' })
    }
  })
})

test('narrow: a row for each value, as text', async () => {
  expect(
    await rows('datatable(a:long, b:bool, c:string)[1,true,"x", long(null),false,""] | evaluate narrow()'),
  ).toEqual([
    [0, 'a', '1'],
    [0, 'b', 'True'],
    [0, 'c', 'x'],
    [1, 'a', ''],
    [1, 'b', 'False'],
    [1, 'c', ''],
  ])
})
