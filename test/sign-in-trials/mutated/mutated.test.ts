import { expect, it } from 'vitest';
import { fuzzUnsigned } from './fuzz-unsigned.ts';
import { UNSIGNED_OPERATIONS } from './mutate-input.ts';

it('answers 500 mutated requests that nobody signed with the errors of their operations only, and logs no secret (R4, R11, S113)', async () => {
  const kinds = await fuzzUnsigned(500, 1);
  // Requests that all end at one check would prove little.
  for (const operation of UNSIGNED_OPERATIONS) {
    const ofOperation = [...kinds.keys()].filter((kind) => kind.startsWith(`${operation} `));
    expect([operation, ofOperation.length > 1]).toEqual([operation, true]);
  }
  for (const kind of ['InitiateAuth OK', 'ForgotPassword OK', 'GetUser OK', 'InitiateAuth NotAuthorizedException']) {
    expect([kind, kinds.has(kind)]).toEqual([kind, true]);
  }
});
