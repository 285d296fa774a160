import type { PlantedBug } from '../storm/planted-bug.ts';

/** What the storm of nodes must find. */
export const PLANTED_BUGS: Readonly<Record<string, PlantedBug>> = {
  /** A batch is written whoever holds the job by now. */
  'no-fence': {
    file: 'src/store/postgres/commit-batch.ts',
    before: /^const \{ jobKey, leaseNumber \} = parseLeaseToken\(leaseToken\);$/,
    lines: [
      'const { jobKey: key } = parseLeaseToken(leaseToken);',
      "const present = await connection.query<{ n: number }>('SELECT lease_number AS n FROM import_jobs WHERE key = $1', [key]);",
      "leaseToken = [key, present.rows[0]?.n].join('.') as LeaseToken;",
    ],
  },
};
