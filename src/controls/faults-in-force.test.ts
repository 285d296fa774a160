import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FAULT_KINDS, FAULT_MOMENTS, type TestFault } from './fault.ts';
import { type Blow, FaultsInForce } from './faults-in-force.ts';

const OPERATION = 'StartUserImportJob';
const NOTHING: Blow = { delayMs: 0, end: undefined };

function strikes(faults: readonly TestFault[], count: number, operation = OPERATION): (Blow['end'] | number)[] {
  const inForce = new FaultsInForce();
  inForce.replace(faults);
  return Array.from({ length: count }, () => {
    const { delayMs, end } = inForce.strike(operation, 'Before');
    return end ?? delayMs;
  });
}

describe('FaultsInForce', () => {
  it.each<[string, readonly TestFault[], ReturnType<typeof strikes>]>([
    ['none', [], [0, 0, 0]],
    ['of another operation', [{ operation: 'GetCSVHeader', kind: 'Cut' }], [0, 0, 0]],
    ['after the operation', [{ operation: OPERATION, kind: 'Cut', when: 'After' }], [0, 0, 0]],
    ['of every request', [{ operation: OPERATION, kind: 'Error' }], ['Error', 'Error', 'Error']],
    ['of all operations', [{ operation: '*', kind: 'Throttle' }], ['Throttle', 'Throttle', 'Throttle']],
    ['that is counted', [{ operation: '*', kind: 'Cut', count: 2 }], ['Cut', 'Cut', 0]],
    ['of no share', [{ operation: '*', kind: 'Cut', share: 0 }], [0, 0, 0]],
    [
      'delays that add up',
      [
        { operation: '*', kind: 'Delay', delayMs: 300, count: 1 },
        { operation: OPERATION, kind: 'Delay', delayMs: 20 },
      ],
      [320, 20, 20],
    ],
    [
      'one behind another that is over',
      [
        { operation: '*', kind: 'Error', count: 1 },
        { operation: '*', kind: 'Throttle', count: 1 },
      ],
      ['Error', 'Throttle', 0],
    ],
  ])('applies faults in the order of the list: %s (R574, R575)', (_name, faults, expected) => {
    expect(strikes(faults, 3)).toEqual(expected);
  });

  it('delays a request that it then ends (R574)', () => {
    const inForce = new FaultsInForce();
    inForce.replace([
      { operation: '*', kind: 'Delay', delayMs: 50 },
      { operation: '*', kind: 'Cut' },
      { operation: '*', kind: 'Delay', delayMs: 7 },
    ]);
    expect(inForce.strike(OPERATION, 'Before')).toEqual({ delayMs: 50, end: 'Cut' });
    expect(inForce.describe().map(({ requests, applied }) => [requests, applied])).toEqual([
      [1, 1],
      [1, 1],
      [0, 0],
    ]);
  });

  it('describes each fault with its defaults and what it has done, and begins again when it is replaced (R578)', () => {
    const inForce = new FaultsInForce();
    const fault: TestFault = { operation: '*', kind: 'Error', count: 1 };
    inForce.replace([fault]);
    for (let index = 0; index < 3; index++) inForce.strike(OPERATION, 'Before');
    expect(inForce.describe()).toEqual([{ ...fault, when: 'Before', share: 1, seed: 0, requests: 1, applied: 1 }]);
    inForce.replace([fault]);
    expect(inForce.describe()).toMatchObject([{ requests: 0, applied: 0 }]);
    inForce.replace([]);
    expect(inForce.strike(OPERATION, 'Before')).toEqual(NOTHING);
  });

  const anyFault: fc.Arbitrary<TestFault> = fc.record(
    {
      operation: fc.constantFrom('*', OPERATION, 'GetCSVHeader'),
      kind: fc.constantFrom(...FAULT_KINDS),
      when: fc.constantFrom(...FAULT_MOMENTS),
      share: fc.double({ min: 0, max: 1, noNaN: true }),
      seed: fc.nat(),
      count: fc.integer({ min: 1, max: 5 }),
      delayMs: fc.constant(10),
    },
    { requiredKeys: ['operation', 'kind', 'delayMs'] },
  );
  const anyRequest = fc.tuple(fc.constantFrom(OPERATION, 'GetCSVHeader'), fc.constantFrom(...FAULT_MOMENTS));

  it('does the same again for the same faults and requests, and nothing more often than its count (R575)', () => {
    fc.assert(
      fc.property(fc.array(anyFault, { maxLength: 5 }), fc.array(anyRequest, { maxLength: 50 }), (faults, requests) => {
        const [one, other] = [new FaultsInForce(), new FaultsInForce()];
        one.replace(faults);
        other.replace(faults);
        for (const [operation, when] of requests) {
          expect(one.strike(operation, when)).toEqual(other.strike(operation, when));
        }
        for (const { applied, requests: reached, count, operation, when } of one.describe()) {
          expect(applied).toBeLessThanOrEqual(Math.min(reached, count ?? Number.POSITIVE_INFINITY));
          const meant = requests.filter(([name, at]) => (operation === '*' || operation === name) && at === when);
          expect(reached).toBeLessThanOrEqual(meant.length);
        }
      }),
    );
  });
});
