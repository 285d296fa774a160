/** A system call as strace printed it (`-f -y -xx`). */
export interface SystemCall {
  readonly name: string;
  /** What stands between the parentheses; strings and paths are hexadecimal. */
  readonly argumentText: string;
  /** Undefined if the process died in the call; -1 if the call failed. */
  readonly result: number | undefined;
  /** Path of the descriptor that is the result. */
  readonly resultPath: string | undefined;
  /** Number of the line at which it began and of that at which it ended, from 0; a call that never ended has no end. */
  readonly begin: number;
  readonly end: number;
}

const WHOLE = /^(\d+) +(\w+)\((.*)\) += (\?|-?\d+)(.*)$/;
const UNFINISHED = /^(\d+) +(\w+)\((.*?),? <unfinished \.\.\.>$/;
const RESUMED = /^(\d+) +<\.\.\. (\w+) resumed>(.*)\) += (\?|-?\d+)(.*)$/;
/** `+++ exited with 0 +++`, `--- SIGTERM {…} ---`, and what strace says of itself. */
const OTHER = /^(?:\d+ +(?:\+\+\+|---) |strace: )|<detached \.\.\.>$/;

/** The calls of a trace in the order in which they ended. @throws for a line that is not understood: nothing may be left out unseen */
export function readSystemCalls(trace: string): SystemCall[] {
  const calls: SystemCall[] = [];
  const begun = new Map<string, Pick<SystemCall, 'name' | 'argumentText' | 'begin'>>();
  let number = -1;
  for (const line of trace.split('\n')) {
    number += 1;
    if (line === '' || OTHER.test(line)) continue;
    const resumed = RESUMED.exec(line);
    if (resumed) {
      const [, pid = '', name = '', rest = '', result = '', behind = ''] = resumed;
      const start = begun.get(pid);
      if (start?.name !== name) throw new Error(`line ${number + 1} ends a call that has not begun: ${shorten(line)}`);
      begun.delete(pid);
      const argumentText = start.argumentText + rest;
      calls.push({ ...start, argumentText, ...readResult(result, behind), end: number });
      continue;
    }
    const unfinished = UNFINISHED.exec(line);
    if (unfinished) {
      const [, pid = '', name = '', argumentText = ''] = unfinished;
      begun.set(pid, { name, argumentText, begin: number });
      continue;
    }
    const whole = WHOLE.exec(line);
    if (!whole) throw new Error(`line ${number + 1} of the trace is not understood: ${shorten(line)}`);
    const [, , name = '', argumentText = '', result = '', behind = ''] = whole;
    calls.push({ name, argumentText, ...readResult(result, behind), begin: number, end: number });
  }
  const cutOff = { result: undefined, resultPath: undefined, end: Number.POSITIVE_INFINITY };
  return [...calls, ...[...begun.values()].map((call) => ({ ...call, ...cutOff }))];
}

function readResult(result: string, behind: string): Pick<SystemCall, 'result' | 'resultPath'> {
  const path = /^<([^>]*)>/.exec(behind)?.[1];
  return {
    result: result === '?' ? undefined : Number(result),
    resultPath: path === undefined ? undefined : decodeText(path).toString(),
  };
}

/** What a string in hexadecimal form (`\x2f\x61`) holds; anything else is taken as it is. */
export function decodeText(text: string): Buffer {
  return text.startsWith('\\x') ? Buffer.from(text.replaceAll('\\x', ''), 'hex') : Buffer.from(text);
}

function shorten(line: string): string {
  return line.length > 200 ? `${line.slice(0, 200)}…` : line;
}
