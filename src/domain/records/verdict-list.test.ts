import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AssertionError } from '../../base/assert.ts';
import type { Verdict } from '../imports/verdict.ts';
import type { NewUser } from '../users/user.ts';
import { USER_FIELDS } from './user-fields.ts';
import { PRIVATE_MEMORY, VerdictList } from './verdict-list.ts';

const ANA: NewUser = {
  username: 'Ana',
  usernameKey: 'ana',
  sub: '0190b7a6-0000-7000-8000-000000000000',
  status: 'CONFIRMED',
  mfa: 'off',
  attributesJson: '{"email":"a@b.c"}',
  emailKey: null,
  phoneKey: null,
  preferredUsernameKey: null,
  sealedPasswordHash: undefined,
};

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
        sealedPasswordHash: fc.option(fc.uint8Array({ maxLength: 90 }), { nil: undefined }),
      })
      .chain((user) => fc.constantFrom(user, { ...user, username: user.usernameKey })),
  }),
  fc.record({
    kind: fc.constant('failed' as const),
    reason: fc.tuple(fc.constant('field-count-differs'), fc.nat(), fc.nat()),
  }),
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

  it('keeps nothing of a user that was begun and not ended (R273)', () => {
    const list = VerdictList.of([{ kind: 'accepted', user: ANA }]);
    const before = list.packUsers();
    list.beginUser(64);
    list.endFieldAt(USER_FIELDS.sub, list.byteLength + 16);
    list.endFieldAt(USER_FIELDS.username, list.byteLength + 3);
    list.add({ kind: 'failed', reason: ['record-failed-internally'] });
    const after = list.packUsers();
    expect([after.bytes.length, after.fieldEnds.length]).toEqual([before.bytes.length, before.fieldEnds.length]);
    list.add({ kind: 'accepted', user: { ...ANA, username: 'bo', usernameKey: 'bo' } });
    expect([...list]).toEqual([
      { kind: 'accepted', user: ANA },
      { kind: 'failed', reason: ['record-failed-internally'] },
      { kind: 'accepted', user: { ...ANA, username: 'bo', usernameKey: 'bo' } },
    ]);
  });

  it('refuses a user whose fields take more bytes than were asked for, come out of order or are not all there', () => {
    const list = new VerdictList(PRIVATE_MEMORY);
    list.beginUser(20);
    expect(list.endFieldAt(USER_FIELDS.sub, 16)).toBe(16);
    expect(list.endFieldAt(USER_FIELDS.username, 20)).toBe(20);
    expect(() => list.endFieldAt(USER_FIELDS.usernameKey, 21)).toThrow(AssertionError);
    expect(() => list.addNull(USER_FIELDS.emailKey)).toThrow(AssertionError);
    expect(() => list.endUser('CONFIRMED', 'off')).toThrow(AssertionError);
    expect([...list]).toEqual([]);
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
      { kind: 'failed', reason: ['username-missing'] },
      { kind: 'accepted', user: { ...ana, ...rest } },
    ]);
    const { bytes, fieldEnds, statuses } = list.packUsers();
    expect(Buffer.from(bytes).toString('utf8', 16)).toBe('Anaanaé{}');
    expect([...fieldEnds]).toEqual([16, 19, 22, 24, ~24, ~24, 26, ~26]);
    expect(statuses).toEqual([user.user.status]);
    expect([...list.failed]).toEqual([[0, ['username-missing']]]);
  });
});
