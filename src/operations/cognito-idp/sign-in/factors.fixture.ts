import { Secret, TOTP } from 'otpauth';
import type { UserPoolId } from '../../../domain/pools/user-pool.ts';
import type { NewUser } from '../../../domain/users/user.ts';
import { newUser } from '../../../store/contract/stored-things.fixture.ts';
import type { OperationsFixture } from '../../operations.fixture.ts';
import { scopeOf } from '../../scope-of.ts';

export const SMS_CONFIGURATION = { SnsCallerArn: 'arn:aws:iam::111122223333:role/sms', ExternalId: 'x' };

/** A confirmed user without a password, as an import makes them where the pool has one-time passwords (R265). */
export async function makePasswordless(
  fixture: OperationsFixture,
  userPoolId: string,
  name: string,
  attributes: Record<string, string>,
  change: Partial<NewUser> = {},
): Promise<void> {
  const context = fixture.context();
  const pool = await fixture.store.findUserPool(scopeOf(context), userPoolId as UserPoolId);
  if (!pool) throw new Error('the pool is there');
  const user = newUser(name, { attributesJson: JSON.stringify(attributes), status: 'CONFIRMED', ...change });
  await fixture.store.createUser(pool.key, user, fixture.clock.nowMs());
}

/** Messages that were sent, newest first. */
export async function sentMessages(fixture: OperationsFixture) {
  const { items } = await fixture.store.listMessages(undefined, { createdAfter: 0, limit: 100 });
  return items.flatMap((stored) => fixture.outbox.open(stored) ?? []);
}

export async function lastCode(fixture: OperationsFixture): Promise<string> {
  return (await sentMessages(fixture))[0]?.code ?? '';
}

/** Another code of the same length. */
export function wrongCode(code: string): string {
  return code.startsWith('1') ? code.replaceAll(/./g, '2') : code.replaceAll(/./g, '1');
}

/** What an app shows that was given the secret, at a time in milliseconds. */
export function appCode(secretCode: string, timestamp: number): string {
  return new TOTP({ secret: Secret.fromBase32(secretCode) }).generate({ timestamp });
}
