import { describe, expect, it } from 'vitest';
import { collectGarbage } from '../base/collect-garbage.ts';
import { QuietCollector } from './quiet-collector.ts';

describe('the memory of bodies', () => {
  it('is collected once it is quiet, and not for a few bytes', async () => {
    const { promise: isCollected, resolve } = Promise.withResolvers<void>();
    let count = 0;
    const collector = new QuietCollector(() => {
      count += 1;
      resolve();
    }, 20);
    collector.note(33_554_431);
    await new Promise((done) => setTimeout(done, 40));
    expect(count).toBe(0);
    collector.note(1);
    collector.note(1);
    await isCollected;
    expect(count).toBe(1);
  });

  it('is free then', () => {
    let kept: object | undefined = { bytes: Buffer.alloc(1_000) };
    const reference = new WeakRef(kept);
    kept = undefined;
    // A reference is held to the end of the turn in which it was made.
    return new Promise<void>((resolve) => setImmediate(resolve)).then(() => {
      collectGarbage();
      expect(reference.deref()).toBeUndefined();
    });
  });
});
