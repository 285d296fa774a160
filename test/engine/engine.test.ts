import { expect, it } from 'vitest';
import { startMuster } from '../../src/index.ts';
import { findSharedServers } from './own-places.ts';

it('keeps the state of a server where the run says', async () => {
  const muster = await startMuster();
  try {
    expect(muster.dataDirectory === undefined).toBe(findSharedServers() !== undefined);
  } finally {
    await muster.stop();
  }
});
