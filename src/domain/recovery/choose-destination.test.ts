import { describe, expect, it } from 'vitest';
import type { MessageMedium } from '../messages/message.ts';
import type { AccountRecoverySetting } from '../pools/optional-settings.ts';
import {
  chooseCodeDestination,
  chooseSignUpDestination,
  simulateCodeDestination,
  simulateSignUpDestination,
} from './choose-destination.ts';

type Mechanism = NonNullable<AccountRecoverySetting['recoveryMechanisms']>[number]['name'];

/** The setting with these mechanisms in this order, written down the other way round. */
function recoverBy(...names: Mechanism[]) {
  const recoveryMechanisms = names.map((name, index) => ({ name, priority: index + 1 })).toReversed();
  return { accountRecoverySetting: { recoveryMechanisms } };
}

const EMAIL = { email: 'jane@example.com', email_verified: 'true' };
const PHONE = { phone_number: '+4915112345678', phone_number_verified: 'true' };
const BOTH = { ...EMAIL, ...PHONE };

const anywhere = () => true;
const byEmailOnly = (medium: MessageMedium) => medium === 'EMAIL';

describe('the destination of a code', () => {
  it.each([
    ['no setting and both', {}, BOTH, 'off', '+4915112345678'],
    ['no setting and an email', {}, EMAIL, 'off', 'jane@example.com'],
    ['no setting, both and SMS as second factor', {}, BOTH, 'sms', '+4915112345678'],
    ['an unverified phone', {}, { ...BOTH, phone_number_verified: 'false' }, 'off', 'jane@example.com'],
    ['a verified phone that is blank', {}, { ...BOTH, phone_number: '' }, 'off', 'jane@example.com'],
    ['nothing verified', {}, { email: 'jane@example.com' }, 'off', undefined],
    ['nothing at all', {}, {}, 'off', undefined],
    ['email before phone', recoverBy('verified_email', 'verified_phone_number'), BOTH, 'off', 'jane@example.com'],
    ['phone before email', recoverBy('verified_phone_number', 'verified_email'), BOTH, 'off', '+4915112345678'],
    [
      'phone before email, SMS a factor',
      recoverBy('verified_phone_number', 'verified_email'),
      BOTH,
      'sms',
      'jane@example.com',
    ],
    ['phone alone, SMS a factor', recoverBy('verified_phone_number'), BOTH, 'sms', undefined],
    ['phone alone and an email', recoverBy('verified_phone_number'), EMAIL, 'off', undefined],
    ['administrators only', recoverBy('admin_only'), BOTH, 'off', undefined],
    ['an empty setting', { accountRecoverySetting: { recoveryMechanisms: [] } }, BOTH, 'off', '+4915112345678'],
  ] as const)('with %s (S35, S36)', (_, settings, attributes, mfa, address) => {
    expect(chooseCodeDestination(settings, { attributes, mfa }, anywhere)?.address).toBe(address);
  });

  it.each([
    ['an email address', {}, 'joe@example.com', { medium: 'EMAIL', address: 'joe@example.com' }],
    ['a phone number', {}, '+4930123456', { medium: 'SMS', address: '+4930123456' }],
    ['a name', {}, 'joe', { medium: 'EMAIL', address: 'q@z' }],
    ['a name, phone first', recoverBy('verified_phone_number'), 'joe', { medium: 'SMS', address: '+00000001322' }],
    ['a name, administrators only', recoverBy('admin_only'), 'joe', { medium: 'EMAIL', address: 'q@z' }],
  ] as const)('is simulated for %s (S25 to S27)', (_, settings, name, expected) => {
    expect(simulateCodeDestination(settings, name, 'qz', anywhere)).toMatchObject(expected);
  });

  it.each([
    ['both', {}, BOTH, 'jane@example.com'],
    ['phone before email', recoverBy('verified_phone_number', 'verified_email'), BOTH, 'jane@example.com'],
    ['a phone alone, which then fails (S111)', {}, PHONE, '+4915112345678'],
    ['phone alone and both', recoverBy('verified_phone_number'), BOTH, '+4915112345678'],
  ] as const)('where only email arrives, with %s (S35)', (_, settings, attributes, address) => {
    const choice = chooseCodeDestination(settings, { attributes, mfa: 'off' }, byEmailOnly);
    expect(choice?.address).toBe(address);
  });

  it.each([
    ['a phone number', {}, '+4930123456', { medium: 'EMAIL', address: 'q@z' }],
    [
      'phone before email',
      recoverBy('verified_phone_number', 'verified_email'),
      'joe',
      { medium: 'EMAIL', address: 'q@z' },
    ],
    ['phone alone', recoverBy('verified_phone_number'), 'joe', { medium: 'SMS' }],
  ] as const)('where only email arrives, is simulated for %s (S25 to S27)', (_, settings, name, expected) => {
    expect(simulateCodeDestination(settings, name, 'qz', byEmailOnly)).toMatchObject(expected);
  });
});

describe('the destination of a code that confirms a new user', () => {
  const both = { email: 'jane@example.com', phone_number: '+4915112345678' };
  const verifies = (...autoVerifiedAttributes: ('email' | 'phone_number')[]) => ({ autoVerifiedAttributes });

  it.each([
    ['both verified and given', verifies('email', 'phone_number'), both, anywhere, '+4915112345678'],
    ['both, where only email arrives', verifies('email', 'phone_number'), both, byEmailOnly, 'jane@example.com'],
    ['a phone alone, where only email arrives', verifies('phone_number'), both, byEmailOnly, '+4915112345678'],
    ['email verified', verifies('email'), both, anywhere, 'jane@example.com'],
    ['a blank phone', verifies('email', 'phone_number'), { ...both, phone_number: '' }, anywhere, 'jane@example.com'],
    ['nothing verified', verifies(), both, anywhere, undefined],
    ['nothing given', verifies('email'), {}, anywhere, undefined],
  ] as const)('with %s (R910)', (_, settings, attributes, canDeliver, address) => {
    expect(chooseSignUpDestination(settings, attributes, canDeliver)?.address).toBe(address);
  });

  it.each([
    ['joe@example.com', verifies('email'), anywhere, { medium: 'EMAIL', address: 'joe@example.com' }],
    ['joe', verifies('email'), anywhere, { medium: 'EMAIL', address: 'q@z' }],
    ['joe', verifies('email', 'phone_number'), anywhere, { medium: 'SMS' }],
    ['joe', verifies('email', 'phone_number'), byEmailOnly, { medium: 'EMAIL' }],
  ] as const)('is simulated for %s (R915)', (name, settings, canDeliver, expected) => {
    expect(simulateSignUpDestination(settings, name, 'qz', canDeliver)).toMatchObject(expected);
  });
});
