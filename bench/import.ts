import { importFile } from './import-file.ts';
import { runReading, runReference, runStatements } from './import-limits.ts';
import { ALIAS_POOL, type BenchPool, DEFAULT_POOL, HASH_POOL } from './import-pools.ts';
import type { Trial } from './trial.ts';
import { USERS, usersFile } from './users-file.ts';

/** One job over the whole file, from StartUserImportJob to Succeeded, and in the same run what nothing can be faster than. */
export const importTrials: readonly Trial[] = [
  importTrial('import', DEFAULT_POOL),
  importTrial('import-aliases', ALIAS_POOL),
  importTrial('import-hashes', HASH_POOL),
];

function importTrial(name: string, pool: BenchPool): Trial {
  return {
    name,
    about: `${USERS.toLocaleString('en')} users into ${pool.name === ALIAS_POOL.name ? 'an' : 'a'} ${pool.name}, from StartUserImportJob to Succeeded, in turn with its limits`,
    runs: 5,
    async run() {
      const path = await usersFile(USERS, pool.passwordHashingAlgorithm);
      const reference = await runReference(path, pool);
      const { seconds, cpuSeconds, peakMemoryBytes } = await importFile(path, pool, reference.users);
      const statements = await runStatements(path, pool);
      const reading = await runReading(path);
      const rate = USERS / seconds;
      const referenceRate = USERS / reference.seconds;
      return [
        { name: 'import', value: seconds, unit: 's' },
        { name: 'rate', value: rate, unit: 'users/s' },
        { name: 'C program on SQLite', value: referenceRate, unit: 'users/s' },
        { name: 'share of the C program', value: (100 * rate) / referenceRate, unit: '%' },
        { name: "Muster's statements alone", value: USERS / statements.seconds, unit: 'users/s' },
        { name: 'reading and splitting alone', value: reading.records / reading.seconds, unit: 'records/s' },
        { name: 'processor time of the server', value: (cpuSeconds / USERS) * 1e6, unit: 'µs/user' },
        { name: 'peak memory of the server', value: peakMemoryBytes / 1e6, unit: 'MB' },
      ];
    },
  };
}
