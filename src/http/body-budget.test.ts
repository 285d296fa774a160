import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BodyBudget, type BodyShare } from './body-budget.ts';

const LIMITS = { bodiesBytesMax: 400, waitingBodiesMax: 3, bodyWaitMs: 60_000 };
const LONG = { ...LIMITS, waitingBodiesMax: 100 };

describe('the budget of bodies', () => {
  it('gives a quarter to strangers and the rest to known senders (R544)', () => {
    const budget = new BodyBudget(LIMITS);
    expect(budget.tryTake('stranger', 101)).toBeUndefined();
    expect(budget.tryTake('stranger', 100)).toBeDefined();
    expect(budget.tryTake('stranger', 1)).toBeUndefined();
    expect(budget.tryTake('known', 301)).toBeUndefined();
    expect(budget.tryTake('known', 300)).toBeDefined();
  });

  it('lets a body wait until another is answered, in the order of arrival (R544)', async () => {
    const budget = new BodyBudget(LIMITS);
    const held = budget.tryTake('known', 300);
    const order: string[] = [];
    const large = budget.take('known', 250).then((share) => {
      order.push('large');
      return share;
    });
    const small = budget.take('known', 60).then(() => order.push('small'));
    // There would be room for nothing of them, and none overtakes another.
    expect(budget.tryTake('known', 1)).toBeUndefined();
    held?.release();
    (await large)?.release();
    await small;
    expect(order).toEqual(['large', 'small']);
  });

  it('lets so many wait, and no more (R544)', async () => {
    const budget = new BodyBudget(LIMITS);
    const held = budget.tryTake('stranger', 100);
    const waiting = Array.from({ length: 3 }, () => budget.take('stranger', 10));
    expect(await budget.take('stranger', 10)).toBeUndefined();
    held?.release();
    expect(await Promise.all(waiting)).not.toContain(undefined);
  });

  it('gives up after the time to wait, and serves those behind the one that gave up (R544)', async () => {
    const budget = new BodyBudget({ ...LIMITS, bodyWaitMs: 20 });
    const held = budget.tryTake('known', 200);
    expect(await budget.take('known', 250)).toBeUndefined();
    expect(budget.tryTake('known', 100)).toBeDefined();
    held?.release();
    expect(budget.tryTake('known', 200)).toBeDefined();
  });

  it('takes a share back once', () => {
    const budget = new BodyBudget(LIMITS);
    const share = budget.tryTake('known', 200);
    share?.release();
    share?.release();
    expect(budget.tryTake('known', 301)).toBeUndefined();
    expect(budget.tryTake('known', 300)).toBeDefined();
  });

  it('takes a request without a body while others wait', () => {
    const budget = new BodyBudget(LONG);
    budget.tryTake('stranger', 100);
    void budget.take('stranger', 1);
    expect(budget.tryTake('stranger', 0)).toBeDefined();
  });

  it('never gives out more than it has, and all of it in the end (R544)', async () => {
    const step = fc.record({ bytes: fc.integer({ min: 0, max: 300 }), releases: fc.nat(5) });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
        const budget = new BodyBudget(LONG);
        const held: { readonly share: BodyShare; readonly bytes: number }[] = [];
        let heldBytes = 0;
        const release = async () => {
          const first = held.shift();
          heldBytes -= first?.bytes ?? 0;
          first?.share.release();
          // Whoever waited has its share before the next step.
          await Promise.resolve();
          await Promise.resolve();
          await Promise.resolve();
        };
        const asked = steps.map(() => false);
        for (const [index, { bytes, releases }] of steps.entries()) {
          void budget.take('known', bytes).then((share) => {
            if (!share) return;
            asked[index] = true;
            heldBytes += bytes;
            expect(heldBytes).toBeLessThanOrEqual(300);
            held.push({ share, bytes });
          });
          await Promise.resolve();
          await Promise.resolve();
          await Promise.resolve();
          for (let count = 0; count < releases; count++) await release();
        }
        while (held.length > 0) await release();
        expect(asked).not.toContain(false);
        expect(budget.tryTake('known', 300)).toBeDefined();
      }),
    );
  });
});
