import { describe, expect, it } from 'vitest';
import { checkBytes } from '../../check/check-bytes.fixture.ts';
import { isCognitoFormat } from '../../check/source/source-format.ts';
import { expectedLines, fileOf } from '../../domain/records/cases/record-case.fixture.ts';
import { RECORD_CASES } from '../../domain/records/cases/record-cases.fixture.ts';
import { logLine } from '../../domain/texts/log-line.ts';
import type { RecordOutcome } from '../../domain/texts/record-outcome.ts';

describe('a check of records', () => {
  it.each(RECORD_CASES.map((recordCase) => [recordCase.name, recordCase] as const))('%s', async (_name, recordCase) => {
    const { pool, algorithm } = recordCase;
    const { findings, recordCount, fileFindings, format, asIs } = await checkBytes(fileOf(recordCase), {
      poolOf: () => ({ ...pool, description: 'the pool of the case' }),
      passwordHashingAlgorithm: algorithm,
    });
    if (!isCognitoFormat(format)) {
      // Its records are judged as if it were: only the counts are those of the log.
      const count = (outcome: string) => expectedLines(recordCase).filter((line) => line.startsWith(outcome)).length;
      const [importedUsers, skippedUsers, failedUsers] = ['[SUCCEEDED]', '[SKIPPED]', '[FAILED]'].map(count);
      expect(asIs).toEqual({ importedUsers, skippedUsers, failedUsers });
      return;
    }
    expect(fileFindings).toEqual([]);
    const unimported = new Map(
      findings
        .filter(({ severity }) => severity === 'failed' || severity === 'skipped')
        .map(({ recordNumber, severity, text }) => [
          recordNumber,
          severity === 'skipped' ? logLine('skipped', recordNumber) : `[FAILED] Line Number ${recordNumber} - ${text}`,
        ]),
    );
    const imported: RecordOutcome = 'imported';
    const lines = Array.from(
      { length: recordCount },
      (_, index) => unimported.get(index + 1) ?? logLine(imported, index + 1),
    );
    expect(lines).toEqual(expectedLines(recordCase));
  });

  it('names for each kind of fault a rule of the case that shows it', async () => {
    const named = new Map<string, Set<string>>();
    for (const recordCase of RECORD_CASES) {
      const { findings } = await checkBytes(fileOf(recordCase), {
        poolOf: () => ({ ...recordCase.pool, description: 'the pool of the case' }),
        passwordHashingAlgorithm: recordCase.algorithm,
      });
      for (const { severity, rule, kind } of findings) {
        if (severity === 'warning' || severity === 'further') continue;
        const id = `${kind.split(' ')[0]} ${rule}`;
        named.set(id, new Set([...(named.get(id) ?? []), ...(recordCase.name.match(/R\d+/g) ?? [])]));
      }
    }
    expect([...named].filter(([id, rules]) => !rules.has(`${id.split(' ')[1]}`))).toEqual([]);
  });
});
