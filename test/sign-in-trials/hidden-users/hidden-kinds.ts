import { AdminResetUserPasswordCommand, AdminSetUserPasswordCommand } from '@aws-sdk/client-cognito-identity-provider';
import { assert } from '../../../src/base/assert.ts';
import { RandomSource } from '../../../src/cli/generate/random-source.ts';
import type { TrialPool } from '../trial-pool.ts';

/** Kinds of users whom a client that hides users must not be able to tell apart. */
export const KINDS = ['own password', 'reset required', 'no password', 'unknown'] as const;
export type Kind = (typeof KINDS)[number];

/** Names of users of each kind, as many of one as of another. */
export type KindNames = Readonly<Record<Kind, readonly string[]>>;

const NAME_LETTERS = 8;

/**
 * Makes users of all kinds in a pool whose imported users are confirmed without a password. Names are random and of one length, so that
 * nothing follows from them.
 */
export async function makeKinds(pool: TrialPool, usersPerKind: number, seed: number): Promise<KindNames> {
  const random = new RandomSource(seed);
  const all = new Set<string>();
  while (all.size < KINDS.length * usersPerKind) all.add(randomName(random));
  const shuffled = [...all];
  const names = Object.fromEntries(
    KINDS.map((kind, index) => [kind, shuffled.slice(index * usersPerKind, (index + 1) * usersPerKind)]),
  ) as Record<Kind, string[]>;
  // Mixed, so that a kind does not lie together in the table.
  const known = [...names['own password'], ...names['reset required'], ...names['no password']].toSorted();
  await pool.importUsers(known);
  const UserPoolId = pool.userPoolId;
  for (const Username of names['own password']) {
    const input = { UserPoolId, Username, Password: `Own-Password-${Username}-1`, Permanent: true };
    await pool.client.send(new AdminSetUserPasswordCommand(input));
  }
  for (const Username of names['reset required']) {
    await pool.client.send(new AdminResetUserPasswordCommand({ UserPoolId, Username }));
  }
  return names;
}

function randomName(random: RandomSource): string {
  return Array.from({ length: NAME_LETTERS }, () => String.fromCharCode(0x61 + random.below(26))).join('');
}

/** A try at each kind, in random order, again and again, until each name had its turn so many times, every second time in capitals. */
export function* alternate(names: KindNames, triesPerName: number, seed: number): Generator<readonly [Kind, string]> {
  const random = new RandomSource(seed);
  for (let round = 0; round < triesPerName; round++) {
    for (let index = 0; index < names.unknown.length; index++) {
      for (const kind of shuffle(random, KINDS)) {
        const name = names[kind][index];
        assert(name !== undefined, 'there are as many of one kind as of another');
        yield [kind, round % 2 === 0 ? name : name.toUpperCase()];
      }
    }
  }
}

function shuffle<Item>(random: RandomSource, items: readonly Item[]): Item[] {
  return items
    .map((item) => ({ item, key: random.fraction() }))
    .toSorted((left, right) => left.key - right.key)
    .map(({ item }) => item);
}
