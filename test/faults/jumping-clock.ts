import { existsSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { assertPresent } from '../../src/base/assert.ts';

/** The wall clock of processes that are started with its environment: by so much before or behind the machine's own. */
export interface JumpingClock {
  readonly environment: Readonly<Record<string, string>>;
  set(offsetSeconds: number): void;
}

/** `directory` keeps the file that the processes read the time from. Needs the Debian package faketime. */
export function openJumpingClock(directory: string): JumpingClock {
  const path = join(directory, 'faketime');
  const set = (offsetSeconds: number) => {
    // A file that is half written would be no time at all.
    writeFileSync(`${path}.next`, `${offsetSeconds < 0 ? '' : '+'}${offsetSeconds}\n`);
    renameSync(`${path}.next`, path);
  };
  set(0);
  return {
    environment: {
      LD_PRELOAD: findLibrary(),
      FAKETIME_TIMESTAMP_FILE: path,
      FAKETIME_NO_CACHE: '1',
      FAKETIME_DONT_FAKE_MONOTONIC: '1',
    },
    set,
  };
}

function findLibrary(): string {
  const paths = readdirSync('/usr/lib').map((name) => join('/usr/lib', name, 'faketime', 'libfaketimeMT.so.1'));
  return assertPresent(paths.find(existsSync), 'faketime has no library');
}
