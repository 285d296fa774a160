import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import {
  CloudWatchLogs,
  InvalidParameterException,
  type OutputLogEvent,
  paginateFilterLogEvents,
  ResourceAlreadyExistsException,
  ResourceNotFoundException,
} from '@aws-sdk/client-cloudwatch-logs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Muster, startMuster } from '../../src/index.ts';
import { clientOptions } from '../drive-import.ts';
import { describeWithTool } from '../required-tool.ts';

const run = promisify(execFile);

let muster: Muster;
beforeAll(async () => {
  muster = await startMuster();
});
afterAll(() => muster?.stop());

describeWithTool('python3-boto3', 'boto3 on CloudWatch Logs', () => {
  it('writes, filters, reads until the token repeats, and deletes (N6, N7, N8, N15, N21, N28, N33)', async () => {
    const script = join(import.meta.dirname, 'logs_with_boto3.py');
    const { stdout } = await run('/usr/bin/python3', [script, muster.url], { timeout: 100_000 });
    const found = Array.from({ length: 250 }, (_, index) => `event ${index}`).filter((text) =>
      text.includes('event 1'),
    );
    expect(JSON.parse(stdout)).toEqual({
      twice: 'The specified log group already exists',
      rejected: null,
      late: { expiredLogEventEndIndex: 1 },
      filtered: found,
      read: true,
      group: { retention: 7, stored: true },
      'stream gone': 'The specified log stream does not exist.',
      'group gone': 'The specified log group does not exist.',
    });
  });
});

describeWithTool('awscli', 'the AWS CLI on CloudWatch Logs', () => {
  // biome-ignore lint/suspicious/noExplicitAny: what another program printed; each use is checked by an expectation.
  async function aws(...words: string[]): Promise<any> {
    const { stdout } = await run('/usr/bin/aws', ['logs', ...words, '--endpoint-url', muster.url, '--output', 'json'], {
      env: {
        PATH: '/usr/bin:/bin',
        AWS_ACCESS_KEY_ID: 'test',
        AWS_SECRET_ACCESS_KEY: 'test',
        AWS_DEFAULT_REGION: 'us-east-1',
        AWS_PAGER: '',
      },
      timeout: 60_000,
    });
    return stdout === '' ? undefined : JSON.parse(stdout);
  }

  it('writes and reads a stream, and prints errors by their name (N1, N7, N8, N9, N13)', async () => {
    const group = ['--log-group-name', '/cli/app'];
    const stream = [...group, '--log-stream-name', 'web'];
    expect(await aws('create-log-group', ...group)).toBeUndefined();
    expect(await aws('create-log-stream', ...stream)).toBeUndefined();
    expect(await aws('put-retention-policy', ...group, '--retention-in-days', '1')).toBeUndefined();
    const now = Date.now();
    const events = (...times: number[]) => times.map((time) => `timestamp=${now + time},message=at ${time}`);
    await aws('put-log-events', ...stream, '--log-events', ...events(-5, 0));
    const read = await aws('get-log-events', ...stream, '--start-from-head');
    expect(read.events.map((event: { message: string }) => event.message)).toEqual(['at -5', 'at 0']);
    const filtered = await aws('filter-log-events', ...group, '--start-time', String(now));
    expect(filtered.events).toMatchObject([{ logStreamName: 'web', message: 'at 0', timestamp: now }]);
    await expect(aws('put-log-events', ...stream, '--log-events', ...events(0, -5))).rejects.toThrow(
      'An error occurred (InvalidParameterException) when calling the PutLogEvents operation: ' +
        'Log events in a single PutLogEvents request must be in chronological order.',
    );
    expect(await aws('delete-log-group', ...group)).toBeUndefined();
    await expect(aws('describe-log-streams', ...group)).rejects.toThrow(
      'An error occurred (ResourceNotFoundException) when calling the DescribeLogStreams operation: ' +
        'The specified log group does not exist.',
    );
  });
});

describe('the AWS SDK for JavaScript on CloudWatch Logs', () => {
  const group = { logGroupName: '/sdk/app' };
  const stream = { ...group, logStreamName: 'web' };
  let logs: CloudWatchLogs;
  beforeAll(() => {
    logs = new CloudWatchLogs(clientOptions(muster.url));
  });
  afterAll(() => logs.destroy());

  it('writes, and reads by paginator and by token, both ways (N20, N21, N24, N27, N28)', async () => {
    await logs.createLogGroup(group);
    await logs.createLogStream(stream);
    const now = Date.now();
    const messages = Array.from({ length: 90 }, (_, index) => `event ${index}`);
    // Puts that overlap: each goes over the whole time.
    for (const offset of [0, 1, 2]) {
      const logEvents = messages
        .map((message, index) => ({ timestamp: now - 90_000 + index * 1_000, message }))
        .filter((_, index) => index % 3 === offset);
      await logs.putLogEvents({ ...stream, logEvents });
    }
    const found: (string | undefined)[] = [];
    for await (const page of paginateFilterLogEvents({ client: logs, pageSize: 7 }, group)) {
      found.push(...(page.events ?? []).map(({ message }) => message));
    }
    expect(found).toEqual(messages);

    for (const startFromHead of [true, false]) {
      const read: OutputLogEvent[] = [];
      let nextToken: string | undefined;
      for (;;) {
        const page = await logs.getLogEvents({ ...stream, limit: 11, startFromHead, nextToken });
        const next = startFromHead ? page.nextForwardToken : page.nextBackwardToken;
        read.splice(startFromHead ? read.length : 0, 0, ...(page.events ?? []));
        if (next === nextToken) break;
        nextToken = next;
      }
      expect(read.map(({ message }) => message)).toEqual(messages);
    }
  });

  it('takes a full put, whose JSON is longer than what it counts (N12)', async () => {
    const logEvents = Array.from({ length: 10_000 }, () => ({ timestamp: Date.now(), message: 'x'.repeat(78) }));
    await logs.putLogEvents({ ...stream, logEvents });
    // Each character takes one byte of the put and six of JSON.
    const message = '\u0001'.repeat(1_048_576 - 26);
    await logs.putLogEvents({ ...stream, logEvents: [{ timestamp: Date.now(), message }] });
  });

  it('throws the modelled exceptions (N2, N6, N7, N9, N12, N26, N34)', async () => {
    const missing = { logGroupName: '/sdk/none' };
    await expect(logs.createLogGroup(group)).rejects.toThrow(ResourceAlreadyExistsException);
    await expect(logs.createLogGroup({ logGroupName: 'a b' })).rejects.toThrow(InvalidParameterException);
    await expect(logs.createLogStream({ ...group, logStreamName: 'a:b' })).rejects.toThrow(InvalidParameterException);
    await expect(logs.deleteLogGroup(missing)).rejects.toThrow(ResourceNotFoundException);
    await expect(logs.putRetentionPolicy({ ...group, retentionInDays: 2 })).rejects.toThrow(InvalidParameterException);
    const both = { ...stream, logGroupIdentifier: group.logGroupName };
    await expect(logs.getLogEvents(both)).rejects.toThrow(InvalidParameterException);
    await expect(logs.filterLogEvents({ ...group, filterPattern: '{ $.a = 1 }' })).rejects.toThrow(
      'The filter pattern is not supported.',
    );
    const event = { timestamp: Date.now(), message: 'x' };
    const tooMany = { ...stream, logEvents: Array.from({ length: 10_001 }, () => event) };
    await expect(logs.putLogEvents(tooMany)).rejects.toThrow(InvalidParameterException);
    const { rejectedLogEventsInfo } = await logs.putLogEvents({ ...stream, logEvents: tooMany.logEvents.slice(1) });
    expect(rejectedLogEventsInfo).toBeUndefined();
  });
});
