import { expect, test } from 'vitest';
import { completion } from './completion.ts';

const TABLE = 'irworkshopgluetablecloudtrail';
const completed = (line: string, before = '') => completion(before, line, ['first-use', 'key-owner'])[0];

test('columns, functions and keywords are completed, in the case that is typed', () => {
  expect(completed('SELECT eventn')).toEqual(['eventname']);
  expect(completed('SELECT json_extract_s')).toEqual(['json_extract_scalar(']);
  expect(completed('SELECT 1 ORD')).toEqual(['ORDER', 'ORDINALITY']);
  expect(completed('select 1 ord')).toEqual(['order', 'ordinality']);
  expect(completed('SELECT "eventn')).toEqual([]);
});

test('a dot leads into the structure of a column, after the name of a table too', () => {
  expect(completed('SELECT userid')).toEqual(['useridentity.']);
  expect(completed('SELECT useridentity.sessionc')).toEqual(['useridentity.sessioncontext.']);
  expect(completed('SELECT useridentity.sessioncontext.attributes.')).toEqual([
    'useridentity.sessioncontext.attributes.mfaauthenticated',
    'useridentity.sessioncontext.attributes.creationdate',
  ]);
  expect(completed('SELECT t.useridentity.usern')).toEqual(['t.useridentity.username']);
  expect(completed('SELECT t.eventso')).toEqual(['t.eventsource']);
  expect(completed('SELECT eventname.')).toEqual([]);
});

test('after FROM and JOIN there are tables', () => {
  expect(completed('SELECT 1 FROM ')).toEqual([TABLE]);
  expect(completed('  irworkshopgluet', 'SELECT 1\nFROM\n')).toEqual([TABLE]);
  expect(completed('SELECT 1 FROM irworkshopglued')).toEqual(['irworkshopgluedatabase.']);
  expect(completed('SELECT 1 FROM irworkshopgluedatabase.')).toEqual([`irworkshopgluedatabase.${TABLE}`]);
});

test('nothing is completed within texts and comments', () => {
  expect(completed("SELECT 1 WHERE eventname = 'eventn")).toEqual([]);
  expect(completed("SELECT 'a' AS eventn")).toEqual(['eventname']);
  expect(completed('eventn', "SELECT '")).toEqual([]);
  expect(completed('SELECT 1 -- eventn')).toEqual([]);
  expect(completed('eventn', 'SELECT -- a comment\n')).toEqual(['eventname']);
});

test('commands and what follows them are completed at the start of a statement', () => {
  expect(completed('\\na')).toEqual(['\\named']);
  expect(completed('\\named fi')).toEqual(['first-use']);
  expect(completed('\\f j')).toEqual(['json', 'jsonl']);
  expect(completed('\\d irworkshopgluet')).toEqual([TABLE]);
  expect(completed('\\q x')).toEqual([]);
});
