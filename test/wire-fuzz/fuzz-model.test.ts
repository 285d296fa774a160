import { expect, it } from 'vitest';
import { fuzzModel } from './fuzz-model.ts';

it('answers 1,000 inputs made from the model with the errors of their operations only (R4, R11, R19)', async () => {
  const kinds = await fuzzModel(1_000, 1);
  // Requests that all end at one check would prove little.
  for (const kind of ['OK', 'SerializationException', 'InvalidParameterException', 'ResourceNotFoundException']) {
    expect([kind, (kinds.get(kind) ?? 0) > 10]).toEqual([kind, true]);
  }
});
