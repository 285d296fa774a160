import { describe, expect, it } from 'vitest';
import { isTooManyFailures } from './is-too-many-failures.ts';

describe('isTooManyFailures', () => {
  it.each([
    [0, 0, 1, true],
    [0, 0, 5, true],
    [14, 0, 32, true],
    [2, 0, 0, false],
    [6, 0, 0, false],
    [0, 3, 0, true],
    [1, 1, 0, false],
    [1, 1, 1, true],
    [0, 0, 0, false],
  ])(
    'of %i imported, %i skipped and %i failed says %s (R294, R295)',
    (importedUsers, skippedUsers, failedUsers, tooMany) => {
      expect(isTooManyFailures({ importedUsers, skippedUsers, failedUsers })).toBe(tooMany);
    },
  );
});
