import { openMailServer, type ReceivedMail, smtpRefusal } from '../../../src/delivery/smtp-server.fixture.ts';
import { startTcpProxy, type TcpProxy } from '../../tcp-proxy.ts';

/**
 * `busy` answers 451, `silent` takes bytes and says nothing, `away` takes no connection. `cutting` ends one connection after the server has
 * taken the mail, `breaking` one before: in both the client hears no answer.
 */
export const MOODS = ['well', 'well', 'slow', 'busy', 'silent', 'away', 'cutting', 'breaking'] as const;
export type Mood = (typeof MOODS)[number];

const SLOW_MS = 150;
const END_OF_MAIL = '\r\n.\r\n';

/** A real mail server behind a proxy, in changing moods. */
export class StormyMail {
  readonly #server: Awaited<ReturnType<typeof openMailServer>>;
  readonly #proxy: TcpProxy;
  readonly #state: { mood: Mood };

  private constructor(server: Awaited<ReturnType<typeof openMailServer>>, proxy: TcpProxy, state: { mood: Mood }) {
    this.#server = server;
    this.#proxy = proxy;
    this.#state = state;
  }

  /** `onCommand` hears of each step of a delivery. */
  static async open(onCommand: () => void): Promise<StormyMail> {
    const state: { mood: Mood } = { mood: 'well' };
    const server = await openMailServer({
      onConnect: (_session, done) => {
        onCommand();
        done();
      },
      onMailFrom: (_address, _session, done) => {
        onCommand();
        done(state.mood === 'busy' ? smtpRefusal(451) : null);
      },
      onRcptTo: (_address, _session, done) => {
        onCommand();
        done();
      },
    });
    return new StormyMail(server, await startTcpProxy(server.port), state);
  }

  /** For the servers that send. */
  get url(): string {
    return `smtp://127.0.0.1:${this.#proxy.port}`;
  }

  get mood(): Mood {
    return this.#state.mood;
  }

  get mails(): readonly ReceivedMail[] {
    return this.#server.mails;
  }

  async setMood(mood: Mood): Promise<void> {
    const before = this.#state.mood;
    const { rules } = this.#proxy;
    this.#state.mood = mood;
    if (before === 'away' && mood !== 'away') await this.#proxy.open();
    if (before === 'silent') this.#proxy.cut();
    rules.delayMs = mood === 'slow' ? SLOW_MS : 0;
    rules.isSilent = mood === 'silent';
    rules.cutAfter = mood === 'cutting' ? END_OF_MAIL : undefined;
    rules.holdAt = mood === 'breaking' ? 'DATA\r\n' : undefined;
    if (mood === 'away' && before !== 'away') await this.#proxy.shut();
  }

  async stop(): Promise<void> {
    await this.#proxy.stop();
    await this.#server.close();
  }
}
