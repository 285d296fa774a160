import type { PlantedBug } from '../storm/planted-bug.ts';

/** What the storm of nodes must find. */
export const PLANTED_BUGS: Readonly<Record<string, PlantedBug>> = {
  /** A batch is written whoever holds the job by now. */
  'no-fence': {
    file: 'src/store/postgres/commit-batch.ts',
    before:
      /^return \(await this\.#connection\.query<JobRow>\(statements\.LOCK_JOB, \[jobKey, leaseNumber\]\)\)\.rows\[0\];$/,
    lines: [
      "const present = await this.#connection.query<{ n: number }>('SELECT lease_number AS n FROM import_jobs WHERE key = $1', [jobKey]);",
      'leaseNumber = present.rows[0]?.n ?? leaseNumber;',
    ],
  },
};
