import { describe, expect, it } from 'vitest';
import { listUploadOrigins } from './upload-origins.ts';

const NONE = { publicUrl: undefined, directUpload: 'off', uploads: undefined, s3Endpoint: undefined } as const;
const BUCKET = { ...NONE, directUpload: 'on', uploads: 's3://files/muster' } as const;

describe('the origins that upload URLs can have besides that of the page', () => {
  it.each([
    ['none', NONE, []],
    ['the public URL', { ...NONE, publicUrl: 'https://import.example.com' }, ['https://import.example.com']],
    ['none of a bucket that only the server writes', { ...BUCKET, directUpload: 'off' }, []],
    ['a bucket of AWS', BUCKET, ['https://*.amazonaws.com', 'https://*.amazonaws.com.cn']],
    [
      'a bucket of another server, by path and by name',
      { ...BUCKET, s3Endpoint: 'http://s3.local:9000' },
      ['http://s3.local:9000', 'http://files.s3.local:9000'],
    ],
  ] as const)('are %s (R1001)', (_, config, origins) => {
    expect(listUploadOrigins(config)).toEqual(origins);
  });
});
