import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Turns } from './turns.ts';

const turnOfLoop = () => new Promise<void>((resolve) => setImmediate(resolve));

describe('turns', () => {
  it('let so many begin now, and the others in the next turns, in order', async () => {
    const turns = new Turns(2);
    const begun: number[] = [];
    for (let index = 0; index < 5; index++) {
      const turn = turns.next();
      if (turn) void turn.then(() => begun.push(index));
      else begun.push(index);
    }
    expect(begun).toEqual([0, 1]);
    await turnOfLoop();
    expect(begun).toEqual([0, 1, 2, 3]);
    await turnOfLoop();
    expect(begun).toEqual([0, 1, 2, 3, 4]);
  });

  it('let nobody overtake who waits, and never forget one', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat(6), { maxLength: 12 }),
        fc.integer({ min: 1, max: 3 }),
        async (arrivals, perTurn) => {
          const turns = new Turns(perTurn);
          const begun: number[] = [];
          let count = 0;
          for (const arriving of arrivals) {
            const before = begun.length;
            for (let index = 0; index < arriving; index++) {
              const number = count++;
              const turn = turns.next();
              if (turn) void turn.then(() => begun.push(number));
              else begun.push(number);
            }
            expect(begun.length - before).toBeLessThanOrEqual(perTurn);
            await turnOfLoop();
          }
          for (let turn = 0; turn <= count; turn++) await turnOfLoop();
          expect(begun).toEqual(Array.from({ length: count }, (_, index) => index));
        },
      ),
    );
  });
});
