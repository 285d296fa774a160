import { describe, expect, it } from 'vitest';
import { requestValuesOf } from './authorize.ts';

const NOW_MS = Date.UTC(2026, 10, 22, 10, 4, 0, 965);
const request = { method: 'POST', url: '/', rawHeaders: ['User-Agent', 'aws-cli/2'], body: Buffer.alloc(0) };

describe('requestValuesOf', () => {
  it('says of a request what conditions may ask (N61)', () => {
    expect(requestValuesOf({ ...request, remoteAddress: '192.0.2.7' }, 'eu-central-1', NOW_MS)).toEqual({
      'aws:CurrentTime': '2026-11-22T10:04:00Z',
      'aws:EpochTime': '1795341840',
      'aws:PrincipalIsAWSService': 'false',
      'aws:RequestedRegion': 'eu-central-1',
      'aws:SecureTransport': 'false',
      'aws:SourceIp': '192.0.2.7',
      'aws:UserAgent': 'aws-cli/2',
      'aws:ViaAWSService': 'false',
    });
  });

  it('shows policies the beginning of an endless user agent', () => {
    const long = { ...request, rawHeaders: ['User-Agent', 'x'.repeat(10_000)] };
    expect(requestValuesOf(long, 'eu-central-1', NOW_MS)['aws:UserAgent']).toHaveLength(512);
  });

  it.each([
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['2001:db8::7', '2001:db8::7'],
    [undefined, undefined],
  ])('takes %s for the address %s', (remoteAddress, expected) => {
    expect(requestValuesOf({ ...request, remoteAddress }, 'eu-central-1', NOW_MS)['aws:SourceIp']).toBe(expected);
  });
});
