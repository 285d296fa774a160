import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { beginJob, commitFailures } from '../import-jobs.fixture.ts';
import { ACCOUNT, NOW_MS, OperationsFixture, REGION } from '../operations.fixture.ts';
import { filterLogEvents } from './filter-log-events.ts';
import { getLogEvents } from './get-log-events.ts';
import { TOKEN_VALID_MS } from './log-limits.ts';

const BLOCKS = 5;
const BLOCK_EVENTS = 7;
/** Milliseconds between two blocks. */
const BLOCK_EVERY_MS = 1_000;
const TOTAL = BLOCKS * BLOCK_EVENTS;
const TOKEN = /^[fb]\/[0-9]{56}$/;
const INVALID_TOKEN = { code: 'InvalidParameterException', message: 'The specified nextToken is invalid.' };

type GetInput = Partial<Parameters<typeof getLogEvents.run>[0]>;
type FilterInput = Partial<Parameters<typeof filterLogEvents.run>[0]>;
type FilterOutput = Awaited<ReturnType<typeof filterLogEvents.run>>;

interface Log {
  readonly fixture: OperationsFixture;
  readonly group: string;
  readonly stream: string;
  /** Writes the next block. */
  write(): Promise<void>;
}

/** A log of some blocks: record 3 of each fails for its phone number, the others for their email address. */
async function openLog(blocks = BLOCKS): Promise<Log> {
  const fixture = await OperationsFixture.open();
  const { claimed, logGroupName, logStreamName } = await beginJob(fixture);
  let written = 0;
  const write = async () => {
    const reasons = Array.from(
      { length: BLOCK_EVENTS },
      (_, index) => [index === 2 ? 'phone-number-malformed' : 'email-malformed'] as const,
    );
    await commitFailures(fixture, claimed, written * BLOCK_EVENTS + 1, reasons);
    written++;
    fixture.clock.advance(BLOCK_EVERY_MS);
  };
  while (written < blocks) await write();
  return { fixture, group: logGroupName, stream: logStreamName, write };
}

function read(log: Log, input: GetInput = {}) {
  const named = { logGroupName: log.group, logStreamName: log.stream };
  return getLogEvents.run({ ...named, ...input }, log.fixture.context());
}

function filter(log: Log, input: FilterInput = {}) {
  return filterLogEvents.run({ logGroupName: log.group, ...input }, log.fixture.context());
}

function numbersOf(events: readonly { message?: string }[] = []): number[] {
  return events.map(({ message = '' }) => Number(/Line Number (\d+)/.exec(message)?.[1]));
}

function numbers(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

let log: Log;
beforeAll(async () => {
  log = await openLog();
});
afterAll(() => log.fixture.close());

describe('GetLogEvents', () => {
  it('reads events with their times and both tokens (N5, N18, N20, N23)', async () => {
    const { events, nextForwardToken, nextBackwardToken } = await read(log);
    expect(events).toHaveLength(TOTAL);
    expect(events?.[0]).toEqual({
      timestamp: NOW_MS,
      ingestionTime: NOW_MS,
      message: '[FAILED] Line Number 1 - Invalid email address format.',
    });
    expect(nextForwardToken).toMatch(TOKEN);
    expect(nextBackwardToken).toMatch(TOKEN);
  });

  it.each([
    [{ limit: 4 }, numbers(TOTAL - 3, TOTAL)],
    [{ limit: 4, startFromHead: false }, numbers(TOTAL - 3, TOTAL)],
    [{ limit: 4, startFromHead: true }, numbers(1, 4)],
    [{ startTime: NOW_MS + BLOCK_EVERY_MS, endTime: NOW_MS + 2 * BLOCK_EVERY_MS }, numbers(8, 14)],
    [{ endTime: NOW_MS }, []],
    [{ startTime: NOW_MS + BLOCKS * BLOCK_EVERY_MS }, []],
  ])('takes the first page of %j, oldest first (N18, N25)', async (input, expected) => {
    expect(numbersOf((await read(log, input)).events)).toEqual(expected);
  });

  it.each([1, 3, BLOCK_EVENTS, 10, TOTAL, TOTAL + 1])(
    'pages forwards by %i until the token that was sent comes back (N21)',
    async (limit) => {
      const seen: number[] = [];
      let nextToken: string | undefined;
      for (;;) {
        const page = await read(log, { limit, startFromHead: true, ...(nextToken ? { nextToken } : {}) });
        seen.push(...numbersOf(page.events));
        if (page.nextForwardToken === nextToken) break;
        expect(page.events).not.toEqual([]);
        nextToken = page.nextForwardToken;
      }
      expect(seen).toEqual(numbers(1, TOTAL));
    },
  );

  it.each([1, 3, BLOCK_EVENTS, 10, TOTAL])(
    'pages backwards by %i until the token that was sent comes back (N21)',
    async (limit) => {
      const seen: number[] = [];
      let nextToken: string | undefined;
      for (;;) {
        const page = await read(log, { limit, ...(nextToken ? { nextToken } : {}) });
        seen.unshift(...numbersOf(page.events));
        if (page.nextBackwardToken === nextToken) break;
        expect(page.events).not.toEqual([]);
        nextToken = page.nextBackwardToken;
      }
      expect(seen).toEqual(numbers(1, TOTAL));
    },
  );

  it('turns round at any place without losing or repeating an event', async () => {
    const first = await read(log, { limit: 10, startFromHead: true });
    const second = await read(log, { limit: 10, nextToken: first.nextForwardToken ?? '' });
    expect(numbersOf(second.events)).toEqual(numbers(11, 20));
    const back = await read(log, { limit: 10, nextToken: second.nextBackwardToken ?? '' });
    expect(numbersOf(back.events)).toEqual(numbers(1, 10));
    const again = await read(log, { limit: 10, nextToken: back.nextForwardToken ?? '' });
    expect(numbersOf(again.events)).toEqual(numbers(11, 20));
  });

  it('turns round at both ends of the stream', async () => {
    const head = await read(log, { limit: 2, startFromHead: true });
    const beyondHead = await read(log, { limit: 2, nextToken: head.nextBackwardToken ?? '' });
    expect(beyondHead.events).toEqual([]);
    const fromHead = await read(log, { limit: 2, nextToken: beyondHead.nextForwardToken ?? '' });
    expect(numbersOf(fromHead.events)).toEqual([1, 2]);
    const tail = await read(log, { limit: 2 });
    const beyondTail = await read(log, { limit: 2, nextToken: tail.nextForwardToken ?? '' });
    expect(beyondTail.events).toEqual([]);
    const fromTail = await read(log, { limit: 2, nextToken: beyondTail.nextBackwardToken ?? '' });
    expect(numbersOf(fromTail.events)).toEqual([TOTAL - 1, TOTAL]);
  });

  it('yields events written since to a token of the end, also of an empty stream (N20, N22)', async () => {
    const growing = await openLog(0);
    const empty = await read(growing, { startFromHead: true });
    expect(empty.events).toEqual([]);
    expect(empty.nextForwardToken).not.toBe(empty.nextBackwardToken);
    const nextToken = empty.nextForwardToken ?? '';
    expect((await read(growing, { nextToken })).nextForwardToken).toBe(nextToken);
    await growing.write();
    const page = await read(growing, { nextToken });
    expect(numbersOf(page.events)).toEqual(numbers(1, BLOCK_EVENTS));
    const end = page.nextForwardToken ?? '';
    expect(await read(growing, { nextToken: end })).toMatchObject({ events: [], nextForwardToken: end });
    await growing.write();
    expect(numbersOf((await read(growing, { nextToken: end })).events)).toEqual(numbers(8, 14));
    expect((await read(growing, { nextToken: empty.nextBackwardToken ?? '' })).events).toEqual([]);
    await growing.fixture.close();
  });

  it.each(['nonsense', 'f/', `f/${'0'.repeat(56)}`, `x/${'0'.repeat(56)}`, `f/${'9'.repeat(57)}`])(
    'refuses the token %s (N23)',
    async (nextToken) => {
      await expect(read(log, { nextToken })).rejects.toMatchObject(INVALID_TOKEN);
    },
  );

  it('refuses a token that was changed, is of another stream, or turned round (N23)', async () => {
    const nextToken = (await read(log, { limit: 1 })).nextForwardToken ?? '';
    for (const at of [2, 12, 27, 30, 57]) {
      const digit = (Number(nextToken[at]) + 1) % 10;
      const changed = `${nextToken.slice(0, at)}${digit}${nextToken.slice(at + 1)}`;
      await expect(read(log, { nextToken: changed })).rejects.toMatchObject(INVALID_TOKEN);
    }
    await expect(read(log, { nextToken: `b${nextToken.slice(1)}` })).rejects.toMatchObject(INVALID_TOKEN);
    await expect(read(log, { logStreamName: 'other', nextToken })).rejects.toMatchObject(INVALID_TOKEN);
  });

  it('refuses a token after 24 hours (N23)', async () => {
    const short = await openLog(1);
    const nextToken = (await read(short)).nextForwardToken ?? '';
    short.fixture.clock.advance(TOKEN_VALID_MS - BLOCK_EVERY_MS);
    await read(short, { nextToken });
    short.fixture.clock.advance(2 * BLOCK_EVERY_MS);
    await expect(read(short, { nextToken })).rejects.toMatchObject(INVALID_TOKEN);
    await short.fixture.close();
  });

  it.each([
    [{ logGroupName: '/none' }, 'The specified log group does not exist.'],
    [{ logStreamName: 'none' }, 'The specified log stream does not exist.'],
  ])('knows no %j (N7)', async (input, message) => {
    await expect(read(log, input)).rejects.toMatchObject({ code: 'ResourceNotFoundException', message });
  });

  it('takes the ARN of the group, but not beside its name (N26)', async () => {
    const logGroupIdentifier = `arn:aws:logs:${REGION}:${ACCOUNT}:log-group:${log.group}`;
    const input = { logGroupIdentifier, logStreamName: log.stream, limit: 1 };
    expect((await getLogEvents.run(input, log.fixture.context())).events).toHaveLength(1);
    await expect(read(log, { logGroupIdentifier })).rejects.toMatchObject({ code: 'InvalidParameterException' });
  });
});

describe('FilterLogEvents', () => {
  it('reads a group with stream name and id of each event (N32)', async () => {
    const { events = [], searchedLogStreams, ...rest } = await filter(log);
    expect(numbersOf(events)).toEqual(numbers(1, TOTAL));
    expect(events[0]).toEqual({
      logStreamName: log.stream,
      timestamp: NOW_MS,
      ingestionTime: NOW_MS,
      message: '[FAILED] Line Number 1 - Invalid email address format.',
      eventId: expect.stringMatching(/^[0-9]{56}$/),
    });
    expect(new Set(events.map(({ eventId }) => eventId)).size).toBe(TOTAL);
    expect(searchedLogStreams).toEqual([]);
    expect(rest).toEqual({});
  });

  it.each<[FilterInput, number[]]>([
    [{ filterPattern: '' }, numbers(1, TOTAL)],
    [{ filterPattern: '"[FAILED]" phone' }, [3, 10, 17, 24, 31]],
    [{ filterPattern: '-email' }, [3, 10, 17, 24, 31]],
    [{ filterPattern: '"[SKIPPED]"' }, []],
    [{ filterPattern: '"Line Number 12 "' }, [12]],
    [{ startFromHead: false, filterPattern: 'phone' }, [31, 24, 17, 10, 3]],
    [{ startTime: NOW_MS + BLOCK_EVERY_MS, endTime: NOW_MS + BLOCK_EVERY_MS }, numbers(8, 14)],
    [{ logStreamNamePrefix: 'import-' }, numbers(1, TOTAL)],
    [{ logStreamNamePrefix: 'other' }, []],
    [{ logStreamNames: ['other'] }, []],
  ])('finds by %j (N27, N30, N31, N33)', async (input, expected) => {
    expect(numbersOf((await filter(log, input)).events)).toEqual(expected);
  });

  it.each<[FilterInput, number[]]>([
    [{ limit: 1 }, numbers(1, TOTAL)],
    [{ limit: 4 }, numbers(1, TOTAL)],
    [{ limit: BLOCK_EVENTS, startFromHead: false }, numbers(1, TOTAL).toReversed()],
    [{ limit: 2, filterPattern: 'phone' }, [3, 10, 17, 24, 31]],
    [{ limit: 3, filterPattern: 'phone', startFromHead: false }, [31, 24, 17, 10, 3]],
  ])('pages by %j until there is no token (N27, N28)', async (input, expected) => {
    const seen: number[] = [];
    let nextToken: string | undefined;
    do {
      // The order is fixed by the first request.
      const page = await filter(log, nextToken ? { ...input, startFromHead: true, nextToken } : input);
      expect(page.events?.length).toBeLessThanOrEqual(input.limit ?? 0);
      seen.push(...numbersOf(page.events));
      nextToken = page.nextToken;
    } while (nextToken);
    expect(seen).toEqual(expected);
  });

  it('answers an empty page with a token when it looked through very many events for nothing (N28)', async () => {
    const fixture = await OperationsFixture.open();
    const { claimed, logGroupName } = await beginJob(fixture);
    const events = 10_000;
    const reasons = Array.from({ length: events }, () => ['email-malformed'] as const);
    for (let block = 0; block < 6; block++) await commitFailures(fixture, claimed, block * events + 1, reasons);
    const last = `"Number ${6 * events} "`;
    const context = fixture.context();
    const pages: FilterOutput[] = [];
    do {
      const nextToken = pages.at(-1)?.nextToken;
      const more = nextToken === undefined ? {} : { nextToken };
      pages.push(await filterLogEvents.run({ logGroupName, filterPattern: last, ...more }, context));
    } while (pages.at(-1)?.nextToken !== undefined);
    // A busy machine searches less of it in the time that one call may take.
    expect(pages.length).toBeGreaterThan(1);
    expect(pages.map(({ events }) => numbersOf(events))).toEqual([...pages.slice(1).map(() => []), [6 * events]]);
    await fixture.close();
  });

  it.each<[string, string, FilterInput]>([
    ['ResourceNotFoundException', 'The specified log group does not exist.', { logGroupName: '/none' }],
    ['InvalidParameterException', 'The filter pattern is not supported.', { filterPattern: '[a, b]' }],
    ['InvalidParameterException', "Invalid character(s) in term 'a.b'", { filterPattern: 'a.b' }],
    [
      'InvalidParameterException',
      'Only one of logStreamNames and logStreamNamePrefix can be given.',
      { logStreamNames: ['a'], logStreamNamePrefix: 'a' },
    ],
    ['InvalidParameterException', 'The specified nextToken is invalid.', { nextToken: 'nonsense' }],
  ])('answers %s: %s (N7, N31, N34)', async (code, message, input) => {
    await expect(filter(log, input)).rejects.toMatchObject({ code, message });
  });
});
