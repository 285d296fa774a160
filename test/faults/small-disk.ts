import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A file system of its own that is full after so many bytes. */
export interface SmallDisk {
  readonly path: string;
  /** Until so many bytes are left, as far as nobody else writes. */
  fill(leftBytes: number): void;
  /** Takes away what {@link SmallDisk.fill} has put there. */
  empty(): void;
  makeReadOnly(): void;
  remove(): void;
}

/** Undefined where it cannot be had: it takes Linux and the right to mount. */
export function openSmallDisk(megabytes: number): SmallDisk | undefined {
  const path = mkdtempSync(join(tmpdir(), 'muster-disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', path], { stdio: 'ignore' });
  } catch {
    rmSync(path, { recursive: true });
    return undefined;
  }
  const ballast = join(path, 'ballast');
  return {
    path,
    fill(leftBytes) {
      const { bavail, bsize } = statfsSync(path);
      try {
        writeFileSync(ballast, Buffer.alloc(Math.max(0, bavail * bsize - leftBytes)));
      } catch (error) {
        // Somebody else was faster.
        if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error;
      }
    },
    empty: () => rmSync(ballast),
    makeReadOnly: () => void execFileSync('mount', ['-o', 'remount,ro', path]),
    remove() {
      execFileSync('umount', ['--lazy', path]);
      rmSync(path, { recursive: true });
    },
  };
}

/** Whether they can be had; a printed line says so if not, and in CI that is a failure. */
export const hasSmallDisks = ((): boolean => {
  const disk = openSmallDisk(1);
  disk?.remove();
  if (!disk && process.env.CI) throw new Error('a tmpfs can be mounted in CI');
  if (!disk) process.stdout.write('full disks are not tested: this user may not mount a tmpfs\n');
  return disk !== undefined;
})();
