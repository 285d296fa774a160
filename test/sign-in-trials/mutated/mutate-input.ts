import type { RandomSource } from '../../../src/cli/generate/random-source.ts';
import { serviceModels } from '../../../src/model/service-models.ts';
import { mutate } from '../../fuzz/mutate.ts';
import { randomInput } from '../../wire-fuzz/random-input.ts';
import { type LiveValues, MARK } from './unsigned-world.ts';

const MODEL = serviceModels['cognito-idp'];

/** Every operation that needs no signature. */
export const UNSIGNED_OPERATIONS = Object.entries(MODEL.operations)
  .filter(([, { authentication }]) => authentication !== 'signed')
  .map(([name]) => name);

/** As they stand in JSON; some of them are not JSON. */
const VALUES: readonly [string, ...string[]] = [
  ...(['null', 'true', '0', '-0', '1.5', '1e400', '[]', '{}', '[null]', '{"a":1,"a":2}', '{"__proto__":1}'] as const),
  ...['""', '" "', '"\\u0000"', '"\\ud800"', '"漢字😀"', '"\\u2028"', '"../../etc/passwd"', '"\' OR 1=1 --"'],
  ...[
    '"aaaa.bbbb.cccc"',
    '"eyJhbGciOiJub25lIn0.e30."',
    '"00"',
    '"f"',
    `"${'f'.repeat(1_536)}"`,
    `"${'0'.repeat(768)}"`,
  ],
  ...[`"${'x'.repeat(5_000)}"`, `"${'é'.repeat(30_000)}"`, '['.repeat(100), '{"a":'.repeat(10_000), '"%00"'],
  ...['undefined', 'NaN', '+1', "'a'", '"', '"\\x"', '{"a"}', '[1,]', '"a\nb"', '9'.repeat(400)],
];
const NAMES: readonly [string, ...string[]] = [
  ...(['USERNAME', 'PASSWORD', 'SRP_A', 'SECRET_HASH', 'ANSWER', 'NEW_PASSWORD', 'PREFERRED_CHALLENGE'] as const),
  ...['userAttributes.name', 'userAttributes.sub', 'userAttributes.', 'DEVICE_KEY', '__proto__', 'constructor', ''],
  ...['toString', 'x'.repeat(300), 'Session', 'ClientId', 'AccessToken'],
];

export interface UnsignedRequest {
  readonly operation: string;
  readonly body: Buffer;
  /** Header lines beside those that every request has. */
  readonly headers: readonly string[];
}

/** What no operation without a signature looks at. */
const HEADERS: readonly [string, ...string[]] = [
  'Authorization: AWS4-HMAC-SHA256 Credential=AKIAUNKNOWN/20200101/us-east-1/cognito-idp/aws4_request, SignedHeaders=host, Signature=00',
  'Authorization: Bearer x',
  'Authorization: ',
  'X-Amz-Security-Token: x',
  'X-Amz-Date: 20200101T000000Z',
  'X-Amz-User-Agent: é',
  'Cookie: a=b',
  'Accept-Encoding: br',
];

/** A request that an application could send, after none to three changes of its members and now and then of its bytes. */
export function mutateInput(random: RandomSource, live: LiveValues): UnsignedRequest {
  const operation = drawOperation(random);
  let input: unknown = random.chance(85) ? goodInput(random, live, operation) : inputOfModel(random, live, operation);
  const raw: string[] = [];
  for (let changes = random.below(4); changes > 0; changes--) input = changeOne(random, input, raw);
  const text = JSON.stringify(input).replace(/"@@(\d+)@@"/g, (_, index) => raw[Number(index)] ?? '');
  const body = Buffer.from(text);
  return {
    operation,
    body: random.chance(5) ? mutate(random, [body]) : body,
    headers: random.chance(20) ? [random.pick(HEADERS)] : [],
  };
}

/** The two with the most behind them come more often, and the one after which a user is gone less often. */
function drawOperation(random: RandomSource): string {
  if (random.chance(30)) return random.pick(['InitiateAuth', 'RespondToAuthChallenge']);
  const operation = UNSIGNED_OPERATIONS[random.below(UNSIGNED_OPERATIONS.length)] ?? 'InitiateAuth';
  return operation === 'DeleteUser' && random.chance(70) ? 'GetUser' : operation;
}

function goodInput(random: RandomSource, live: LiveValues, operation: string): Record<string, unknown> {
  const { clientIds, usernames, passwords, codes, accessTokens, refreshTokens, clientSecrets } = live;
  const ClientId = random.pick(clientIds);
  const Username = random.pick(usernames);
  const AccessToken = random.pick(accessTokens);
  switch (operation) {
    case 'InitiateAuth':
      return { ClientId, ...goodStart(random, live) };
    case 'RespondToAuthChallenge':
      return { ClientId, ...goodAnswer(random, live) };
    case 'ForgotPassword':
      return { ClientId, Username, ...secretHashOf(random, live) };
    case 'ConfirmForgotPassword': {
      const [ConfirmationCode, Password] = [random.pick(codes), random.pick(passwords)];
      return { ClientId, Username, ConfirmationCode, Password, ...secretHashOf(random, live) };
    }
    case 'SignUp': {
      const UserAttributes = [
        { Name: random.pick(['email', 'phone_number', 'name', 'email_verified']), Value: `${MARK}@example.com` },
      ];
      // Now and then a name that nobody has yet.
      const name = random.chance(50) ? `${MARK}-${random.below(1_000_000)}` : Username;
      const Password = random.pick(passwords);
      return { ClientId, Username: name, Password, UserAttributes, ...secretHashOf(random, live) };
    }
    case 'ConfirmSignUp': {
      const ForceAliasCreation = random.chance(50);
      return {
        ClientId,
        Username,
        ConfirmationCode: random.pick(codes),
        ForceAliasCreation,
        ...secretHashOf(random, live),
      };
    }
    case 'ResendConfirmationCode':
      return { ClientId, Username, ...secretHashOf(random, live) };
    case 'GetUserAttributeVerificationCode':
      return { AccessToken, AttributeName: random.pick(['email', 'phone_number', 'name', 'sub']) };
    case 'VerifyUserAttribute':
      return { AccessToken, AttributeName: random.pick(['email', 'phone_number', 'name']), Code: random.pick(codes) };
    case 'GetTokensFromRefreshToken':
      return { ClientId, RefreshToken: random.pick(refreshTokens), ClientSecret: random.pick(clientSecrets) };
    case 'RevokeToken':
      return { ClientId, Token: random.pick(refreshTokens), ClientSecret: random.pick(clientSecrets) };
    case 'ChangePassword':
      return { AccessToken, PreviousPassword: random.pick(passwords), ProposedPassword: random.pick(passwords) };
    case 'UpdateUserAttributes': {
      const Name = random.pick(['name', 'email', 'custom:team', 'sub', 'email_verified']);
      return { AccessToken, UserAttributes: [{ Name, Value: `${MARK}@example.com` }] };
    }
    case 'DeleteUserAttributes':
      return { AccessToken, UserAttributeNames: [random.pick(['name', 'custom:team', 'sub', 'nothing'])] };
    default:
      return { AccessToken };
  }
}

function goodStart(random: RandomSource, live: LiveValues): object {
  const AuthFlow = random.pick([
    ...(['USER_PASSWORD_AUTH', 'USER_SRP_AUTH', 'USER_AUTH', 'REFRESH_TOKEN_AUTH', 'REFRESH_TOKEN'] as const),
    ...(['CUSTOM_AUTH', 'ADMIN_USER_PASSWORD_AUTH', 'ADMIN_NO_SRP_AUTH'] as const),
  ]);
  const AuthParameters = {
    USERNAME: random.pick(live.usernames),
    PASSWORD: random.pick(live.passwords),
    SRP_A: live.srpA,
    REFRESH_TOKEN: random.pick(live.refreshTokens),
    ...(random.chance(50) ? { PREFERRED_CHALLENGE: random.pick(['PASSWORD', 'PASSWORD_SRP', 'EMAIL_OTP']) } : {}),
    ...(random.chance(50) ? { SECRET_HASH: random.pick(live.secretHashes) } : {}),
  };
  return { AuthFlow, AuthParameters };
}

function goodAnswer(random: RandomSource, live: LiveValues): object {
  const ChallengeName = random.pick([
    ...(['PASSWORD_VERIFIER', 'NEW_PASSWORD_REQUIRED', 'SELECT_CHALLENGE', 'NEW_PASSWORD_REQUIRED'] as const),
    ...(['SELECT_CHALLENGE', 'SMS_MFA', 'EMAIL_OTP', 'CUSTOM_CHALLENGE', 'DEVICE_SRP_AUTH'] as const),
  ]);
  const given = random.chance(70) ? live.challenges[ChallengeName] : undefined;
  const ChallengeResponses = {
    USERNAME: given?.username ?? random.pick(live.usernames),
    PASSWORD: random.pick(live.passwords),
    NEW_PASSWORD: random.pick(live.passwords),
    ANSWER: random.pick(['PASSWORD', 'PASSWORD_SRP', 'EMAIL_OTP']),
    SRP_A: live.srpA,
    PASSWORD_CLAIM_SECRET_BLOCK: random.pick(live.secretBlocks),
    PASSWORD_CLAIM_SIGNATURE: Buffer.alloc(32, random.below(256)).toString('base64'),
    TIMESTAMP: 'Mon Nov 2 09:05:07 UTC 2026',
    'userAttributes.name': `${MARK} person`,
    ...(random.chance(50) ? { SECRET_HASH: random.pick(live.secretHashes) } : {}),
  };
  const [ClientId] = live.clientIds;
  const Session = given?.session ?? random.pick(live.sessions);
  return { ...(given && { ClientId }), ChallengeName, ChallengeResponses, Session };
}

function secretHashOf(random: RandomSource, live: LiveValues): object {
  return random.chance(50) ? { SecretHash: random.pick(live.secretHashes) } : {};
}

/** What the model allows, and more: members that no application sends. */
function inputOfModel(random: RandomSource, live: LiveValues, operation: string): unknown {
  return randomInput(random, MODEL, MODEL.operations[operation]?.input ?? '', {
    ClientId: live.clientIds,
    Username: live.usernames,
    Password: live.passwords,
    ProposedPassword: live.passwords,
    PreviousPassword: live.passwords,
    AccessToken: live.accessTokens,
    RefreshToken: live.refreshTokens,
    Token: live.refreshTokens,
    Session: live.sessions,
    ConfirmationCode: live.codes,
    Code: live.codes,
  });
}

/** One member somewhere in the input, or a member of a member, is changed, left out or added. */
function changeOne(random: RandomSource, value: unknown, raw: string[]): unknown {
  if (Array.isArray(value) && value.length > 0 && random.chance(70)) {
    const at = random.below(value.length);
    return value.toSpliced(at, 1, changeOne(random, value[at], raw));
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value) && random.chance(90)) {
    const members = Object.entries(value);
    const at = random.below(members.length);
    const [name = 'x', member] = members[at] ?? [];
    switch (random.below(6)) {
      case 0:
        return Object.fromEntries(members.toSpliced(at, 1));
      case 1:
        return Object.fromEntries([...members, [random.pick(NAMES), member ?? MARK]]);
      case 2:
        return Object.fromEntries(members.toSpliced(at, 1, [random.pick(NAMES), member]));
      default:
        return Object.fromEntries(members.toSpliced(at, 1, [name, changeOne(random, member, raw)]));
    }
  }
  if (typeof value === 'string' && random.chance(50)) return changeText(random, value);
  return rawValue(random, raw);
}

function changeText(random: RandomSource, text: string): string {
  const at = random.below(text.length + 1);
  switch (random.below(4)) {
    case 0:
      return text.slice(0, at);
    case 1:
      return `${text.slice(0, at)}${random.pick(['\0', ' ', 'é', '.', '=', '\ud800', '\n'])}${text.slice(at)}`;
    case 2:
      return text + text;
    default:
      return text.slice(0, at) + (text.charAt(at) === 'A' ? 'B' : 'A') + text.slice(at + 1);
  }
}

/** Stands for bytes that need not be JSON until the input is written. */
function rawValue(random: RandomSource, raw: string[]): string {
  raw.push(random.pick(VALUES));
  return `@@${raw.length - 1}@@`;
}
