import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { JournalEntry } from '../../driver/run/journal-event.ts';
import type { RunReport } from '../../driver/run/report.ts';
import { runMuster } from '../commands/muster-process.fixture.ts';
import { describeRun } from './describe-run.ts';
import { drawCurve } from './draw-curve.ts';
import { maskUsername } from './mask-username.ts';
import { readRunCurve } from './read-run-curve.ts';
import { buildReportPage } from './report-page.ts';
import { sampleJournal, sampleReport } from './sample-run.fixture.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'muster-report-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function writeRun(report: unknown, journal: readonly JournalEntry[] = sampleJournal()): void {
  writeFileSync(join(folder, 'report.json'), typeof report === 'string' ? report : JSON.stringify(report));
  writeFileSync(join(folder, 'journal.jsonl'), journal.map((entry) => `${JSON.stringify(entry)}\n`).join(''));
}

const run = (...words: string[]) => runMuster(['report', folder, ...words], { cwd: tmpdir() });
const page = () => readFileSync(join(folder, 'report.html'), 'utf8');

describe('muster report', () => {
  it('prints figures, reasons, first sign-in, limits, costs and next steps, and ends as the import did (R987)', async () => {
    writeRun(sampleReport());
    const { exitCode, stdout, stderr } = await run();
    expect(exitCode).toBe(1);
    for (const text of [
      '1,195,800 of 1,200,000 users imported; 3,000 already existed, 1,200 failed',
      'User pool people (eu-central-1_AbCdEfGhI) at Amazon Cognito in eu-central-1',
      '  900 records failed: The value of birthdate must have the format mm/dd/yyyy.',
      '    out/users-bcrypt.csv, line 17: a•••@e•••',
      '996,400 users come from files with BCRYPT hashes',
      '199,400 users have no password yet (RESET_REQUIRED)',
      'Import jobs: 4 of the 1,000 that a pool can have in its life; 1 part needed more than one',
      'Billed: 4,200 users became monthly active users',
      `muster check ${folder}/failed.csv --user-pool-id eu-central-1_AbCdEfGhI --aws --region eu-central-1 --against-pool --fix ${folder}/fixed-failed.csv`,
      'muster reconcile out/users-bcrypt.csv out/users.csv --user-pool-id eu-central-1_AbCdEfGhI',
      `rm -r ${folder}`,
    ])
      expect(stdout).toContain(text);
    expect(stdout).not.toContain('ann@example.com');
    expect(stderr).toContain(`${folder}/report.html`);
    expect(statSync(join(folder, 'report.html')).mode & 0o777).toBe(0o600);
  });

  it('shows user names in text and page when it is told to, and masks them again (R988)', async () => {
    writeRun(sampleReport());
    expect((await run('--show-values')).stdout).toContain('line 17: ann@example.com');
    expect(page()).toContain('ann@example.com');
    await run();
    expect(page()).not.toContain('ann@example.com');
    expect(page()).toContain('User names are masked.');
  });

  it('prints the same as one object for scripts (R987)', async () => {
    writeRun(sampleReport());
    const { exitCode, stdout } = await run('--json');
    expect(exitCode).toBe(1);
    expect(JSON.parse(stdout)).toEqual({
      type: 'summary',
      ...sampleReport(),
      page: join(folder, 'report.html'),
    });
  });

  it.each<[string, unknown, string]>([
    ['no JSON', '{"version":1,', 'is damaged'],
    ['something else', [], 'is not the report of a run'],
    ['a report without jobs', { ...sampleReport(), jobs: undefined }, 'is damaged'],
    ['another version', { ...sampleReport(), version: 2 }, 'was written by another version'],
  ])('ends with 2 for %s, and writes no page (R987)', async (_name, report, text) => {
    writeRun(report);
    const { exitCode, stderr } = await run('--json');
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining(text)]);
    expect(() => page()).toThrow();
  });

  it('ends with 2 for a folder that is of no run (R987)', async () => {
    const { exitCode, stderr } = await run();
    expect([exitCode, stderr]).toEqual([
      2,
      expect.stringContaining('is not the folder of an import: it has no plan.json'),
    ]);
  });
});

describe('the words of a report', () => {
  it('say that a run is not finished, and how to go on (R987, R1072)', () => {
    const words = describeRun(sampleReport({ status: 'Incomplete', exitCode: 2, notReached: 400_000 }), 'my run');
    expect(words.headline).toBe('Not finished: 400,000 of 1,200,000 records have no outcome yet');
    expect(words.next.flatMap(({ commands }) => commands)).toEqual(["muster resume 'my run'"]);
  });

  it.each<[string, Partial<RunReport>, readonly [tone: string, headline: string]]>([
    [
      'all imported',
      { importedUsers: 1_200_000, skippedUsers: 0, failedUsers: 0, exitCode: 0 },
      ['good', 'All 1,200,000 users imported'],
    ],
    [
      'all there before',
      { importedUsers: 0, skippedUsers: 1_200_000, failedUsers: 0, exitCode: 0 },
      ['good', '0 of 1,200,000 users imported; 1,200,000 already existed'],
    ],
    [
      'one failed',
      { importedUsers: 1_199_999, skippedUsers: 0, failedUsers: 1 },
      ['mixed', '1,199,999 of 1,200,000 users imported; 1 failed'],
    ],
  ])('of a run with %s (R987)', (_name, change, [tone, headline]) => {
    expect(describeRun(sampleReport(change), 'run')).toMatchObject({ tone, headline });
  });

  it('name the flags that lead to the same place (R987, R1072)', () => {
    const commandsAt = (service: 'muster' | 'cognito', description: string, more = {}) =>
      describeRun(
        sampleReport({ followUps: null, target: { ...sampleReport().target, service, description, ...more } }),
        'run',
      ).next.flatMap(({ commands }) => commands);
    expect(commandsAt('muster', 'http://127.0.0.1:4599')[1]).toMatch(
      / --endpoint-url http:\/\/127\.0\.0\.1:4599 --yes$/,
    );
    expect(commandsAt('muster', 'data directory my data')[1]).toMatch(/ --data 'my data'$/);
    expect(commandsAt('cognito', 'Amazon Cognito in eu-central-1')[1]).toMatch(/ --aws --region eu-central-1$/);
    const named = { profile: 'people', roleArn: 'arn:aws:iam::123456789012:role/logs' };
    expect(commandsAt('cognito', 'Amazon Cognito in eu-central-1', named).slice(0, 2)).toEqual([
      expect.stringMatching(/ --aws --region eu-central-1 --profile people --against-pool --fix \S+$/),
      expect.stringMatching(/ --profile people --role-arn arn:aws:iam::123456789012:role\/logs$/),
    ]);
  });

  it('count the records that convert left out, and the follow-ups that are done (R1103)', () => {
    const exported = {
      records: 1_200_024,
      leftOut: 24,
      byReason: [{ reason: 'The user was deleted.', count: 24 }],
    };
    const all = { importedUsers: 1_200_000, skippedUsers: 0, failedUsers: 0, exitCode: 0, export: exported };
    const words = describeRun(sampleReport(all), 'run');
    expect([words.tone, words.headline]).toEqual([
      'mixed',
      '1,200,000 of 1,200,024 records of the export imported; 24 were left out before by muster convert',
    ]);
    expect(words.leftOut).toEqual([{ name: '24 records', value: 'The user was deleted.' }]);
    expect(words.figures).toEqual(
      expect.arrayContaining([
        { name: 'Records of the export', value: '1,200,024' },
        { name: 'Left out by convert', value: '24' },
        { name: 'Groups', value: '12' },
        { name: 'Memberships', value: '4,200' },
        { name: 'Users disabled', value: '310' },
      ]),
    );
    const page = buildReportPage(sampleReport(all), { points: [], pausesMs: [] }, { folder: 'run', showValues: false });
    expect(page).toContain('<th scope="row">24 records</th><td>The user was deleted.</td>');
  });

  it('say how many follow-ups are left once all records have their outcome (R1104)', () => {
    const { followUps } = sampleReport();
    if (followUps === null) throw new Error('the sample has follow-ups');
    const report = sampleReport({
      status: 'Incomplete',
      exitCode: 2,
      followUps: { ...followUps, planned: 4_643 },
    });
    expect(describeRun(report, 'run').headline).toBe(
      'All records have their outcome; follow-ups are not finished: 76 of 4,643 to go',
    );
  });

  it('name the whole file of follow-ups for a run of a version that did not write those that are left (R1101)', () => {
    const [, again] = describeRun(sampleReport(), 'run').next.flatMap(({ commands }) => commands);
    expect(again).toMatch(/ --follow-up out\/follow-up\.jsonl$/);
  });

  it.each([
    ['ann@example.com', 'a•••@e•••'],
    ['+15551234567', '+•••67'],
    ['ann', 'a•••'],
    ['😀 smile', '😀•••'],
    ['', ''],
  ])('mask %s as %s (R988)', (username, masked) => {
    expect(maskUsername(username)).toBe(masked);
  });
});

describe('the page of a report', () => {
  it('asks for nothing from elsewhere, runs nothing, and shows text as text (R988)', () => {
    const target = { ...sampleReport().target, userPoolName: '<img onerror=alert(1)>' };
    const built = buildReportPage(
      sampleReport({ target }),
      { points: [], pausesMs: [] },
      { folder: 'a"b', showValues: true },
    );
    expect(built).not.toMatch(
      /<(?:script|img|link|iframe|object|embed|use|image)\b|\b(?:src|href|url)\s*[=(]|@import/i,
    );
    expect(built).toContain('&lt;img onerror=alert(1)&gt;');
    expect(built).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(built).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`);
  });

  it('draws what the journal says: nothing at first, all at the end, a pause where it was interrupted (R988)', async () => {
    writeRun(sampleReport());
    // What a killed command wrote of its last line.
    appendFileSync(join(folder, 'journal.jsonl'), '{"at":"2026-11-2');
    const curve = await readRunCurve(folder);
    expect(curve.points.length).toBeGreaterThan(200);
    expect(curve.points.length).toBeLessThan(500);
    expect(curve.points[0]).toEqual({ workedMs: 0, importedUsers: 0, skippedUsers: 0, failedUsers: 0 });
    const last = curve.points.at(-1);
    // 240, 240 and 110 minutes, without the ten hours between.
    expect(last?.workedMs).toBe(590 * 60_000);
    expect((last?.importedUsers ?? 0) + (last?.skippedUsers ?? 0) + (last?.failedUsers ?? 0)).toBe(1_200_000);
    expect(curve.pausesMs).toEqual([340 * 60_000]);
    const svg = drawCurve(curve) ?? '';
    for (const text of ['class="importedUsers"', 'class="failedUsers"', 'class="pause"', '>1,500,000<', '>8 h<'])
      expect(svg).toContain(text);
  });

  it('draws a chart of numbers only, whatever the journal (R988)', async () => {
    const count = fc.nat(2_000_000);
    const event = fc.record({
      part: fc.integer({ min: 1, max: 5 }),
      afterMs: fc.integer({ min: -5_000, max: 9_000_000 }),
      importedUsers: count,
      skippedUsers: count,
      failedUsers: count,
      kind: fc.constantFrom('progress', 'run-began'),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(event, { maxLength: 60 }), async (events) => {
        let ms = Date.parse('2026-11-28T08:00:00Z');
        const journal = events.map(({ kind, afterMs, part, ...counters }): JournalEntry => {
          ms += afterMs;
          const at = new Date(ms).toISOString();
          return kind === 'run-began'
            ? { type: 'run-began', at }
            : { type: 'progress', part, jobId: 'import-1', ...counters, at };
        });
        writeRun(sampleReport(), journal);
        const curve = await readRunCurve(folder);
        const times = curve.points.map(({ workedMs }) => workedMs);
        expect(times).toEqual(times.toSorted((one, other) => one - other));
        expect(drawCurve(curve) ?? '').not.toMatch(/NaN|Infinity|undefined/);
      }),
      { numRuns: 100 },
    );
  });
});
