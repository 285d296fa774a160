import { setTimeout as wait } from 'node:timers/promises';
import { RandomSource } from '../../../src/cli/generate/random-source.ts';
import { makeImportFiles } from './import-files.ts';
import { type Account, ImportRuns, openAccount, type RunsTally } from './import-runs.ts';
import { readJobJournal } from './job-journal.ts';
import { findGivenAway, type JournalVerdict, judgeJournal, type NodeEvent } from './judge-journal.ts';
import { judgeLogs, type LogsVerdict } from './judge-logs.ts';
import { stormNodes } from './node-storm.ts';
import { type StormCluster, startStormCluster } from './storm-cluster.ts';

const POLL_MS = 50;
/** A node takes 170 MB before it is asked anything; long answers, uploads and two imports at once come and go on top of that. */
const PEAK_MEMORY_BYTES_MAX = 512_000_000;

export interface NodeStorm {
  readonly events: readonly NodeEvent[];
  readonly tally: RunsTally;
  readonly journal: JournalVerdict;
  readonly logs: LogsVerdict;
  /** Uploads that killed nodes left in the bucket, for the sweep. */
  readonly strays: number;
  /** Of each of the nodes over all its lives, in bytes. */
  readonly peakMemoryBytes: readonly number[];
  /** Whatever is not as the oracle, the journal, the logs or the tables say. */
  readonly differences: readonly string[];
}

export interface NodeStormOptions {
  readonly events: number;
  /** Draws files, nodes and moments. */
  readonly seed: number;
  /** Runs of forty jobs that are under way at once. */
  readonly parallelRuns: number;
  /** The command; that of the clone if none is given. */
  readonly bin?: string;
  /** How long jobs of a node that is gone may wait until they go on elsewhere; as long as on an idle machine if not given. */
  readonly takenOverMsMax?: number;
  /** No more events once something is not as it should be. */
  readonly endsAtDifference?: boolean;
  /** Hears each event and each difference when it is there. */
  readonly onProgress?: (line: string) => void;
}

/**
 * Kills and pauses four nodes so often in all, while runs of forty jobs go through them, through whichever lives; then compares
 * everything.
 */
export async function runNodeStorm(options: NodeStormOptions): Promise<NodeStorm> {
  const cluster = await startStormCluster(options.bin);
  try {
    return await stormCluster(cluster, options);
  } finally {
    await cluster.stop();
  }
}

async function stormCluster(
  { url, database, nodes, accounts, checkBucket }: StormCluster,
  {
    events: count,
    seed,
    parallelRuns,
    takenOverMsMax,
    endsAtDifference = false,
    onProgress = () => {},
  }: NodeStormOptions,
): Promise<NodeStorm> {
  const differences: string[] = [];
  const report = (difference: string): void => {
    differences.push(difference);
    onProgress(difference);
  };
  const tally: RunsTally = {
    begun: 0,
    runs: 0,
    jobs: 0,
    records: 0,
    stopped: 0,
    waiting: 0,
    repeats: { away: 0, serverErrors: 0 },
  };
  const open: Account[] = [];
  for (const credentials of accounts) open.push(await openAccount(url, credentials));
  const files = makeImportFiles(new RandomSource(seed));
  let isOver = false;
  const run = async (index: number): Promise<void> => {
    const random = new RandomSource(seed + 1 + index);
    const runs = new ImportRuns({
      url,
      accounts: open,
      files,
      database,
      random,
      tally,
      report,
      onProgress,
      isOver: () => isOver,
    });
    // Whoever meets an answer that cannot be goes no further; the storm does.
    await runs.run().catch((error: unknown) => report(`nothing more was tried after ${error}`));
  };
  const storm = async (): Promise<NodeEvent[]> => {
    try {
      // Before that there is nothing to lose.
      while (tally.begun === 0 && differences.length === 0) await wait(POLL_MS);
      const random = new RandomSource(seed + 1_000);
      const isEnough = async () =>
        endsAtDifference &&
        (differences.length > 0 || judgeJournal(await readJobJournal(database), []).differences.length > 0);
      return await stormNodes({ nodes, database, random, count, isEnough, onProgress });
    } finally {
      isOver = true;
    }
  };
  const [events] = await Promise.all([storm(), ...Array.from({ length: parallelRuns }, (_, index) => run(index))]);
  for (const { client } of open) client.destroy();
  for (const node of nodes) {
    const exitCode = await node.stop();
    if (exitCode !== 0) report(`${node.life} ended with ${exitCode} at SIGTERM`);
  }

  const changes = await readJobJournal(database);
  const journal = judgeJournal(changes, events, takenOverMsMax);
  const lines = nodes.flatMap(({ log }) => log);
  const logs = judgeLogs(lines, events, (event) => findGivenAway(changes, event));
  const bucket = await checkBucket();
  [...journal.differences, ...logs.differences, ...bucket.differences].forEach(report);
  const peakMemoryBytes = nodes.map((node) => node.peakMemoryBytes);
  for (const bytes of peakMemoryBytes) {
    if (bytes > PEAK_MEMORY_BYTES_MAX) report(`a node took ${bytes} bytes of memory`);
  }
  return { events, tally, journal, logs, strays: bucket.strays, peakMemoryBytes, differences };
}
