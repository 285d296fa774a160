import { describe, expect, it } from 'vitest';
import { fixtureSettings } from '../pools/user-pool.fixture.ts';
import { composeMessage, type MessageRequest } from './compose-message.ts';

const request: MessageRequest = {
  to: 'jane@example.com',
  medium: 'EMAIL',
  kind: 'ForgotPassword',
  username: 'jane',
  code: '123456',
};
const verificationMessages = {
  emailMessage: 'Hi {username}: {####}',
  emailSubject: 'Code {####}',
  smsMessage: '{####}!',
};

describe('a message of a pool', () => {
  it.each([
    ['a code by email', {}, {}, { subject: 'Your verification code', text: 'Your confirmation code is 123456' }],
    ['a code by SMS', {}, { medium: 'SMS' }, { text: 'Your verification code is 123456' }],
    [
      'an invitation',
      {},
      { kind: 'AdminCreateUser' },
      { subject: 'Your temporary password', text: 'Your username is jane and temporary password is 123456' },
    ],
    [
      "a code by the pool's template",
      { verificationMessages },
      {},
      { subject: 'Code 123456', text: 'Hi jane: 123456' },
    ],
    ["a code by the pool's SMS template", { verificationMessages }, { medium: 'SMS' }, { text: '123456!' }],
    [
      "an invitation by the pool's template",
      { adminCreateUserConfig: { inviteMessageTemplate: { emailMessage: '{username} {####} {####}' } } },
      { kind: 'AdminCreateUser' },
      { subject: 'Your temporary password', text: 'jane 123456 123456' },
    ],
    [
      'a template with markup',
      { verificationMessages: { emailMessage: '<p>Hello,</p><b>{####}</b><br/>Bye' } },
      {},
      { subject: 'Your verification code', text: 'Hello,\n123456\nBye', html: '<p>Hello,</p><b>123456</b><br/>Bye' },
    ],
    [
      'a user name and a password that look like markup, in a template without',
      {},
      { kind: 'AdminCreateUser', username: '<b>jane</b>', code: 'Aa1<b>&lt9' },
      {
        subject: 'Your temporary password',
        text: 'Your username is <b>jane</b> and temporary password is Aa1<b>&lt9',
      },
    ],
    [
      'a user name and a password that look like markup, in a template with markup',
      {
        adminCreateUserConfig: {
          inviteMessageTemplate: { emailMessage: '<p title="{username}">{####}</p>{username}' },
        },
      },
      { kind: 'AdminCreateUser', username: '"<b>\'jane', code: 'Aa1<b>&lt9' },
      {
        subject: 'Your temporary password',
        text: 'Aa1<b>&lt9\n"<b>\'jane',
        html: '<p title="&quot;&lt;b&gt;&#39;jane">Aa1&lt;b&gt;&amp;lt9</p>&quot;&lt;b&gt;&#39;jane',
      },
    ],
    [
      'a user name that looks like a placeholder',
      { verificationMessages },
      { username: '{####}' },
      { subject: 'Code 123456', text: 'Hi {####}: 123456' },
    ],
    [
      'a subject with a line break',
      { verificationMessages: { emailSubject: 'One\r\nBcc: {####}' } },
      {},
      { subject: 'One Bcc: 123456', text: 'Your confirmation code is 123456' },
    ],
  ] as const)('is composed for %s (S110)', (_, settings, change, expected) => {
    const { to, medium, kind, code } = { ...request, ...change };
    expect(composeMessage(fixtureSettings(settings), { ...request, ...change })).toEqual({
      to,
      medium,
      kind,
      code,
      ...expected,
    });
  });
});
