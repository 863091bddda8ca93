import { afterAll, beforeAll, expect, test } from 'vitest'
import { aggregates } from './aggregates.ts'
import { type Engine, openEngine, type Value } from './engine.ts'
import { scalarFunctions } from './functions/call.ts'

/** What each function means, by values computed by hand. */
let engine: Engine
const nowMs = Date.UTC(2026, 0, 15, 10, 30)
beforeAll(async () => {
  engine = await openEngine([])
})
afterAll(() => engine.close())

const d = 'datetime(2026-01-15 10:31:20)' // a Thursday
const scalars: [string, Value][] = [
  ['tolower("Ab")', 'ab'],
  ['toupper("Ab")', 'AB'],
  ['strlen("äb")', 2],
  ['strcat("a", 1)', 'a1'],
  ['strcat_delim("-", "a", 1, "b")', 'a-1-b'],
  ['strrep("ab", 2)', 'abab'],
  ['strrep("a", 3, ".")', 'a.a.a'],
  ['reverse("abc")', 'cba'],
  ['substring("abcdef", 2)', 'cdef'],
  ['substring("abcdef", -2, 1)', 'e'],
  ['indexof("abcabc", "ca")', 2],
  ['countof("aXbXX", "X")', 3],
  ['extract("(\\\\d+)-(\\\\d+)", 2, "12-34")', '34'],
  ['replace_string("a.b.c", ".", "-")', 'a-b-c'],
  ['replace_regex("a1b22", "[0-9]+", "#")', 'a#b#'],
  ['replace("[0-9]", "#", "a1b2")', 'a#b#'],
  ['trim("[ab]+", "abxba")', 'x'],
  ['trim_start("a", "aab")', 'ab'],
  ['trim_end("b", "abb")', 'ab'],
  ['split("a/b/c", "/")', '["a","b","c"]'],
  ['split("a/b", "/")[-1]', '"b"'],
  ['url_decode("a%20b")', 'a b'],
  ['url_encode("a b")', 'a%20b'],
  ['base64_encode_tostring("Kusto")', 'S3VzdG8='],
  ['hash_sha256("a")', 'ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb'],
  ['hash_md5("a")', '0cc175b9c0f1b6a831c399e269772661'],
  ['hash_sha1("a")', '86f7e437faa5a7fce15d1ddcb9eaeaea377667b8'],
  ['bin(17, 5)', 15],
  ['floor(2.7, 1.0)', 2],
  ['abs(-5)', 5],
  ['sign(-2.5)', -1],
  ['ceiling(1.2)', 2],
  ['round(2.567, 1)', 2.6],
  ['sqrt(9)', 3],
  ['exp(0)', 1],
  ['log(1)', 0],
  ['log2(8)', 3],
  ['log10(1000)', 3],
  ['pow(2, 10)', 1024],
  ['isnan(real(nan))', true],
  ['isinf(1.0/0.0)', true],
  ['isfinite(1.5)', true],
  ['min_of(3, 1, 2)', 1],
  ['max_of(3, 1, 2)', 3],
  ['now(-30m)', '2026-01-15T10:00:00Z'],
  ['ago(1d)', '2026-01-14T10:30:00Z'],
  [`startofday(${d})`, '2026-01-15T00:00:00Z'],
  [`startofday(${d}, -1)`, '2026-01-14T00:00:00Z'],
  [`startofweek(${d})`, '2026-01-11T00:00:00Z'],
  [`startofmonth(${d})`, '2026-01-01T00:00:00Z'],
  [`startofyear(${d}, 1)`, '2027-01-01T00:00:00Z'],
  [`endofday(${d})`, '2026-01-15T23:59:59.9999990Z'],
  [`endofweek(${d})`, '2026-01-17T23:59:59.9999990Z'],
  [`endofmonth(${d})`, '2026-01-31T23:59:59.9999990Z'],
  [`endofyear(${d})`, '2026-12-31T23:59:59.9999990Z'],
  [`dayofweek(${d})`, '4.00:00:00'],
  [`dayofmonth(${d})`, 15],
  [`dayofyear(${d})`, 15],
  [`hourofday(${d})`, 10],
  [`monthofyear(${d})`, 1],
  [`getmonth(${d})`, 1],
  [`getyear(${d})`, 2026],
  [`datetime_part("minute", ${d})`, 31],
  ['datetime_diff("hour", datetime(2026-01-02), datetime(2026-01-01))', 24],
  ['datetime_add("month", 1, datetime(2026-01-31))', '2026-02-28T00:00:00Z'],
  ['unixtime_seconds_todatetime(86400)', '1970-01-02T00:00:00Z'],
  ['unixtime_milliseconds_todatetime(1500)', '1970-01-01T00:00:01.5000000Z'],
  [`datetime_part("week_of_year", ${d})`, 3],
  ['datetime_part("millisecond", datetime(2026-01-15 10:31:20.654321))', 654],
  ['datetime_part("nanosecond", datetime(2026-01-15 10:31:20.654321))', 654321000],
  [`datepart("Year", ${d})`, 2026],
  ['week_of_year(datetime(2020-12-31))', 53],
  ['week_of_year(datetime(2000-01-01))', 52],
  ['unixtime_microseconds_todatetime(1546300800000000)', '2019-01-01T00:00:00Z'],
  ['unixtime_nanoseconds_todatetime(1500)', '1970-01-01T00:00:00.0000010Z'],
  ['unixtime_seconds_todatetime(1e18)', null],
  [
    'format_datetime(datetime(2009-06-05 13:05:09.6175), "d dd/M-MM:yy yyyy[H HH h hh]m mm.s ss_tt f fff FF F FFFFFFF")',
    '5 05/6-06:09 2009[13 13 1 01]5 05.9 09_PM 6 617 61 6 6175',
  ],
  ['format_datetime(datetime(1900-12-31 00:00:00.05), "y,hh tt:F")', '0,12 AM:'],
  ['format_datetime(datetime(1969-12-31 23:59:59.999999), "yyyy-MM-dd HH:mm:ss.ffffff")', '1969-12-31 23:59:59.999999'],
  ['format_datetime(datetime(null), "yyyy")', ''],
  ['format_timespan(time(29.09:00:05.12345), "dd.hh:mm:ss:FF")', '29.09:00:05:12'],
  ['format_timespan(time(29.09:00:05.12345), "ddd.h:mm:ss [fffffff]")', '029.9:00:05 [1234500]'],
  ['datetime_utc_to_local(datetime(2022-07-11 22:18:48.467862), "US/Pacific")', '2022-07-11T15:18:48.4678620Z'],
  ['datetime_utc_to_local(datetime(2022-07-11 22:18:48), "Australia/Canberra")', '2022-07-12T08:18:48Z'],
  ['datetime_local_to_utc(datetime(2020-02-02 20:02:20), "America/Chicago")', '2020-02-03T02:02:20Z'],
  ['datetime_local_to_utc(datetime(2022-03-27 01:00), "Europe/Brussels")', '2022-03-27T00:00:00Z'],
  // Skipped by the clocks, and beside it.
  ['datetime_local_to_utc(datetime(2022-03-27 02:00), "Europe/Brussels")', '2022-03-27T00:00:00Z'],
  ['datetime_local_to_utc(datetime(2022-03-27 03:00), "Europe/Brussels")', '2022-03-27T01:00:00Z'],
  ['make_timespan(1, 12, 30, 55)', '1.12:30:55'],
  ['make_timespan(12, 30)', '12:30:00'],
  ['make_timespan(25, 30)', null],
  ['make_timespan("1.02:00:00")', '1.02:00:00'],
  ['make_datetime(2017, 10, 1, 12, 11, 0.123456)', '2017-10-01T12:11:00.1234560Z'],
  ['make_datetime(2017, 13, 1)', null],
  ['make_datetime("2017-10-01")', '2017-10-01T00:00:00Z'],
  ['totime("00:03:00")', '00:03:00'],
  ['make_datetime(2026, 1, 15)', '2026-01-15T00:00:00Z'],
  ['make_datetime(2026, 1, 15, 10, 31)', '2026-01-15T10:31:00Z'],
  ['parse_json("{\\"a\\":1}").a', '1'],
  ['parsejson("[1]")[0]', '1'],
  ['todynamic("no json")', '"no json"'],
  ['toobject("[2]")', '[2]'],
  ['bag_keys(dynamic({"a":1,"b":2}))', '["a","b"]'],
  ['array_length(dynamic([1,2,3]))', 3],
  ['pack("a", 1)', '{"a":1}'],
  ['bag_pack("a", "x", "b", true)', '{"a":"x","b":true}'],
  ['pack_array(1, "x")', '[1,"x"]'],
  ['array_concat(dynamic([1]), dynamic([2,3]))', '[1,2,3]'],
  ['strcat_array(dynamic(["a","b"]), "-")', 'a-b'],
  ['not(1 == 1)', false],
  ['iff(1 == 2, "a", "b")', 'b'],
  ['iif(1 == 1, 1, 2)', 1],
  ['case(1 == 2, "a", 2 == 2, "b", "c")', 'b'],
  ['coalesce(long(null), 2, 3)', 2],
  ['coalesce("", "x")', 'x'],
  ['isempty("")', true],
  ['isnotempty("")', false],
  ['notempty("a")', true],
  ['isnull(long(null))', true],
  ['isnotnull("")', true],
  ['notnull(int(null))', false],
  ['tostring(5)', '5'],
  ['toint("7")', 7],
  ['tolong("9007199254740993")', 9007199254740993n],
  ['toreal("1.5")', 1.5],
  ['todouble("x")', null],
  ['tobool("true")', true],
  ['toboolean("x")', null],
  ['todatetime("2026-01-15T10:00:00+01:00")', '2026-01-15T09:00:00Z'],
  ['todatetime("2026-01-15")', '2026-01-15T00:00:00Z'],
  ['totimespan("1.02:03:04.5")', '1.02:03:04.5000000'],
  ['toguid("74BE27DE-1E4E-49D9-B579-FE0B331D3642")', '74be27de-1e4e-49d9-b579-fe0b331d3642'],
]

test.each(scalars)('%s', async (text, expected) => {
  expect((await engine.query(`print ${text}`, { nowMs })).rows).toEqual([[expected]])
})

const source =
  'datatable(k:string, n:long, t:datetime)["a",1,datetime(2026-01-01),"b",2,datetime(2026-01-03),"b",long(null),datetime(2026-01-02),"c",6,datetime(null)]'
const groups: [string, Value][] = [
  ['count()', 4],
  ['countif(n > 1)', 2],
  ['sum(n)', 9],
  ['sumif(n, k != "c")', 3],
  ['avg(n)', 3],
  ['avg(t)', '2026-01-02T00:00:00Z'],
  ['avgif(n, k != "c")', 1.5],
  ['min(n)', 1],
  ['max(t)', '2026-01-03T00:00:00Z'],
  ['minif(n, n > 1)', 2],
  ['maxif(n, n < 6)', 2],
  ['take_any(strlen(k))', 1],
  ['any(strlen(k))', 1],
  ['dcount(k)', 3],
  ['dcountif(k, n > 1)', 2],
  ['count_distinct(k)', 3],
  ['round(stdev(n), 3)', 2.646],
  ['variance(n)', 7],
  ['percentile(n, 50)', 2],
  ['make_set(k)', '["a","b","c"]'],
  ['make_set(k, 2)', '["a","b"]'],
  ['makeset(n)', '[1,2,6]'],
  ['make_list(n)', '[6,2,1]'],
  ['makelist(n)', '[6,2,1]'],
  ['make_set_if(k, n > 1)', '["b","c"]'],
  ['make_list_if(n, n > 1)', '[6,2]'],
]

test.each(groups)('summarize %s', async (text, expected) => {
  const query = `${source} | sort by k desc, n desc | summarize ${text}`
  expect((await engine.query(query, { nowMs })).rows).toEqual([[expected]])
})

test('each function and aggregate has its example above', () => {
  const without = (names: string[], examples: [string, Value][]) =>
    names.filter((name) => !examples.some(([text]) => new RegExp(`(^|\\W)${name}\\(`).test(text)))
  expect(without(Object.keys(scalarFunctions), scalars)).toEqual([])
  expect(without(Object.keys(aggregates), groups)).toEqual([])
})
