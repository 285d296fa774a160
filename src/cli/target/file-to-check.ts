import { isUtf8 } from 'node:buffer';
import { readSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import type { CheckOptions } from '../../check/check-options.ts';

/**
 * A file for a check: open for reading, and read into the same memory again and again. It is read on this thread: nobody works meanwhile,
 * and to wake another for each read takes time of a processor. Between two reads signals are let in.
 */
export function fileToCheck(fileDescriptor: number, byteLength: number): Pick<CheckOptions, 'file' | 'isUtf8'> {
  let memory = Buffer.alloc(0);
  return {
    isUtf8,
    file: {
      byteLength,
      async read(offset, length) {
        if (memory.length < length) memory = Buffer.allocUnsafeSlow(length);
        await setImmediate();
        return memory.subarray(0, readSync(fileDescriptor, memory, 0, length, offset));
      },
    },
  };
}
