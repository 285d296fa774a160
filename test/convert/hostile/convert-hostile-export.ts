import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MUSTER_BIN } from '../../../src/cli/commands/muster-process.fixture.ts';
import { runMeasured } from '../run-measured.ts';
import type { HostileExport, HostileOutcome } from './hostile-exports.ts';

export interface ConvertedHostileExport {
  readonly exitCode: number;
  readonly outcome: HostileOutcome;
  readonly peakBytes: number;
  /** What is not as it must be whatever the export holds. */
  readonly faults: readonly string[];
}

/** Converts a hostile export by the real command, and checks what comes out. */
export async function convertHostileExport(
  { write, from }: HostileExport,
  lineBytes: number,
): Promise<ConvertedHostileExport> {
  const directory = mkdtempSync(join(tmpdir(), 'muster-hostile-'));
  try {
    const [path, out] = [join(directory, 'export'), join(directory, 'out')];
    write(path, lineBytes);
    const { exitCode, stderr, peakBytes } = await runMeasured(MUSTER_BIN, ['convert', path, '--from', from, '-o', out]);
    if (!existsSync(out)) {
      const left = readdirSync(directory).filter((name) => name !== 'export');
      const faults = left.map((name) => `${name} is left`);
      if (/^ {4}at /m.test(stderr)) faults.push('the error shows a stack');
      return { exitCode, outcome: { error: stderr.replaceAll(/\s+/g, ' ') }, peakBytes, faults };
    }
    return { exitCode, peakBytes, ...(await readOutput(out)) };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

async function readOutput(out: string): Promise<Pick<ConvertedHostileExport, 'outcome' | 'faults'>> {
  const report = JSON.parse(readFileSync(join(out, 'convert.json'), 'utf8'));
  const faults: string[] = [];
  if (report.records !== report.out + report.leftOut) faults.push(`${JSON.stringify(report)} does not add up`);
  const named = readFileSync(join(out, 'left-out.csv'), 'utf8').split('\n').slice(1, -1);
  if (named.length !== report.leftOut) faults.push(`${named.length} of ${report.leftOut} are named`);
  if (named.some((line) => /(?:^|,)"?[=@]/.test(line))) faults.push('a formula is in the table for people');
  if (report.out > 0) {
    const { exitCode, stdout } = await runMeasured(MUSTER_BIN, ['check', out]);
    if (exitCode !== 0) faults.push(`muster check ended with ${exitCode}: ${stdout}`);
  }
  return { outcome: { out: report.out, byReason: report.byReason }, faults };
}
