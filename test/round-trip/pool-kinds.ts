import fc from 'fast-check';
import type { InputOf } from '../../src/model/operation-types.ts';

export type PoolInput = Omit<InputOf<'cognito-idp', 'CreateUserPool'>, 'PoolName'>;

/** How users of a pool are named. */
const SIGN_IN: readonly PoolInput[] = [
  {},
  { AliasAttributes: ['email'] },
  { AliasAttributes: ['phone_number'] },
  { AliasAttributes: ['preferred_username'] },
  { AliasAttributes: ['email', 'phone_number', 'preferred_username'] },
  { UsernameAttributes: ['email'] },
  { UsernameAttributes: ['phone_number'] },
  { UsernameAttributes: ['email', 'phone_number'] },
];

/** One for each way to name users, with and without regard to case. */
export const POOL_KINDS: readonly PoolInput[] = SIGN_IN.flatMap((naming) =>
  [true, false].map((CaseSensitive) => ({ ...naming, UsernameConfiguration: { CaseSensitive } })),
);

const CUSTOM: NonNullable<PoolInput['Schema']> = [
  { Name: 'team', AttributeDataType: 'String', StringAttributeConstraints: { MinLength: '2', MaxLength: '30' } },
  { Name: 'note', AttributeDataType: 'String', Mutable: false },
  { Name: 'age', AttributeDataType: 'Number', NumberAttributeConstraints: { MinValue: '-5', MaxValue: '99.5' } },
  { Name: 'vip', AttributeDataType: 'Boolean' },
  { Name: 'since', AttributeDataType: 'DateTime' },
  { Name: 'custom:own', AttributeDataType: 'String' },
  { Name: 'key', AttributeDataType: 'String', DeveloperOnlyAttribute: true },
];

/** What is left to chance in a pool of a kind: MFA, what is verified, what is required, custom attributes. */
export function poolOfKind(kind: PoolInput): fc.Arbitrary<PoolInput> {
  return fc
    .record({
      mfa: fc.constantFrom('OFF' as const, 'ON' as const, 'OPTIONAL' as const),
      verified: fc.subarray(['email' as const, 'phone_number' as const], { minLength: 1 }),
      required: fc.subarray(['name', 'email', 'birthdate', 'updated_at', 'preferred_username']),
      custom: fc.subarray(CUSTOM, { minLength: 3 }),
      sendsSms: fc.boolean(),
      factor: fc.constantFrom('PASSWORD' as const, 'EMAIL_OTP' as const),
    })
    .map(({ mfa, verified, required, custom, sendsSms, factor }) => ({
      ...kind,
      AutoVerifiedAttributes: verified,
      MfaConfiguration: mfa,
      Schema: [...required.map((Name) => ({ Name, Required: true })), ...custom],
      Policies: { SignInPolicy: { AllowedFirstAuthFactors: [factor] } },
      ...((sendsSms || mfa !== 'OFF') && { SmsConfiguration: { SnsCallerArn: 'arn:aws:iam::123456789012:role/sms' } }),
    }));
}
