import { describe, expect, it } from 'vitest';
import { ManualClock } from '../base/manual-clock.fixture.ts';
import { createUploadOffers, type UploadOffersOptions } from './upload-offers.ts';

const TARGET = {
  account: '111122223333',
  region: 'eu-central-1',
  userPoolId: 'eu-central-1_AbCdEfGhI',
  jobId: 'import-0123456789',
  requestHost: 'localhost:4599',
  nowMs: Date.UTC(2026, 10, 22),
};
const OFFER = { url: 'https://bucket.example/key?signed', awaitedBlobId: 'key' };
const ARRIVED = { blobId: 'key~etag', byteLength: 3 };

/** That of stored times may be far ahead of it. */
const machineClock = new ManualClock(Date.UTC(2026, 10, 21));

function setUp(change: Partial<UploadOffersOptions>) {
  const lifetimes: unknown[] = [];
  const bucket: UploadOffersOptions['bucket'] = {
    offer: async (lifetime) => {
      lifetimes.push(lifetime);
      return OFFER;
    },
    findArrived: async (awaitedBlobId) => (awaitedBlobId === 'key' ? ARRIVED : undefined),
  };
  const options = {
    uploadKey: Buffer.alloc(32),
    publicUrl: undefined,
    bucket,
    isDirect: false,
    machineClock,
    ...change,
  };
  return { offers: createUploadOffers(options), lifetimes };
}

describe('createUploadOffers', () => {
  it.each<[string, Partial<UploadOffersOptions>]>([
    ['a bucket', {}],
    ['a directory', { bucket: undefined }],
  ])("offers Muster's own endpoint where uploads go to %s (R125)", async (_place, change) => {
    const { offers, lifetimes } = setUp(change);
    const { url, ...more } = await offers.offerUpload(TARGET);
    expect(url).toContain(`http://localhost:4599/${TARGET.account}/${TARGET.userPoolId}/${TARGET.jobId}?`);
    expect([more, lifetimes]).toEqual([{}, []]);
  });

  it('offers the URL of the bucket if it shall, for 15 minutes less a second by the clock of the machine (R127, R572)', async () => {
    const { offers, lifetimes } = setUp({ isDirect: true });
    expect(await offers.offerUpload(TARGET)).toEqual(OFFER);
    expect(lifetimes).toEqual([{ nowMs: machineClock.nowMs(), expiresSeconds: 899 }]);
  });

  it('finds what was put into the bucket, also when no more URLs of it are given', async () => {
    const { offers } = setUp({ isDirect: false });
    expect(await offers.findArrivedUpload('key')).toEqual(ARRIVED);
    expect(await offers.findArrivedUpload('other')).toBeUndefined();
    expect(await setUp({ bucket: undefined }).offers.findArrivedUpload('key')).toBeUndefined();
  });
});
