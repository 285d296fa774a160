import { isUtf8 } from 'node:buffer';
import { read } from 'node:fs';
import { promisify } from 'node:util';
import type { CheckOptions } from '../../check/check-options.ts';

const readInto = promisify(read);

/** A file for a check: open for reading, and read into the same memory again and again. */
export function fileToCheck(fileDescriptor: number, byteLength: number): Pick<CheckOptions, 'file' | 'isUtf8'> {
  let memory = Buffer.alloc(0);
  return {
    isUtf8,
    file: {
      byteLength,
      async read(offset, length) {
        if (memory.length < length) memory = Buffer.allocUnsafeSlow(length);
        const { bytesRead } = await readInto(fileDescriptor, memory, 0, length, offset);
        return memory.subarray(0, bytesRead);
      },
    },
  };
}
