import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { S3 } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { randomIds } from '../../src/base/ids.ts';
import { silentLogger } from '../../src/base/logger.ts';
import { systemScheduler } from '../../src/base/scheduler.ts';
import { parseBucketBlobId } from '../../src/blobs/blob-name.ts';
import { BlobChangedError, BlobLengthError } from '../../src/blobs/blobs.ts';
import { describeBlobs, readAll, streamOf } from '../../src/blobs/blobs-contract.fixture.ts';
import { connectBlobs } from '../../src/blobs/connect-blobs.ts';
import { openS3Blobs } from '../../src/blobs/open-s3-blobs.ts';
import type { S3Location } from '../../src/blobs/s3-location.ts';
import { describeWithS3, type S3Server, startS3Server } from '../s3-server.ts';

const MIB = 1024 * 1024;

describeWithS3('S3', () => {
  let server: S3Server;
  let s3: S3;
  let prefixes = 0;

  beforeAll(async () => {
    server = await startS3Server();
    process.env.AWS_ACCESS_KEY_ID = server.accessKeyId;
    process.env.AWS_SECRET_ACCESS_KEY = server.secretAccessKey;
    s3 = new S3({ endpoint: server.endpoint, region: 'us-east-1', forcePathStyle: true });
  });
  afterAll(async () => {
    s3?.destroy();
    await server?.stop();
  });

  function newLocation(fields: Partial<S3Location> = {}): S3Location {
    return {
      kind: 's3',
      bucket: server.bucket,
      prefix: `tests/${++prefixes}`,
      endpoint: server.endpoint,
      region: undefined,
      isPathStyle: true,
      encryption: 'none',
      ...fields,
    };
  }

  const open = (location: S3Location, owner = 'we') =>
    openS3Blobs({ location, owner, ids: randomIds, scheduler: systemScheduler, logger: silentLogger });

  const keyOf = ({ prefix }: S3Location, blobId: string) => `${prefix}/${parseBucketBlobId(blobId)?.name}`;

  async function listEverything({ bucket, prefix }: S3Location): Promise<string[]> {
    const objects = (await s3.listObjectsV2({ Bucket: bucket, Prefix: `${prefix}/` })).Contents ?? [];
    const uploads = (await s3.listMultipartUploads({ Bucket: bucket, Prefix: `${prefix}/` })).Uploads ?? [];
    return [...objects, ...uploads].map(({ Key = '' }) => Key).filter((key) => !key.endsWith('/muster-owner'));
  }

  describeBlobs('a bucket', async () => {
    const location = newLocation();
    const { bucket, prefix } = location;
    const blobs = await open(location);
    return {
      blobs,
      connect: () => connectBlobs(location, silentLogger),
      listEverything: () => listEverything(location),
      addStranger: async () => {
        await s3.putObject({ Bucket: bucket, Key: `${prefix}/README`, Body: 'x' });
        await s3.putObject({ Bucket: bucket, Key: `${prefix}2/${'a'.repeat(32)}`, Body: 'x' });
      },
      leaveUnfinished: async () => {
        await s3.createMultipartUpload({ Bucket: bucket, Key: `${prefix}/${'a'.repeat(32)}` });
      },
      close: async () => blobs.close(),
    };
  });

  describe('blobs in a bucket', () => {
    it('go there in parts when they are large, and are read from any offset', async () => {
      const location = newLocation();
      const blobs = await open(location);
      const whole = randomBytes(20 * MIB + 7);
      const pieces = Array.from({ length: 21 }, (_, index) => whole.subarray(index * MIB, (index + 1) * MIB));
      const { blobId } = await blobs.put(Readable.from(pieces), whole.length);
      expect(parseBucketBlobId(blobId)?.etag).toMatch(/-3$/);
      expect((await readAll(await blobs.read(blobId, 9 * MIB))).equals(whole.subarray(9 * MIB))).toBe(true);
      expect(await listEverything(location)).toEqual([keyOf(location, blobId)]);
      blobs.close();
    });

    it.each([
      ['ends early', 19 * MIB],
      ['ends late', 17 * MIB],
    ])('leave neither object nor parts of a large stream that %s (R148)', async (_, byteLength) => {
      const location = newLocation();
      const blobs = await open(location);
      const content = Readable.from(Array.from({ length: 18 }, () => Buffer.alloc(MIB)));
      await expect(blobs.put(content, byteLength)).rejects.toThrow(BlobLengthError);
      expect(await listEverything(location)).toEqual([]);
      expect(content.destroyed).toBe(true);
      blobs.close();
    });

    it('tell one that was written over from the one that was put', async () => {
      const location = newLocation();
      const blobs = await open(location);
      const { blobId } = await blobs.put(streamOf('abc'), 3);
      const begun = await blobs.read(blobId, 0);
      await s3.putObject({ Bucket: location.bucket, Key: keyOf(location, blobId), Body: 'abd' });
      await expect(blobs.findLength(blobId)).rejects.toThrow(BlobChangedError);
      await expect(blobs.read(blobId, 0)).rejects.toThrow(BlobChangedError);
      await expect(readAll(begun)).rejects.toThrow(BlobChangedError);
      blobs.close();
    });

    it('are encrypted as it is asked for', async () => {
      const location = newLocation({ encryption: `aws:kms:${server.kmsKeyId}` });
      const blobs = await open(location);
      for (const megabytes of [1, 9]) {
        const { blobId } = await blobs.put(Readable.from([Buffer.alloc(megabytes * MIB)]), megabytes * MIB);
        expect(await s3.headObject({ Bucket: location.bucket, Key: keyOf(location, blobId) })).toMatchObject({
          ServerSideEncryption: 'aws:kms',
          SSEKMSKeyId: server.kmsKeyId,
        });
        expect(await readAll(await blobs.read(blobId, 5))).toHaveLength(megabytes * MIB - 5);
      }
      blobs.close();
    });

    it('are listed beyond the first thousand', async () => {
      const location = newLocation();
      const blobs = await open(location);
      const names = Array.from({ length: 1_010 }, () => randomIds.alphanumeric(32));
      for (let at = 0; at < names.length; at += 50) {
        await Promise.all(
          names
            .slice(at, at + 50)
            .map((name) => s3.putObject({ Bucket: location.bucket, Key: `${location.prefix}/${name}`, Body: 'x' })),
        );
      }
      expect(await blobs.list(Number.POSITIVE_INFINITY)).toHaveLength(names.length);
      blobs.close();
    });
  });

  describe('openS3Blobs', () => {
    it.each<[string, () => S3Location, RegExp]>([
      [
        'there is no such bucket',
        () => newLocation({ bucket: 'nobodys' }),
        /^cannot list the bucket .*s3:\/\/nobodys\/.*404 NoSuchBucket/,
      ],
      [
        'nobody listens',
        () => newLocation({ endpoint: 'http://127.0.0.1:9' }),
        /^cannot list the bucket .*ECONNREFUSED/,
      ],
      ['the key of KMS is unknown', () => newLocation({ encryption: 'aws:kms:none' }), /^cannot put an object/],
    ])('says what is wrong where %s', async (_, location, message) => {
      await expect(open(location())).rejects.toThrow(message);
    });

    it('refuses a secret that is wrong', async () => {
      process.env.AWS_SECRET_ACCESS_KEY = 'wrong';
      try {
        await expect(open(newLocation())).rejects.toThrow(/403 SignatureDoesNotMatch/);
      } finally {
        process.env.AWS_SECRET_ACCESS_KEY = server.secretAccessKey;
      }
    });

    it('refuses the prefix of another, whose uploads its sweep would remove', async () => {
      const location = newLocation();
      (await open(location, 'we')).close();
      (await open(location, 'we')).close();
      await expect(open(location, 'they')).rejects.toThrow('holds the uploads of another Muster');
    });

    it('leaves nothing of its trial', async () => {
      const location = newLocation();
      (await open(location)).close();
      expect(await listEverything(location)).toEqual([]);
    });
  });
});
