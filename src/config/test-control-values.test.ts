import { describe, expect, it } from 'vitest';
import { completeConfig, type Flags, type GivenValues, resolveConfig } from './resolve-config.ts';

const ROOT = { MUSTER_ROOT_CREDENTIALS: '111122223333:admin:a-long-secret' };
const SHARED = { MUSTER_UPLOADS: 's3://uploads', MUSTER_SERVER_KEY: 'a'.repeat(64) };
const ON: Flags = { testControls: 'on' };

describe('the settings of test controls', () => {
  it.each<[string, Flags, boolean]>([
    ['nothing', {}, false],
    ['the flag', ON, true],
    ['off', { testControls: 'off' }, false],
    ['a server for other machines that says so', { ...ON, host: '0.0.0.0', remoteTestControls: 'on' }, true],
    ['a public URL on loopback', { ...ON, publicUrl: 'http://localhost:4599' }, true],
  ])('takes %s (R570)', (_name, flags, testControls) => {
    expect(resolveConfig(flags, ROOT)).toMatchObject({ testControls });
  });

  it.each<[string, Flags, string, string]>([
    ['a database', { ...ON, database: 'postgres://muster@db/muster' }, 'testControls', 'on a data directory only'],
    ['an address for other machines', { ...ON, host: '0.0.0.0' }, 'testControls', '--remote-test-controls on too'],
    ['a public URL', { ...ON, publicUrl: 'https://muster.example.com' }, 'testControls', 'other machines reach'],
    [
      'the second setting alone',
      { remoteTestControls: 'on' },
      'remoteTestControls',
      'only to a server with --test-controls',
    ],
    ['true, which is for programs', { testControls: 'true' }, 'testControls', 'use on or off'],
  ])('refuses %s (R570)', (_name, flags, setting, message) => {
    expect(() => resolveConfig(flags, { ...ROOT, ...SHARED })).toThrow(
      expect.objectContaining({ setting, message: expect.stringContaining(message) }),
    );
  });

  it.each<[GivenValues, boolean]>([
    [{ testControls: true }, true],
    [{ testControls: false }, false],
    [{ testControls: undefined }, false],
  ])('takes %j from a program (R570)', (given, testControls) => {
    expect(completeConfig(given)).toMatchObject({ testControls, remoteTestControls: false });
  });
});
