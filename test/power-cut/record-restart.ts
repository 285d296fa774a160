import { mkdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { CognitoIdentityProviderClient, DescribeUserImportJobCommand } from '@aws-sdk/client-cognito-identity-provider';
import { clientOptions } from '../drive-import.ts';
import { type LeftState, writeLeftState } from './left-state.ts';
import { type RecordedRun, requireTrueModel } from './record-run.ts';
import { startTracedProcess } from './traced-process.ts';

const POLL_MS = 20;

export interface RestartOptions {
  /** An existing empty directory. */
  readonly directory: string;
  readonly bin?: string | undefined;
  /** What a power cut at the line `cut` has left of the disk of `run`. */
  readonly state: LeftState;
  readonly cut: number;
  readonly run: RecordedRun;
}

/**
 * The start behind a power cut, under strace, up to the end of the imports that it resumes: in it, too, the power may be cut. All that had
 * been answered before the first cut is to be found after the second one.
 */
export async function recordRestart({ directory, bin, state, cut, run }: RestartOptions): Promise<RecordedRun> {
  const root = join(directory, 'disk');
  mkdirSync(root);
  writeLeftState(state, run.root, root);
  const initial = new Map([...state].map(([path, content]) => [join(root, relative(run.root, path)), content]));
  const words = ['serve', '--port', String(run.port), '--data', join(root, 'data'), '--log-level', 'silent'];
  const server = startTracedProcess(words, { root: directory, bin });
  const { url, pid } = await server.listening();
  const client = new CognitoIdentityProviderClient(clientOptions(url));
  try {
    for (const { userPoolId, jobId } of run.jobs) await waitForRest(client, userPoolId, jobId);
  } finally {
    client.destroy();
    process.kill(pid, 'SIGTERM');
  }
  const events = await server.readEvents(new Set(initial.keys()));
  requireTrueModel({ initial, events, root });
  const known = run.acknowledgements.filter(({ at }) => at < cut).map(({ fact }) => ({ at: -1, fact }));
  return { ...run, root, initial, events, acknowledgements: known };
}

/** Until the job, if there is one, neither waits nor runs. */
async function waitForRest(client: CognitoIdentityProviderClient, UserPoolId: string, JobId: string): Promise<void> {
  for (;;) {
    const command = new DescribeUserImportJobCommand({ UserPoolId, JobId });
    const answer = await client.send(command).catch((error: unknown) => {
      if (error instanceof Error && error.name === 'ResourceNotFoundException') return undefined;
      throw error;
    });
    const status = answer?.UserImportJob?.Status;
    if (status !== 'Pending' && status !== 'InProgress') return;
    await wait(POLL_MS);
  }
}
