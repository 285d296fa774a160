import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readUuid, UUID_BYTES, writeUuid } from './uuid-bytes.ts';

describe('uuid bytes', () => {
  it('gives back any UUID, and writes no byte beside it', () => {
    fc.assert(
      fc.property(fc.uuid(), fc.nat(9), (uuid, offset) => {
        const target = new Uint8Array(offset + UUID_BYTES + 1).fill(0xaa);
        writeUuid(uuid, target, offset);
        expect(Buffer.from(target.subarray(offset, offset + UUID_BYTES)).toString('hex')).toBe(
          uuid.replaceAll('-', ''),
        );
        expect([...target.subarray(0, offset), target[offset + UUID_BYTES]].every((byte) => byte === 0xaa)).toBe(true);
        expect(readUuid(target.subarray(offset))).toBe(uuid);
      }),
    );
  });

  it('reads capitals as well', () => {
    const target = new Uint8Array(UUID_BYTES);
    writeUuid('01A3185C-5000-7C3F-82DC-BB20683886B9', target, 0);
    expect(readUuid(target)).toBe('01a3185c-5000-7c3f-82dc-bb20683886b9');
  });

  it.each([
    '',
    '01a3185c-5000-7c3f-82dc-bb20683886b',
    '01a3185c-5000-7c3f-82dc-bb20683886bg',
    '01a3185c-5000-7c3f-82dc-bb20683886\u0131b',
  ])('throws on %j, which is no UUID', (text) => {
    expect(() => writeUuid(text, new Uint8Array(UUID_BYTES), 0)).toThrow('a UUID has');
  });
});
