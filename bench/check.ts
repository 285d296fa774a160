import { spawnSync } from 'node:child_process';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { assert } from '../src/base/assert.ts';
import { type CheckResult, checkFile } from '../src/check/check-file.ts';
import { fileToCheck } from '../src/cli/target/file-to-check.ts';
import { poolOfFlags } from '../src/cli/target/pool-flags.ts';
import { CSV_START } from '../src/csv/csv-record.ts';
import { RecordSplitter } from '../src/csv/record-splitter.ts';
import {
  CSV_FILE_BYTES_MAX,
  CSV_RECORDS_MAX,
  RECORD_CHARACTERS_MAX,
} from '../src/domain/imports/user-import-limits.ts';
import type { Trial } from './trial.ts';
import { USERS, usersFile } from './users-file.ts';

const MUSTER_BIN = fileURLToPath(new URL('../bin/muster.js', import.meta.url));
const CHUNK_BYTES = 256 * 1024;
const ALIASES = { aliasAttributes: ['email', 'phone_number', 'preferred_username'], caseInsensitive: true } as const;

/** `muster check`, and the bare reading and splitting of the same file right before it. Seconds of processor, because machines are shared. */
export const check: Trial = {
  name: 'check',
  about: `${USERS.toLocaleString('en')} generated users through muster check (aim: 200,000 records a second, half of reading and splitting)`,
  runs: 5,
  async run() {
    const path = await usersFile();
    const split = await measure(() => splitFile(path));
    assert(split.result === USERS + 1, `${split.result} records were split`);
    const plain = await measure(() => checkUsers(path, {}));
    const aliases = await measure(() => checkUsers(path, ALIASES));
    return [
      { name: 'reading and splitting', value: USERS / split.seconds, unit: 'records/s' },
      { name: 'check', value: USERS / plain.seconds, unit: 'records/s' },
      { name: 'check, in relation to reading and splitting', value: (100 * split.seconds) / plain.seconds, unit: '%' },
      { name: 'check for a pool with three aliases', value: USERS / aliases.seconds, unit: 'records/s' },
      { name: 'peak memory of muster check', value: readPeakMemory(path) / 1e6, unit: 'MB' },
    ];
  },
};

/** Of a process of its own, in bytes. */
function readPeakMemory(path: string): number {
  const tell = 'process.once("exit",()=>process.stderr.write("\\npeak "+process.resourceUsage().maxRSS+"\\n"))';
  const words = ['--import', `data:text/javascript,${tell}`, MUSTER_BIN, 'check', path];
  const { status, stderr } = spawnSync(process.execPath, words, { encoding: 'utf8' });
  assert(status === 0, `muster check ended with ${status}: ${stderr}`);
  return Number(/^peak (\d+)$/m.exec(stderr)?.[1]) * 1024;
}

async function measure<Result>(
  work: () => Promise<Result>,
): Promise<{ readonly result: Result; readonly seconds: number }> {
  const before = process.cpuUsage();
  const result = await work();
  const { user, system } = process.cpuUsage(before);
  return { result, seconds: (user + system) / 1e6 };
}

async function splitFile(path: string): Promise<number> {
  const splitter = new RecordSplitter(CSV_START, RECORD_CHARACTERS_MAX);
  let count = 0;
  for await (const chunk of createReadStream(path, { highWaterMark: CHUNK_BYTES }))
    count += splitter.push(chunk).length;
  return count + splitter.end().length;
}

async function checkUsers(path: string, flags: Parameters<typeof poolOfFlags>[0]): Promise<CheckResult> {
  const file = await open(path);
  try {
    const result = await checkFile({
      ...fileToCheck(file.fd, (await file.stat()).size),
      fileName: 'users.csv',
      limits: { bytesMax: CSV_FILE_BYTES_MAX, recordsMax: CSV_RECORDS_MAX },
      poolOf: (header) => poolOfFlags(flags, header),
      showValues: false,
      findingsPerKindMax: 1,
    });
    const { importedUsers, skippedUsers, failedUsers } = result;
    assert(importedUsers + skippedUsers + failedUsers === USERS && result.fileFindings.length === 0, 'all are judged');
    assert('aliasAttributes' in flags || importedUsers === USERS, `${importedUsers} users would be imported`);
    return result;
  } finally {
    await file.close();
  }
}
