import { expect, it } from 'vitest';
import { fuzzWire } from './fuzz-wire.ts';

it('answers 600 mutated requests and uploads with their errors only, leaks nothing and keeps what it has (R4, R10, R11, R15, R29, R94, R96, R142)', async () => {
  const kinds = await fuzzWire(600, 1);
  // Requests that all end at one check would prove little.
  for (const kind of [
    'OK',
    'SerializationException',
    'InvalidParameterException',
    'ResourceNotFoundException',
    'PreconditionNotMetException',
    'InvalidSignatureException',
    'BadRequestException',
    'upload OK',
    'upload SignatureDoesNotMatch',
  ]) {
    expect([kind, (kinds.get(kind) ?? 0) > 5]).toEqual([kind, true]);
  }
});
