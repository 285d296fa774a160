import { chosenMfa } from '../../../domain/users/chosen-mfa.ts';
import type { User } from '../../../domain/users/user.ts';
import type { OutputOf } from '../../../model/operation-types.ts';
import { epochSeconds } from '../../epoch-seconds.ts';

type UserType = NonNullable<OutputOf<'cognito-idp', 'AdminCreateUser'>['User']>;
type AdminGetUserResponse = OutputOf<'cognito-idp', 'AdminGetUser'>;

/** `UserType`; with `attributesToGet`, only those attributes. */
export function userAnswer(user: User, attributesToGet?: ReadonlySet<string>): UserType {
  const attributes = attributeList(user);
  return {
    Username: user.username,
    Attributes: attributesToGet ? attributes.filter(({ Name }) => attributesToGet.has(Name)) : attributes,
    ...userState(user),
  };
}

/** What AdminGetUser answers: the same with other names, and the second factor (R244). */
export function userDetailsAnswer(user: User): AdminGetUserResponse {
  return {
    Username: user.username,
    UserAttributes: attributeList(user),
    ...userState(user),
    ...mfaState(user),
  };
}

/** What GetUser answers to the user: `sub` and the attributes that the client may read (S108). */
export function selfAnswer(user: User, readable: ReadonlySet<string>): OutputOf<'cognito-idp', 'GetUser'> {
  return {
    Username: user.username,
    UserAttributes: attributeList(user).filter(({ Name }) => Name === 'sub' || readable.has(Name)),
    ...mfaState(user),
  };
}

/** The second factors that a user has activated (R244, R870). */
export function mfaState({ mfa }: User) {
  const { factors, preferred } = chosenMfa(mfa);
  if (factors.length === 0) return {};
  return { ...(preferred !== undefined && { PreferredMfaSetting: preferred }), UserMFASettingList: [...factors] };
}

function attributeList({ sub, attributes }: User): { Name: string; Value: string }[] {
  const list = Object.entries(attributes).map(([Name, Value]) => ({ Name, Value }));
  return [{ Name: 'sub', Value: sub }, ...list];
}

function userState({ createdAt, modifiedAt, enabled, status }: User) {
  return {
    UserCreateDate: epochSeconds(createdAt),
    UserLastModifiedDate: epochSeconds(modifiedAt),
    Enabled: enabled,
    UserStatus: status,
  };
}
