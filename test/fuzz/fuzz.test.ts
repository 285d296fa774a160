import { expect, it } from 'vitest';
import { fuzzImport } from './fuzz-import.ts';

it('reads and judges 50,000 random and mutated files without an exception, in bounded memory', () => {
  const { records, imported, failed, headersAccepted, headersRefused } = fuzzImport(50_000, 1);
  // Inputs that never come past the header would prove little.
  expect(Math.min(records, imported, failed, headersAccepted, headersRefused)).toBeGreaterThan(5_000);
});
