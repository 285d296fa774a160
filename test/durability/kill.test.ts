import { describe, expect, it } from 'vitest';
import { describeKillMoment, drawKillMoments } from './kill-moment.ts';
import { runKilledImport } from './run-killed-import.ts';

const SEED = 3;
const USERS = 20_000;
const KILLS = 5;

describe('an import whose server is killed', () => {
  const moments = drawKillMoments(KILLS, SEED).map((moment) => [describeKillMoment(moment), moment] as const);

  it.each(moments)('%s ends as if nothing had happened (R66)', async (_name, moment) => {
    const { differences, blobsLeft } = await runKilledImport(USERS, SEED, moment);
    expect(differences).toEqual([]);
    expect(blobsLeft).toBe(0);
  });
});
