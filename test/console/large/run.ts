/**
 * The console at the size that an import may have: a file of 500,000 records is checked in the browser, imported under the open page of its
 * job, its log filtered; then a pool of 1,000,000 users and 1,000 jobs is looked at. `node test/console/large/run.ts`; `--users` and
 * `--pool-users` make it smaller. Prints what it ran on and each figure with its aim; ends with 1 if one is missed.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { describeMachine } from '../../../bench/machine.ts';
import { median, percentile } from '../../../bench/trial.ts';
import { launchChromium } from '../../browser/launch-chromium.ts';
import { generateFile } from '../../oracle/run-oracle.ts';
import { startServerProcess } from '../../server-process.ts';
import { awaitConsole, openConsole, signInWithDefaults } from '../open-console.ts';
import { fillPool } from './fill-pool.ts';
import { type BrowserCheck, timeBrowserCheck, timeMusterCheck } from './measure-check.ts';
import { measureFirstViews } from './measure-first-view.ts';
import { timeBrowserFix, writeFileToFix } from './measure-fix.ts';
import { measureLiveImport, measureLog } from './measure-import.ts';
import { visitPages } from './measure-pages.ts';
import { longestOf, WATCH_SCRIPT } from './watch-page.ts';

const FIRST_VIEWS = 9;
const ROUNDS = 15;
const BAD_PERCENT = 2;
const AIMS = { firstViewMs: 1_000, tabBytes: 400e6, answerMs: 100, checkRatio: 0.5, longTaskMs: 100, pauseMs: 5_000 };

const { values } = parseArgs({
  options: {
    users: { type: 'string', default: '500000' },
    'pool-users': { type: 'string', default: '1000000' },
    checks: { type: 'string', default: '3' },
    seed: { type: 'string', default: '1' },
  },
});
const users = Number(values.users);
const poolUsers = Number(values['pool-users']);
const checks = Number(values.checks);
const seed = Number(values.seed);
const startedAt = performance.now();
const directory = mkdtempSync(join(tmpdir(), 'muster-console-'));
const print = (line: string) => process.stdout.write(`${line}\n`);
const judge = (isGood: boolean, line: string) => {
  print(`${isGood ? 'yes' : 'NO '}  ${line}`);
  if (!isGood) process.exitCode = 1;
};
const ms = (value: number) => `${Math.round(value)} ms`;

const server = await startServerProcess({ logLevel: 'warn' });
const browser = await launchChromium();
try {
  print(`${describeMachine()}; Chromium ${browser.version()}`);
  print(`${users} records, a pool of ${poolUsers} users and 1000 jobs; seed ${seed}`);
  await awaitConsole(server.url);
  await reportFirstViews();
  const file = join(directory, 'users.csv');
  await generateFile(file, { users, seed, badPercent: BAD_PERCENT, customAttributes: [] });
  const opened = await openConsole(browser, server, { hash: '#/import', initScript: WATCH_SCRIPT });
  await signInWithDefaults(opened);
  const { page } = opened;
  await reportFix();
  await reportChecks(file);

  const job = await measureLiveImport(browser, page);
  print(`     the import took ${job.seconds.toFixed(1)} s from the click, upload included`);
  judge(
    job.changes > 3 && job.longestPauseMs <= AIMS.pauseMs,
    `the page of the job stays live: ${job.changes} changes of its counters, at most ${ms(job.longestPauseMs)} apart`,
  );
  judge(
    job.longestTask <= AIMS.answerMs,
    `longest task of that page meanwhile ${ms(job.longestTask)} of the processor (aim ${AIMS.answerMs}), ${ms(longestOf(job.watched.longTasks))} by the clock`,
  );
  for (const { what, seconds } of await measureLog(page, users))
    print(`     the log of ${users} events: ${what} in ${seconds.toFixed(2)} s`);

  await fillPool(server.url, job.poolId, poolUsers, directory);
  const pool = `#/pools/${job.poolId}`;
  const visits = await visitPages(
    browser,
    page,
    opened.go,
    [
      { hash: '#/pools', row: /users/ },
      { hash: `${pool}/users`, row: /@/ },
      { hash: `${pool}/users?by=username&how=begins&value=further`, row: /further/ },
      { hash: `${pool}/jobs`, row: /waits/ },
      { hash: '#/jobs', row: /waits/ },
      { hash: `#/users?pool=${job.poolId}`, row: /@/ },
      { hash: `${pool}/jobs/${job.jobId}`, row: /Line Number 1 / },
    ],
    ROUNDS,
  );
  for (const { hash, longest, waits } of visits) {
    const shown = hash.replace(job.poolId, 'ID').replace(job.jobId, 'JOB');
    print(
      `     ${shown}: list in ${ms(median(waits))} (median), longest task ${ms(median(longest))} (median), ${ms(longestOf(longest))} at most`,
    );
  }
  const longest = visits.flatMap((visit) => visit.longest);
  judge(
    percentile(longest, 99) < AIMS.longTaskMs,
    `longest task of each of ${longest.length} visits, of the processor: p50 ${ms(median(longest))}, p99 ${ms(percentile(longest, 99))} (aim ${AIMS.longTaskMs})`,
  );
  judge(opened.complaints.length === 0, `complaints of the browser: ${opened.complaints.join('; ') || 'none'}`);
  await opened.context.close();
  print(
    `load of the machine in the last 1, 5 and 15 minutes: ${loadavg()
      .map((load) => load.toFixed(1))
      .join(', ')}`,
  );
  print(`took ${Math.round((performance.now() - startedAt) / 1_000)} s`);

  async function reportChecks(path: string): Promise<void> {
    const inBrowser: BrowserCheck[] = [];
    const alone: number[] = [];
    while (alone.length < checks) {
      alone.push(await timeMusterCheck(path));
      inBrowser.push(await timeBrowserCheck(browser, page, path));
    }
    const cli = median(alone);
    const own = median(inBrowser.map(({ seconds }) => seconds));
    const peak = Math.max(...inBrowser.map(({ tabPeakBytes }) => tabPeakBytes));
    const answer = longestOf(inBrowser.flatMap(({ watched }) => watched.answers));
    const task = longestOf(inBrowser.map(({ longestTask }) => longestTask));
    const timer = longestOf(inBrowser.map(({ watched }) => watched.latestTimer));
    judge(
      cli / own >= AIMS.checkRatio,
      `check in the browser ${own.toFixed(2)} s, muster check ${cli.toFixed(2)} s (medians of ${checks}): ${(cli / own).toFixed(2)} times as fast (aim ${AIMS.checkRatio})`,
    );
    judge(peak < AIMS.tabBytes, `most memory of the tab ${(peak / 1e6).toFixed(0)} MB (aim ${AIMS.tabBytes / 1e6})`);
    judge(
      task <= AIMS.answerMs,
      `longest task of the page meanwhile ${ms(task)} of the processor (aim ${AIMS.answerMs}); by the clock a key is answered within ${ms(answer)}, a timer ${ms(timer)} late`,
    );
  }

  async function reportFix(): Promise<void> {
    const path = join(directory, 'to-fix.csv');
    await writeFileToFix(path, users);
    const { seconds, watched, longestTask, tabPeakBytes } = await timeBrowserFix(browser, page, path);
    print(`     fix of what is safe in ${seconds.toFixed(2)} s`);
    judge(
      tabPeakBytes < AIMS.tabBytes,
      `most memory of the tab meanwhile ${(tabPeakBytes / 1e6).toFixed(0)} MB (aim ${AIMS.tabBytes / 1e6})`,
    );
    judge(
      longestTask <= AIMS.answerMs,
      `longest task of the page meanwhile ${ms(longestTask)} of the processor (aim ${AIMS.answerMs}); by the clock a timer ${ms(watched.latestTimer)} late`,
    );
  }
} finally {
  await browser.close();
  await server.stop();
  rmSync(directory, { recursive: true });
}

async function reportFirstViews(): Promise<void> {
  const session = {
    accessKeyId: 'test',
    secretAccessKey: 'test',
    region: 'us-east-1',
    account: '123456789012',
    arn: 'arn:aws:iam::123456789012:root',
    clockOffsetMs: 0,
  };
  const views = [
    ['to sign in', { text: 'Sign in with default credentials' }],
    ['of whoever is signed in, the frame of a page', { text: 'Loading the page…', session }],
  ] as const;
  for (const [name, view] of views) {
    const times = await measureFirstViews(browser, server.url, view, FIRST_VIEWS);
    judge(
      median(times) <= AIMS.firstViewMs,
      `first view ${name}, cold: ${describeTimes(times)} (aim ${AIMS.firstViewMs})`,
    );
  }
  const lists = await measureFirstViews(browser, server.url, { text: 'No user pools', session }, FIRST_VIEWS);
  print(`     the list of user pools in that frame, cold: ${describeTimes(lists)}`);
}

function describeTimes(times: readonly number[]): string {
  return `median of ${times.length} ${ms(median(times))}, ${ms(Math.min(...times))} to ${ms(Math.max(...times))}`;
}
