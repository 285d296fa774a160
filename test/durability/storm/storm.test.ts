import { expect, it } from 'vitest';
import { runStorm } from './run-storm.ts';

const KILLS = 12;
const SEED = 20_261_124;

it('loses nothing and counts nothing twice, whenever it is killed (R66, R134, R297)', async () => {
  const { imports, users, differences } = await runStorm({ kills: KILLS, seed: SEED });
  expect(differences).toEqual([]);
  expect(imports.imports).toBeGreaterThan(0);
  expect(users.acknowledged).toBeGreaterThan(0);
});
