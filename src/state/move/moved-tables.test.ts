import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { prepareDatabase } from '../../store/sqlite/prepare-database.ts';
import { type CopyValue, copyRows, RowValueError } from './copy-rows.ts';
import { MOVED_TABLES } from './moved-tables.ts';
import { findForgottenTables, readTable } from './read-database.ts';

describe('the tables that are moved', () => {
  let directory: string;
  let database: Database.Database;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'muster-tables-'));
    const file = join(directory, 'muster.db');
    prepareDatabase(file);
    database = new Database(file);
  });
  afterEach(() => {
    database.close();
    rmSync(directory, { recursive: true, force: true });
  });

  it('are all of the schema', () => {
    expect(findForgottenTables(database)).toEqual([]);
    database.exec('CREATE TABLE later (key INTEGER)');
    expect(findForgottenTables(database)).toEqual(['later']);
  });

  it.each(MOVED_TABLES)('can be read in an order that tells the rows of $name apart', (table) => {
    const { columns, types, rows } = readTable(database, table, new Map());
    expect(columns).toEqual(expect.arrayContaining([...table.order]));
    expect(types).toHaveLength(columns.length);
    expect([...rows()]).toEqual([]);
    if (table.name === 'log_purges') return;
    const indexes = database.pragma(`index_list(${table.name})`) as {
      readonly name: string;
      readonly unique: number;
    }[];
    const unique = indexes
      .filter((index) => index.unique === 1)
      .map(({ name }) => (database.pragma(`index_info(${name})`) as { name: string }[]).map((column) => column.name));
    const described = database.pragma(`table_info(${table.name})`) as { readonly name: string; readonly pk: number }[];
    unique.push(described.filter(({ pk }) => pk > 0).map(({ name }) => name));
    expect(unique).toContainEqual([...table.order]);
  });
});

describe('copyRows', () => {
  it('writes rows as COPY has them', () => {
    const bytes = Buffer.concat([
      ...copyRows([[-2, 'zoë', Buffer.of(0, 255), null]], ['integer', 'text', 'bytes', 'text']),
    ]);
    const row = '0004 00000008 fffffffffffffffe 00000004 7a6fc3ab 00000002 00ff ffffffff';
    expect(bytes.toString('hex')).toBe(`5047434f50590aff0d0a000000000000000000${row}ffff`.replaceAll(' ', ''));
  });

  it('gives pieces of a bounded size, and a row that is larger in one of its own', () => {
    const rows = ['a'.repeat(200_000), 'b'.repeat(200_000), 'c'.repeat(600_000), 'd'].map((text) => [text]);
    const sizes = [...copyRows(rows, ['text'])].map((chunk) => chunk.length);
    expect(sizes).toEqual([19, 200_006, 200_006, 600_006, 7, 2]);
  });

  it.each<[string, CopyValue, 'integer' | 'text' | 'bytes']>([
    ['NUL in a text', 'a\0b', 'text'],
    ['a fraction', 1.5, 'integer'],
    ['a text for an integer', '1', 'integer'],
    ['bytes for a text', Buffer.of(97), 'text'],
  ])('refuses %s', (_name, value, type) => {
    expect(() => [...copyRows([[value]], [type])]).toThrow(RowValueError);
  });
});
