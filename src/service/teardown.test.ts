import { describe, expect, it } from 'vitest';
import { Teardown } from './teardown.ts';

describe('Teardown', () => {
  it('runs its steps once, last first, one after the other', async () => {
    const log: string[] = [];
    const teardown = new Teardown();
    teardown.add(() => void log.push('first'));
    teardown.add(async () => {
      await new Promise((resolve) => setImmediate(resolve));
      log.push('second');
    });
    await Promise.all([teardown.run(), teardown.run()]);
    expect(log).toEqual(['second', 'first']);
  });

  it('goes on behind a step that fails, and then rejects with the first failure', async () => {
    const log: string[] = [];
    const teardown = new Teardown();
    teardown.add(() => void log.push('first'));
    teardown.add(() => {
      throw new Error('second');
    });
    teardown.add(async () => {
      throw new Error('third');
    });
    await expect(teardown.run()).rejects.toThrow('third');
    expect(log).toEqual(['first']);
  });
});
