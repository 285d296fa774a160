import { decodeText, type SystemCall } from './system-calls.ts';

/** When something happened: lines of the trace. What ended before another thing began came before it. */
interface Span {
  readonly begin: number;
  readonly end: number;
}

/** What a process did to the disk, or said. Paths are absolute. */
export type DiskEvent = Span &
  (
    | { readonly kind: 'create' | 'mkdir' | 'unlink' | 'sync'; readonly path: string }
    /** Bytes of another file, which the trace does not show. */
    | { readonly kind: 'copy'; readonly path: string }
    | { readonly kind: 'write'; readonly path: string; readonly offset: number; readonly bytes: Buffer }
    | { readonly kind: 'truncate'; readonly path: string; readonly length: number }
    | { readonly kind: 'rename'; readonly path: string; readonly to: string }
    /** The first bytes of what was written to a socket or a pipe. */
    | { readonly kind: 'answer'; readonly text: string }
  );

/** The calls that {@link readDiskEvents} understands; a trace needs no others. */
export const TRACED_CALLS = [
  ...['openat', 'open', 'creat', 'write', 'pwrite64', 'writev', 'pwritev', 'pwritev2', 'sendto', 'sendmsg', 'sendfile'],
  ...['copy_file_range', 'fsync', 'fdatasync', 'sync_file_range', 'syncfs', 'sync', 'msync', 'rename', 'renameat'],
  ...['renameat2', 'unlink', 'unlinkat', 'mkdir', 'mkdirat', 'rmdir', 'ftruncate', 'truncate', 'fallocate', 'link'],
  ...['linkat', 'symlink', 'symlinkat', 'ioctl'],
] as const;

const ANSWER_BYTES = 2_048;
const DESCRIPTOR = /^(\d+)<([^>]*)>(\(deleted\))?/;
const DESCRIPTORS = /\b\d+<([^>]*)>/g;
const STRING = /"((?:\\x[0-9a-f]{2})*)"/g;

/**
 * What happened to the files below `root`, in the order in which it ended. `existing` are the files that were there before, and afterwards
 * those that are there. @throws for a call on such a file that the model of a disk does not know
 */
export function readDiskEvents(calls: readonly SystemCall[], root: string, existing: Set<string>): DiskEvent[] {
  const events: DiskEvent[] = [];
  const positions = new Map<string, number>();
  const isInside = (path: string): boolean => path === root || path.startsWith(`${root}/`);

  for (const call of calls) {
    const { name, argumentText, result, begin, end } = call;
    // A call that failed changed nothing. One in which the process died may have.
    if (result !== undefined && result < 0) continue;
    const span = { begin, end };
    const descriptor = DESCRIPTOR.exec(argumentText);
    const path = descriptor?.[2] === undefined ? undefined : decodeText(descriptor[2]).toString();
    const names = () => [...argumentText.matchAll(STRING)].map(([, text = '']) => decodeText(text).toString());
    switch (name) {
      case 'open':
      case 'openat':
      case 'creat': {
        const opened = call.resultPath ?? names().at(-1) ?? '';
        if (!isInside(opened) || /O_DIRECTORY/.test(argumentText)) break;
        if (/O_WRONLY|O_RDWR/.test(argumentText)) positions.set(opened, 0);
        if (/O_CREAT/.test(argumentText) && !existing.has(opened)) {
          existing.add(opened);
          events.push({ kind: 'create', path: opened, ...span });
        } else if (/O_TRUNC/.test(argumentText)) events.push({ kind: 'truncate', path: opened, length: 0, ...span });
        break;
      }
      case 'write':
      case 'writev':
      case 'pwrite64':
      case 'pwritev':
      case 'sendto':
      case 'sendmsg': {
        if (path === undefined) break;
        if (/^(?:socket|pipe):/.test(path)) {
          events.push({ kind: 'answer', text: firstText(argumentText), ...span });
          break;
        }
        // A deleted file has no name under which it could come back.
        if (!isInside(path) || descriptor?.[3] !== undefined) break;
        const bytes = writtenBytes(argumentText).subarray(0, result);
        const isPlaced = name.startsWith('pw');
        const offset = isPlaced ? Number(/, (\d+)$/.exec(argumentText)?.[1]) : (positions.get(path) ?? 0);
        if (!isPlaced) positions.set(path, offset + bytes.length);
        events.push({ kind: 'write', path, offset, bytes, ...span });
        break;
      }
      case 'fsync':
      case 'fdatasync':
        // One in which the process died has synced nothing for certain.
        if (path !== undefined && isInside(path) && Number.isFinite(end)) events.push({ kind: 'sync', path, ...span });
        break;
      case 'ftruncate':
        if (path === undefined || !isInside(path) || descriptor?.[3] !== undefined) break;
        events.push({ kind: 'truncate', path, length: Number(/, (\d+)$/.exec(argumentText)?.[1]), ...span });
        break;
      case 'unlink':
      case 'unlinkat':
      case 'rmdir':
      case 'mkdir':
      case 'mkdirat': {
        const [named = ''] = names().slice(-1);
        if (!isInside(named)) break;
        const isMade = name.startsWith('mkdir');
        if (isMade) existing.add(named);
        else existing.delete(named);
        events.push({ kind: isMade ? 'mkdir' : 'unlink', path: named, ...span });
        break;
      }
      case 'rename':
      case 'renameat':
      case 'renameat2': {
        const [from = '', to = ''] = names();
        if (!isInside(from) && !isInside(to)) break;
        existing.delete(from);
        existing.add(to);
        events.push({ kind: 'rename', path: from, to, ...span });
        break;
      }
      case 'ioctl':
        if (/FICLONE/.test(argumentText) && path !== undefined && isInside(path))
          events.push({ kind: 'copy', path, ...span });
        break;
      case 'copy_file_range':
      case 'sendfile': {
        const opened = [...argumentText.matchAll(DESCRIPTORS)].map(([, text = '']) => decodeText(text).toString());
        const target = opened[name === 'sendfile' ? 0 : 1] ?? '';
        if (isInside(target)) events.push({ kind: 'copy', path: target, ...span });
        break;
      }
      default:
        if (touches(argumentText, isInside)) throw unknown(name, argumentText);
    }
  }
  return events.sort((one, other) => one.end - other.end || one.begin - other.begin);
}

function writtenBytes(argumentText: string): Buffer {
  return Buffer.concat([...argumentText.matchAll(STRING)].map(([, text = '']) => decodeText(text)));
}

function firstText(argumentText: string): string {
  const [first] = argumentText.matchAll(STRING);
  return decodeText((first?.[1] ?? '').slice(0, 4 * ANSWER_BYTES)).toString('latin1');
}

function touches(argumentText: string, isInside: (path: string) => boolean): boolean {
  const paths = [...argumentText.matchAll(/<((?:\\x[0-9a-f]{2})+)>/g), ...argumentText.matchAll(STRING)];
  return paths.some(([, text = '']) => isInside(decodeText(text).toString()));
}

function unknown(name: string, argumentText: string): Error {
  return new Error(`the model of the disk does not know ${name}(${argumentText.slice(0, 200)})`);
}
