import { expect, test } from 'vitest'
import { kqlRefusal } from './kql-refusal.ts'

test.each([
  ['externaldata(x:string)["https://elsewhere.example/x.csv"]', 1, 1],
  ['AzureDiagnostics\n| join (externaldata (x:string) [@"https://e.example/x"]) on x', 2, 9],
  ['union workspace("log-other").AzureDiagnostics, AzureDiagnostics', 1, 7],
  ['union\n  workspace // why\n  ("x").T', 2, 3],
  ['app("other").requests', 1, 1],
  ['cluster("help").database("Samples").StormEvents', 1, 1],
  ['let d = database("x").T;\nd', 1, 9],
  ['T | where x == "//" | union adx("https://a").T', 1, 29],
  ["print 'a\\' // ' | union workspace('x').T", 1, 25],
  ['print @"a\\" | union workspace("x").T', 1, 21],
  ['print ```a\n"``` | union workspace("x").T', 2, 14],
  ['evaluate http_request("https://a.example")', 1, 10],
  ["['workspace']('x').T", 1, 1],
  ['.show tables', 1, 1],
  ['  // first\n  .drop table T', 2, 3],
  ['set notruncation; .show tables', 1, 19],
])('%s is refused at its place', (text, line, column) => {
  expect(kqlRefusal(text, false)).toMatchObject({ line, column, message: expect.stringMatching(/\w\.$/) })
})

test.each([
  'AzureDiagnostics | where OperationName == "externaldata(x)"',
  "AZKVAuditLogs | extend a = 'workspace(\"x\")' // workspace('y')",
  'print @"app(""x"")", ```cluster("x")```, h"database(1)"',
  'T | extend workspace = "x", app = 1 | project app, workspace',
  'T | project x.app, y = 0.5',
  "T | project ['workspace']",
])('%s is run', (text) => {
  expect(kqlRefusal(text, false)).toBeNull()
})

test('where the operator allows other sources only control commands are refused', () => {
  expect(kqlRefusal('workspace("x").T', true)).toBeNull()
  expect(kqlRefusal('.show tables', true)).toMatchObject({ line: 1, column: 1 })
})
