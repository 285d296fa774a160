import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { JoinTable } from './join-table.ts';

const key = fc.oneof(
  fc.constantFrom('', 'a', 'b', 'A', 'ä', '\ud800', 'a\u0000', '"', 'auth0|1'),
  fc.string({ maxLength: 3 }),
);
const text = fc.string({ unit: 'binary', maxLength: 8 }).map((value) => JSON.stringify(value));
const row = fc.tuple(fc.array(key, { maxLength: 3 }), text);

/** What every table of rows does, whatever holds them. */
export function describeJoinTable(open: () => JoinTable): void {
  function withTable(use: (table: JoinTable) => void): void {
    const table = open();
    use(table);
    table.close();
  }

  it('gives the rows under a key in their order, and none under a key that no row has (R759)', () => {
    withTable((table) => {
      table.add(['id 1', 'ann@example.com'], 'one');
      table.add(['id 2'], 'two');
      table.add(['id 1'], 'three');
      expect(table.find('id 1')).toEqual(['one', 'three']);
      expect(table.find('ann@example.com')).toEqual(['one']);
      expect(table.find('id 3')).toEqual([]);
      expect([table.rowCount, table.unfoundCount]).toEqual([3, 1]);
    });
  });

  it('finds as much once it was prepared, which may be done twice (R759)', () => {
    withTable((table) => {
      for (let index = 0; index < 200; index++) table.add([`key ${index}`], `${index}`);
      for (const _step of table.prepare());
      for (const _step of table.prepare());
      for (let index = 0; index < 200; index++) expect(table.find(`key ${index}`)).toEqual([`${index}`]);
    });
  });

  it('holds nothing before a row is added (R759)', () => {
    withTable((table) => expect([table.find('a'), table.rowCount, table.unfoundCount]).toEqual([[], 0, 0]));
  });

  it('finds what a list of all rows finds, and counts what was not found (R759)', () => {
    fc.assert(
      fc.property(fc.array(row, { maxLength: 12 }), fc.array(key, { maxLength: 6 }), (rows, sought) => {
        withTable((table) => {
          for (const [keys, own] of rows) table.add(keys, own);
          for (const one of [...sought, ...sought]) {
            expect(table.find(one)).toEqual(rows.filter(([keys]) => keys.includes(one)).map(([, own]) => own));
          }
          const unfound = rows.filter(([keys]) => !keys.some((one) => sought.includes(one)));
          expect([table.rowCount, table.unfoundCount]).toEqual([rows.length, unfound.length]);
        });
      }),
    );
  });
}
