import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Verdict } from '../imports/verdict.ts';
import { VerdictList } from './verdict-list.ts';

const text = fc.string({ unit: 'grapheme', maxLength: 400 });
const key = fc.option(text);
const verdict: fc.Arbitrary<Verdict> = fc.oneof(
  fc.record({
    kind: fc.constant('accepted' as const),
    user: fc
      .record({
        username: text,
        usernameKey: text,
        sub: fc.uuid(),
        status: fc.constantFrom('CONFIRMED' as const, 'RESET_REQUIRED' as const),
        mfa: fc.constantFrom('off' as const, 'active' as const, 'sms' as const),
        attributesJson: text,
        emailKey: key,
        phoneKey: key,
        preferredUsernameKey: key,
        sealedPasswordHash: fc.option(
          fc.uint8Array({ maxLength: 90 }).map((bytes) => Buffer.from(bytes)),
          { nil: undefined },
        ),
      })
      .chain((user) => fc.constantFrom(user, { ...user, username: user.usernameKey })),
  }),
  fc.record({ kind: fc.constant('failed' as const), reason: fc.tuple(fc.constant('T43'), fc.nat(), fc.nat()) }),
);

describe('VerdictList', () => {
  it('gives back the verdicts that it was given, in their order, and any part of them', () => {
    fc.assert(
      fc.property(fc.array(verdict, { maxLength: 30 }), fc.nat(30), fc.nat(30), (verdicts, from, to) => {
        const list = VerdictList.of(verdicts);
        expect(list.length).toBe(verdicts.length);
        expect([...list]).toEqual(verdicts);
        expect([...list.slice(from, to)]).toEqual(verdicts.slice(from, to));
      }),
    );
  });

  it('grows beyond the room that it begins with', () => {
    const users: Verdict[] = Array.from({ length: 2_000 }, (_, index) => ({
      kind: 'accepted',
      user: {
        username: `user${index}`,
        usernameKey: `user${index}`,
        sub: `00000000-0000-7000-8000-${String(index).padStart(12, '0')}`,
        status: 'CONFIRMED',
        mfa: 'off',
        attributesJson: `{"name":"${'ж'.repeat(index % 700)}"}`,
        emailKey: null,
        phoneKey: null,
        preferredUsernameKey: null,
        sealedPasswordHash: undefined,
      },
    }));
    expect([...VerdictList.of(users)]).toEqual(users);
  });

  it('packs users without those who failed, and says where their fields end', () => {
    const [user] = fc.sample(
      verdict.filter(({ kind }) => kind === 'accepted'),
      { numRuns: 1, seed: 1 },
    );
    if (user?.kind !== 'accepted') throw new Error('a sample is a user');
    const ana = { ...user.user, username: 'Ana', usernameKey: 'ana', emailKey: 'é', phoneKey: null };
    const rest = { preferredUsernameKey: null, attributesJson: '{}', sealedPasswordHash: undefined };
    const list = VerdictList.of([
      { kind: 'failed', reason: ['T46'] },
      { kind: 'accepted', user: { ...ana, ...rest } },
    ]);
    const { bytes, fieldEnds, statuses } = list.packUsers();
    expect(Buffer.from(bytes).toString('utf8', 16)).toBe('Anaanaé{}');
    expect([...fieldEnds]).toEqual([16, 19, 22, 24, ~24, ~24, 26, ~26]);
    expect(statuses).toEqual([user.user.status]);
    expect([...list.failed]).toEqual([[0, ['T46']]]);
  });
});
