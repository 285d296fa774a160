import { expect, it } from 'vitest';
import { compareKinds } from './compare-kinds.ts';
import { KINDS } from './hidden-kinds.ts';

it('answers users with a password, without one, after a reset and unknown ones in one shape each, by password, SRP, ForgotPassword and the codes of a sign-up (R915, S20 to S27, S32, R823)', async () => {
  const figures = await compareKinds({ triesPerKind: 12, seed: 1 });
  expect(figures.map(({ step }) => step)).toEqual([
    ...['password', 'SRP, first step', 'SRP, second step', 'ForgotPassword', 'ResendConfirmationCode', 'ConfirmSignUp'],
  ]);
  for (const { step, shapes } of figures) {
    expect([step, [...shapes.values()].map((kinds) => [...kinds].toSorted())]).toEqual([step, [KINDS.toSorted()]]);
  }
});
