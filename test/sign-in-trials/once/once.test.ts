import { expect, it } from 'vitest';
import { describeWithPostgres } from '../../postgres-server.ts';
import { describeWithS3 } from '../../s3-server.ts';
import { RACES } from './races.ts';
import { runRaces } from './run-races.ts';

const ROUNDS = 10;

describeWithPostgres('two nodes on PostgreSQL', () => {
  describeWithS3('and a bucket', () => {
    it('let a code, of a message or an app, as the only factor or the second one, the answers and the key of a device, the session of a sign-up, a rotating token, an SRP answer and an imported hash be used once, also when both get it in one instant (R882, R884, R1100, R911, S39, S48, S72, S83, S87, S103, R875, R1051)', async () => {
      expect(await runRaces({ races: RACES, rounds: ROUNDS })).toEqual(
        RACES.map(({ name }) => ({ name, rounds: ROUNDS, faults: [] })),
      );
    });
  });
});
