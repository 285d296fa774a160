import { expect, it } from 'vitest';
import { convertMutations } from './convert-mutations.ts';

it('an export that was changed anywhere ends with each record counted, and files that pass the check (R701, R702, R704, R715)', async () => {
  const { converted, refused, out } = await convertMutations(200, 1);
  expect(converted + refused).toBe(200);
  expect(out).toBeGreaterThan(200);
});
