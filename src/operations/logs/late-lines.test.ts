import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { beginJob, commitFailures } from '../import-jobs.fixture.ts';
import { OperationsFixture } from '../operations.fixture.ts';
import { makeTestControls } from '../test-controls.fixture.ts';
import { emptyLogs, put } from './client-logs.fixture.ts';
import { filterLogEvents } from './filter-log-events.ts';
import { getLogEvents } from './get-log-events.ts';

let fixture: OperationsFixture;
beforeAll(async () => {
  fixture = await OperationsFixture.open();
});
afterEach(() => emptyLogs(fixture));
afterAll(() => fixture.close());

describe('log lines that are late', () => {
  it('are read once they are old enough, those of imports and of clients, whatever time they bear (R577)', async () => {
    const testControls = makeTestControls(fixture.clock);
    testControls.setFaults({ logLinesLateSeconds: 10 });
    const { claimed, logGroupName, logStreamName } = await beginJob(fixture);
    const stream = { logGroupName, logStreamName };
    const messages = async (change: Parameters<OperationsFixture['context']>[0] = { testControls }) => {
      const context = fixture.context(change);
      const page = await getLogEvents.run({ ...stream, startFromHead: true }, context);
      const read = (page.events ?? []).map(({ message }) => message);
      const filtered = await filterLogEvents.run({ logGroupName }, context);
      expect((filtered.events ?? []).map(({ message }) => message)).toEqual(read);
      return read;
    };
    await commitFailures(fixture, claimed, 1, [['email-malformed']]);
    fixture.clock.advance(4_000);
    await put(fixture, [[-3_000, 'of a client']], stream);

    expect(await messages({})).toHaveLength(2);
    expect(await messages()).toEqual([]);
    fixture.clock.advance(6_000);
    expect(await messages()).toEqual([expect.stringContaining('Line Number 1')]);
    fixture.clock.advance(3_999);
    expect(await messages()).toHaveLength(1);
    fixture.clock.advance(1);
    expect(await messages()).toEqual([expect.stringContaining('Line Number 1'), 'of a client']);
    testControls.setFaults({});
    await commitFailures(fixture, claimed, 2, [['email-malformed']]);
    expect(await messages()).toHaveLength(3);
  });
});
