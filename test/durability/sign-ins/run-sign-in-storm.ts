import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { RandomSource } from '../../../src/cli/generate/random-source.ts';
import { clientOptions, createLogRole } from '../../drive-import.ts';
import { ExpiringCodes } from './expiring-codes.ts';
import { Happenings } from './happenings.ts';
import { importPeople, type Person } from './import-people.ts';
import { killNodes } from './kill-nodes.ts';
import { type LifeTally, newLifeTally } from './life-tally.ts';
import { MailJournal, type MailTally } from './mail-journal.ts';
import { type CallsTally, StormCalls } from './storm-calls.ts';
import { type Engine, openStormCluster, type StormCluster } from './storm-cluster.ts';
import { Difference, StormUser, type StormWorld } from './storm-user.ts';
import { StormyMail } from './stormy-mail.ts';
import { UserLife } from './user-life.ts';

export interface SignInStorm {
  readonly kills: number;
  readonly people: number;
  readonly calls: CallsTally;
  readonly lives: LifeTally;
  readonly mails: MailTally;
  /** Whatever is not in line with what the clients were told. */
  readonly differences: readonly string[];
}

export interface SignInStormOptions {
  readonly engine: Engine;
  readonly kills: number;
  /** Draws what people do, and moments. */
  readonly seed: number;
  /** The command; that of the clone if none is given. */
  readonly bin?: string | undefined;
  /** No more kills once something differs. */
  readonly endsAtDifference?: boolean;
  /** Asked before each kill: no more of them, and all is judged as it is. */
  readonly isOver?: () => boolean;
  readonly onProgress?: (line: string) => void;
}

const ACTORS = 6;
const INVITED_PERCENT = 12;
const SIGNING_UP_PERCENT = 12;
const FIRST_SIGN_IN_PERCENT = 75;
const STEPS_MAX = 3;
/** In each pool, for each kill. */
const PEOPLE_PER_KILL = 6;
const DRAIN_POLL_MS = 100;
/** What a log must not hold: part of every address and of every new password of the storm. */
const SECRET = /hidden\.example|Hidden-Horse/i;

/**
 * Kills nodes so many times while people sign in with imported hashes, by codes, apps and devices, reset and change passwords, and verify addresses; judges each person after
 * each step, and in the end all devices once more and what the mail server has received.
 */
export async function runSignInStorm(options: SignInStormOptions): Promise<SignInStorm> {
  const { engine, kills, seed, bin, endsAtDifference = false, isOver = () => false, onProgress = () => {} } = options;
  const happenings = new Happenings();
  const differences: string[] = [];
  const report = (difference: string): void => {
    differences.push(difference);
    onProgress(difference);
  };
  const mail = await StormyMail.open(() => happenings.begin('mail'));
  const directory = await mkdtemp(join(tmpdir(), 'muster-storm-files-'));
  const onOutput = (text: string): void => {
    if (SECRET.test(text)) report(`a log tells a secret: ${text}`);
  };
  const cluster = await openStormCluster(engine, { smtpUrl: mail.url, bin, onOutput });
  const client = new CognitoIdentityProviderClient({ ...clientOptions(cluster.url), maxAttempts: 1 });
  try {
    await Promise.all(cluster.nodes.map((node) => node.start()));
    const roleArn = await createLogRole(cluster.url);
    const people = await importPeople(client, roleArn, directory, kills * PEOPLE_PER_KILL);
    onProgress(`${people.length} people were imported`);
    const calls = new StormCalls(happenings, () => cluster.untilUp());
    const journal = new MailJournal();
    const world: StormWorld = { url: cluster.url, client, calls, journal };
    const stage = new Stage(
      world,
      cluster,
      shuffle(people, new RandomSource(seed)),
      new ExpiringCodes(journal),
      report,
    );
    const acting = Promise.all([
      ...Array.from({ length: ACTORS }, (_, index) => stage.act(new RandomSource(seed + index + 1))),
      stage.actExpiring(new RandomSource(seed + ACTORS + 1)),
    ]);
    const stopWatching = await cluster.store.watchWrites(() => happenings.begin('write'));
    const killed = await killNodes({
      cluster,
      random: new RandomSource(seed + ACTORS + 2),
      happenings,
      calls: calls.tally,
      mail,
      expiring: stage.expiring,
      kills,
      isEnough: () => isOver() || (endsAtDifference && differences.length > 0),
      onKill: (count) => onProgress(`${count} kills, ${stage.people} people, ${differences.length} differences`),
    });
    await stopWatching();
    await mail.setMood('well');
    stage.isOver = true;
    stage.expiring.giveUp();
    await acting;
    await stage.judgeDevices();
    onProgress('waiting for the outbox');
    while ((await cluster.store.countWaiting()) > 0) await wait(DRAIN_POLL_MS);
    for (const fault of await cluster.end()) report(fault);
    const mails = journal.judge(mail.mails, report);
    return { kills: killed, people: stage.people, calls: calls.tally, lives: stage.lives, mails, differences };
  } finally {
    client.destroy();
    await cluster.remove();
    await mail.stop();
    await rm(directory, { recursive: true, force: true });
  }
}

/** Where people act, each from the first sign-in on, until the storm is over. */
class Stage {
  readonly expiring: ExpiringCodes;
  readonly lives = newLifeTally();
  readonly #world: StormWorld;
  readonly #cluster: StormCluster;
  readonly #people: Person[];
  readonly #report: (difference: string) => void;
  /** Of those of whom nothing differed. */
  readonly #past: UserLife[] = [];
  #invited = 0;
  #joined = 0;
  people = 0;
  isOver = false;

  constructor(
    world: StormWorld,
    cluster: StormCluster,
    people: Person[],
    expiring: ExpiringCodes,
    report: (difference: string) => void,
  ) {
    this.#world = world;
    this.#cluster = cluster;
    this.#people = people;
    this.expiring = expiring;
    this.#report = report;
  }

  async act(random: RandomSource): Promise<void> {
    while (!this.isOver) await this.#live(random, (life, person) => this.#liveThrough(random, life, person));
  }

  /** Codes that are asked for, and run out before they are used. */
  async actExpiring(random: RandomSource): Promise<void> {
    while (!this.isOver) {
      await this.#live(random, async (life, { user, password }) => {
        if (password === undefined) return;
        const code = await life.askForCode();
        if (code === undefined || this.isOver) return;
        if (await this.expiring.expire(user.email)) await life.expectExpired(code);
      });
    }
  }

  async #live(
    random: RandomSource,
    act: (life: UserLife, person: { readonly user: StormUser; readonly password: string | undefined }) => Promise<void>,
  ): Promise<void> {
    const person = this.#people.pop();
    if (!person) throw new Error('the storm has lasted longer than there are people');
    this.people += 1;
    const user = new StormUser(this.#world, person.pool, person.name);
    const services = { store: this.#cluster.store, random, tally: this.lives };
    const life = new UserLife(this.#world, services, user, person.password);
    await this.#judged(async () => {
      await act(life, { user, password: person.password });
      this.#past.push(life);
    });
  }

  /** However long ago a device was confirmed or forgotten, and however many kills. */
  async judgeDevices(): Promise<void> {
    for (const life of this.#past) await this.#judged(() => life.judgeDevices());
  }

  async #judged(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof Difference)) throw error;
      this.#report(error.message);
    }
  }

  async #liveThrough(
    random: RandomSource,
    life: UserLife,
    { user, password }: { readonly user: StormUser; readonly password: string | undefined },
  ): Promise<void> {
    if (random.chance(INVITED_PERCENT)) await this.#invite(random, user);
    if (random.chance(SIGNING_UP_PERCENT)) await this.#signUp(random, user);
    if (password === undefined) await life.resetByCode();
    else if (random.chance(FIRST_SIGN_IN_PERCENT)) await life.signInFirst();
    for (let step = random.below(STEPS_MAX + 1); step > 0 && life.hasPassword; step--) {
      await random.pick(STEPS)(life);
    }
  }

  /** A new user in the pool of another. */
  async #invite(random: RandomSource, host: StormUser): Promise<void> {
    const life = this.#newLife(random, host, `invited${++this.#invited}`);
    if (await life.invite()) await life.replaceTemporary();
  }

  async #signUp(random: RandomSource, host: StormUser): Promise<void> {
    const life = this.#newLife(random, host, `joined${++this.#joined}`);
    if (await life.signUp()) await life.resetByCode();
  }

  #newLife(random: RandomSource, host: StormUser, name: string): UserLife {
    const user = new StormUser(this.#world, host.pool, name);
    const services = { store: this.#cluster.store, random, tally: this.lives };
    return new UserLife(this.#world, services, user, undefined);
  }
}

type Step = (life: UserLife) => Promise<void>;
const STEPS: readonly [Step, ...Step[]] = [
  (life) => life.changePassword(),
  (life) => life.setByAdministrator(),
  (life) => life.resetByCode(),
  (life) => life.resetByAdministrator(),
  (life) => life.useFactors(),
  (life) => life.useFactors(),
  (life) => life.useDevices(),
  (life) => life.useDevices(),
];

function shuffle(people: readonly Person[], random: RandomSource): Person[] {
  return people
    .map((person) => ({ person, at: random.fraction() }))
    .toSorted((left, right) => left.at - right.at)
    .map(({ person }) => person);
}
