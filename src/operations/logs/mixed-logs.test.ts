import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { beginJob, commitFailures } from '../import-jobs.fixture.ts';
import { OperationsFixture } from '../operations.fixture.ts';
import { emptyLogs, endJob, GROUP, makeStream, put, readMessages, STREAM } from './client-logs.fixture.ts';
import { filterLogEvents } from './filter-log-events.ts';
import { getLogEvents } from './get-log-events.ts';

let fixture: OperationsFixture;
beforeAll(async () => {
  fixture = await OperationsFixture.open();
});
afterEach(() => emptyLogs(fixture));
afterAll(() => fixture.close());

describe('clients and imports in one stream', () => {
  it('are read in one order of time, page by page, both ways (N18, N21, N27)', async () => {
    const { claimed, logGroupName, logStreamName } = await beginJob(fixture);
    const stream = { logGroupName, logStreamName };
    for (let block = 0; block < 3; block++) {
      await commitFailures(fixture, claimed, block * 2 + 1, [['email-malformed'], ['email-malformed']]);
      await put(
        fixture,
        [
          [-500, `between ${block}`],
          [500, `ahead of ${block + 1}`],
        ],
        stream,
      );
      fixture.clock.advance(1_000);
    }
    const lines = (first: number) =>
      [first, first + 1].map((n) => `[FAILED] Line Number ${n} - Invalid email address format.`);
    const expected = [
      'between 0',
      ...lines(1),
      'ahead of 1',
      'between 1',
      ...lines(3),
      'ahead of 2',
      'between 2',
      ...lines(5),
      'ahead of 3',
    ];
    expect(await readMessages(fixture, stream)).toEqual(expected);
    for (const startFromHead of [true, false]) {
      const seen: (string | undefined)[] = [];
      let nextToken: string | undefined;
      for (;;) {
        const page = await getLogEvents.run(
          { ...stream, limit: 1, startFromHead, ...(nextToken && { nextToken }) },
          fixture.context(),
        );
        const next = startFromHead ? page.nextForwardToken : page.nextBackwardToken;
        if (next === nextToken) break;
        seen.push(...(page.events ?? []).map((event) => event.message));
        nextToken = next;
      }
      expect(startFromHead ? seen : seen.toReversed()).toEqual(expected);
    }
    const found: (string | undefined)[] = [];
    let nextToken: string | undefined;
    do {
      const page = await filterLogEvents.run(
        { logGroupName, limit: 2, filterPattern: '-ahead', ...(nextToken && { nextToken }) },
        fixture.context(),
      );
      found.push(...(page.events ?? []).map((event) => event.message));
      nextToken = page.nextToken;
    } while (nextToken !== undefined);
    expect(found).toEqual(expected.filter((message) => !message.includes('ahead')));
    await endJob(fixture, claimed);
  });

  it('yields to a forward token the events that came behind its place, and not those that came before it (N22)', async () => {
    await makeStream(fixture);
    await put(fixture, [[0, 'seen']]);
    const { nextForwardToken: nextToken = '' } = await getLogEvents.run(
      { ...STREAM, startFromHead: true },
      fixture.context(),
    );
    await put(fixture, [[-10, 'late']]);
    expect(await getLogEvents.run({ ...STREAM, nextToken }, fixture.context())).toMatchObject({
      events: [],
      nextForwardToken: nextToken,
    });
    await put(fixture, [[0, 'of the same time']]);
    const { events } = await getLogEvents.run({ ...STREAM, nextToken }, fixture.context());
    expect(events).toMatchObject([{ message: 'of the same time' }]);
    expect(await readMessages(fixture)).toEqual(['late', 'seen', 'of the same time']);
  });

  it('gives each event of a group an id of its own, also where blocks overlap (N32)', async () => {
    await makeStream(fixture);
    for (let count = 0; count < 3; count++)
      await put(fixture, [
        [0, 'x'],
        [0, 'x'],
        [1, 'x'],
      ]);
    const { events = [] } = await filterLogEvents.run(GROUP, fixture.context());
    const eventIds = events.map(({ eventId = '' }) => eventId);
    expect(new Set(eventIds).size).toBe(9);
    for (const eventId of eventIds) expect(eventId).toMatch(/^[0-9]{56}$/);
  });

  it('goes by the bytes of a page (N17, N29)', async () => {
    await makeStream(fixture);
    const message = 'x'.repeat(400_000);
    await put(fixture, [
      [0, message],
      [1, message],
    ]);
    await put(fixture, [[2, message]]);
    expect(await readMessages(fixture, STREAM, { startFromHead: true })).toHaveLength(2);
    const { events, nextToken } = await filterLogEvents.run(GROUP, fixture.context());
    expect(events).toHaveLength(2);
    const rest = await filterLogEvents.run({ ...GROUP, nextToken: nextToken ?? '' }, fixture.context());
    expect(rest.events).toHaveLength(1);
    expect(rest).not.toHaveProperty('nextToken');
  });
});
