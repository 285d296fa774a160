import { openMailServer } from '../../../src/delivery/smtp-server.fixture.ts';
import { startSearchedServer } from '../../searched-logs/searched-server.ts';
import { startTcpProxy } from '../../tcp-proxy.ts';
import { shapeOfAnswer } from '../hidden-users/shape-of-answer.ts';
import { PublicConnection } from '../public-connection.ts';
import { emailOf, TrialPool } from '../trial-pool.ts';

const CLIENTS = 8;
const POLL_MS = 100;

export interface FloodResult {
  /** How often each shape of answer came, for names that nobody has and for users alike. */
  readonly shapes: ReadonlyMap<string, number>;
  /** Users who asked for a code after the flood, and those to whom one was delivered once the mail server answered again. */
  readonly asked: readonly string[];
  readonly delivered: readonly string[];
}

/**
 * Somebody asks for codes of names that nobody has while the mail server takes connections and says nothing; then users ask for theirs, and the
 * mail server comes back. Ends the server, whose logs are searched.
 */
export async function floodOutbox(unknownNames: number, users: number): Promise<FloodResult> {
  const mail = await openMailServer();
  const road = await startTcpProxy(mail.port);
  road.rules.isSilent = true;
  const server = await startSearchedServer({
    flags: ['--inbox', 'off', '--mail-from', 'trial@example.com', '--request-rate-percent', '0'],
    environment: { MUSTER_SMTP_URL: `smtp://127.0.0.1:${road.port}` },
  });
  try {
    const pool = await TrialPool.create(server);
    const ClientId = await pool.createApp({ PreventUserExistenceErrors: 'ENABLED' });
    const names = Array.from({ length: users }, (_, index) => `flooded-${String(index).padStart(5, '0')}`);
    await pool.importUsers(names);
    pool.close();
    const shapes = new Map<string, number>();
    const connections = await Promise.all(Array.from({ length: CLIENTS }, () => PublicConnection.open(server)));
    const ask = async (connection: PublicConnection, Username: string) => {
      const shape = shapeOfAnswer(await connection.send('ForgotPassword', { ClientId, Username }));
      shapes.set(shape, (shapes.get(shape) ?? 0) + 1);
    };
    // One user before, whose message waits from the beginning.
    const [first = '', ...rest] = names;
    await ask(connections[0] ?? (await PublicConnection.open(server)), first);
    let next = 0;
    await Promise.all(
      connections.map(async (connection) => {
        while (next < unknownNames) await ask(connection, `nobody--${String(next++).padStart(5, '0')}`);
      }),
    );
    for (const [index, name] of rest.entries()) {
      const connection = connections[index % CLIENTS];
      if (connection) await ask(connection, name);
    }
    for (const connection of connections) connection.close();
    road.rules.isSilent = false;
    road.cut();
    const addresses = new Set(names.map(emailOf));
    const delivered = () => [...new Set(mail.mails.flatMap(({ to }) => to))].filter((to) => addresses.has(to));
    while (delivered().length < names.length) await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    return { shapes, asked: names.map(emailOf), delivered: delivered().toSorted() };
  } finally {
    await server.stop();
    await road.stop();
    await mail.close();
  }
}
