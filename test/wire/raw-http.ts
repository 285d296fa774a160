import { connect } from 'node:net';
import { assert } from '../../src/base/assert.ts';

export interface RawAnswer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: ReadonlyMap<string, string>;
  /** Latin-1: one character is one byte. */
  readonly body: string;
}

/**
 * Sends bytes over a connection of their own, closes the sending side and returns every answer that comes. Throws for bytes that are no
 * answer with a length, and for an answer that stops in the middle. A connection that is cut counts as one that ended.
 */
export async function exchange(port: number, bytes: Buffer): Promise<RawAnswer[]> {
  const received = await new Promise<string>((resolve) => {
    let text = '';
    const socket = connect({ host: '127.0.0.1', port, allowHalfOpen: true }, () => socket.end(bytes));
    socket.setEncoding('latin1');
    socket.on('data', (data) => {
      text += data;
    });
    socket.on('end', () => socket.destroy());
    // Bytes that the server never reads make the system cut the connection; what came before counts.
    socket.on('error', () => socket.destroy());
    socket.on('close', () => resolve(text));
  });
  return parseAnswers(received, bytes.toString('latin1', 0, 5) === 'HEAD ');
}

/** The answer to HEAD says how long a body would be, and has none, unless the server could not see that it was HEAD. */
function parseAnswers(text: string, isFirstToHead: boolean): RawAnswer[] {
  const answers: RawAnswer[] = [];
  for (let rest = text; rest !== ''; ) {
    const headEnd = rest.indexOf('\r\n\r\n');
    assert(headEnd > 0, `an answer has a head: ${JSON.stringify(rest.slice(0, 200))}`);
    const [statusLine = '', ...lines] = rest.slice(0, headEnd).split('\r\n');
    const status = /^HTTP\/1\.1 (\d{3}) /.exec(statusLine)?.[1];
    assert(status !== undefined, `an answer begins with a status: ${JSON.stringify(statusLine)}`);
    const headers = new Map(
      lines.map((line) => {
        const colon = line.indexOf(': ');
        assert(colon > 0, `a header has a name: ${JSON.stringify(line)}`);
        return [line.slice(0, colon).toLowerCase(), line.slice(colon + 2)] as const;
      }),
    );
    rest = rest.slice(headEnd + 4);
    if (status === '100') continue;
    const hasNoBody = isFirstToHead && answers.length === 0 && !rest.startsWith('{') && !rest.startsWith('<');
    const length = hasNoBody ? 0 : Number(headers.get('content-length'));
    assert(Number.isInteger(length) && rest.length >= length, `an answer is as long as it says: ${statusLine}`);
    answers.push({ status: Number(status), headers, body: rest.slice(0, length) });
    rest = rest.slice(length);
  }
  return answers;
}
