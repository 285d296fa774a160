import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readDiskEvents } from './disk-events.ts';
import { decodeText, readSystemCalls } from './system-calls.ts';

const hex = (text: string) => [...Buffer.from(text)].map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('');
const fd = (number: number, path: string) => `${number}<${hex(path)}>`;

const CREATE = `7 openat(AT_FDCWD<${hex('/disk')}>, "${hex('/disk/a')}", O_WRONLY|O_CREAT|O_EXCL, 0600) = ${fd(5, '/disk/a')}`;

describe('a trace', () => {
  it('has calls that end on the line on which they begin, and such that others come between', () => {
    const trace = [
      CREATE,
      `7 write(${fd(5, '/disk/a')}, "${hex('abc')}", 3 <unfinished ...>`,
      `8 fsync(${fd(6, '/disk')}) = 0`,
      '7 <... write resumed>)             = 2',
      `8 fsync(${fd(6, '/disk')} <unfinished ...>`,
      '7 +++ exited with 0 +++',
    ].join('\n');
    expect(readSystemCalls(trace)).toMatchObject([
      { name: 'openat', result: 5, resultPath: '/disk/a', begin: 0, end: 0 },
      { name: 'fsync', result: 0, begin: 2, end: 2 },
      { name: 'write', result: 2, begin: 1, end: 3 },
      { name: 'fsync', result: undefined, begin: 4, end: Number.POSITIVE_INFINITY },
    ]);
    expect(readDiskEvents(readSystemCalls(trace), '/disk', new Set())).toEqual([
      { kind: 'create', path: '/disk/a', begin: 0, end: 0 },
      { kind: 'sync', path: '/disk', begin: 2, end: 2 },
      // Fewer bytes were written than were to be.
      { kind: 'write', path: '/disk/a', offset: 0, bytes: Buffer.from('ab'), begin: 1, end: 3 },
    ]);
  });

  it.each([
    ['a line of another form', 'what is this', 'line 1 of the trace is not understood'],
    ['the end of a call that has not begun', '7 <... write resumed>) = 2', 'ends a call that has not begun'],
  ])('is refused with %s', (_name, trace, message) => {
    expect(() => readSystemCalls(trace)).toThrow(message);
  });

  it.each([`7 link("${hex('/disk/a')}", "${hex('/disk/b')}") = 0`, `7 fallocate(${fd(5, '/disk/a')}, 0, 0, 4096) = 0`])(
    'is refused with a call that the model of a disk does not know: %s',
    (line) => {
      expect(() => readDiskEvents(readSystemCalls(line), '/disk', new Set())).toThrow('does not know');
      expect(readDiskEvents(readSystemCalls(line), '/elsewhere', new Set())).toEqual([]);
    },
  );

  it('leaves out what failed and what happened elsewhere', () => {
    const trace = [
      `7 unlink("${hex('/disk/none')}") = -1 ENOENT (No such file or directory)`,
      `7 unlink("${hex('/diskette')}") = 0`,
      `7 pwrite64(${fd(5, '/disk/gone')}(deleted), "${hex('x')}", 1, 0) = 1`,
      `7 write(${fd(5, 'anon_inode:[eventfd]')}, "${hex('x')}", 1) = 1`,
    ].join('\n');
    expect(readDiskEvents(readSystemCalls(trace), '/disk', new Set())).toEqual([]);
  });

  it('knows each call by its effect', () => {
    const trace = [
      `7 mkdir("${hex('/disk/d')}", 0700) = 0`,
      CREATE,
      `7 writev(${fd(5, '/disk/a')}, [{iov_base="${hex('ab')}", iov_len=2}, {iov_base="${hex('c')}", iov_len=1}], 2) = 3`,
      `7 write(${fd(5, '/disk/a')}, "${hex('d')}", 1) = 1`,
      `7 pwrite64(${fd(5, '/disk/a')}, "${hex('xy')}", 2, 512) = 2`,
      `7 ftruncate(${fd(5, '/disk/a')}, 7) = 0`,
      `7 fdatasync(${fd(5, '/disk/a')}) = 0`,
      `7 copy_file_range(${fd(5, '/other')}, NULL, ${fd(6, '/disk/a')}, NULL, 10, 0) = 10`,
      `7 sendfile(${fd(6, '/disk/a')}, ${fd(5, '/other')}, [0], 10) = 10`,
      `7 rename("${hex('/disk/a')}", "${hex('/disk/d/b')}") = 0`,
      `7 unlink("${hex('/disk/d/b')}") = 0`,
      `7 write(${fd(9, 'socket:[77]')}, "${hex('HTTP/1.1 200 OK')}", 15) = 15`,
    ].join('\n');
    const events = readDiskEvents(readSystemCalls(trace), '/disk', new Set());
    expect(events.map(({ begin, end, ...event }) => event)).toEqual([
      { kind: 'mkdir', path: '/disk/d' },
      { kind: 'create', path: '/disk/a' },
      { kind: 'write', path: '/disk/a', offset: 0, bytes: Buffer.from('abc') },
      { kind: 'write', path: '/disk/a', offset: 3, bytes: Buffer.from('d') },
      { kind: 'write', path: '/disk/a', offset: 512, bytes: Buffer.from('xy') },
      { kind: 'truncate', path: '/disk/a', length: 7 },
      { kind: 'sync', path: '/disk/a' },
      { kind: 'copy', path: '/disk/a' },
      { kind: 'copy', path: '/disk/a' },
      { kind: 'rename', path: '/disk/a', to: '/disk/d/b' },
      { kind: 'unlink', path: '/disk/d/b' },
      { kind: 'answer', text: 'HTTP/1.1 200 OK' },
    ]);
  });

  it('gives back any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 300 }), fc.nat(1e9), (bytes, offset) => {
        const text = [...bytes].map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('');
        const line = `7 pwrite64(${fd(5, '/disk/a')}, "${text}", ${bytes.length}, ${offset}) = ${bytes.length}`;
        const events = readDiskEvents(readSystemCalls(line), '/disk', new Set(['/disk/a']));
        expect(events).toEqual([
          { kind: 'write', path: '/disk/a', offset, bytes: Buffer.from(bytes), begin: 0, end: 0 },
        ]);
        expect(decodeText(text)).toEqual(Buffer.from(bytes));
      }),
    );
  });
});
