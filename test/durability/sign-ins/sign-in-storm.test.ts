import { expect, it } from 'vitest';
import { describeWithPostgres } from '../../postgres-server.ts';
import { describeWithS3 } from '../../s3-server.ts';
import { runSignInStorm } from './run-sign-in-storm.ts';

const KILLS = 6;
const SEED = 20_261_130;

it('leaves each user exactly one password, loses no code that was told and takes none twice, and forgets and remembers devices as was told, whenever the server is killed (R875, R882, R884, R886, R1100, R911, R920, R925, R1051, S39, S48, S83, R258, R259)', async () => {
  const { people, lives, mails, differences } = await runSignInStorm({ engine: 'sqlite', kills: KILLS, seed: SEED });
  expect(differences).toEqual([]);
  expect(people).toBeGreaterThan(0);
  expect(mails.messages).toBeGreaterThan(0);
  expect(lives.byCode + lives.byApp + lives.byDevice + lives.verified).toBeGreaterThan(0);
});

describeWithPostgres('two nodes on one database', () => {
  describeWithS3('and a bucket', () => {
    it('leave each user exactly one password, whichever of them is killed, and send the messages of the other (S39, S48)', async () => {
      const { people, mails, differences } = await runSignInStorm({ engine: 'postgres', kills: KILLS, seed: SEED });
      expect(differences).toEqual([]);
      expect(people).toBeGreaterThan(0);
      expect(mails.messages).toBeGreaterThan(0);
    });
  });
});
