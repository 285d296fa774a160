import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseReasonRow, toReasonRow } from './reason-rows.ts';

const text = fc.string({ unit: fc.constantFrom('a', ',', '"', '=', '+', "'", 'é', '7'), maxLength: 10 });

it('a row of reasons comes back as it was written, whatever a spreadsheet would take it for (R950)', () => {
  const row = fc.record({
    file: text,
    line: fc.nat(),
    record: fc.nat(),
    id: text,
    username: text,
    reason: text,
    remedy: text,
  });
  fc.assert(
    fc.property(row, (given) => {
      const written = toReasonRow(given);
      expect(parseReasonRow(written.replace(/\r\n$/, ''))).toEqual(given);
    }),
  );
});

it('a value that a spreadsheet would run has an apostrophe before it (R950)', () => {
  const row = { file: 'a.csv', line: 2, record: 1, id: '', username: '=1+1', reason: '@x', remedy: '+4912345' };
  expect(toReasonRow(row)).toBe("a.csv,2,1,,'=1+1,'@x,+4912345\r\n");
});
