import { sealAccessKeySecret } from '../../domain/iam/access-key-secret.ts';
import { defineOperation } from '../define-operation.ts';
import { epochSeconds } from '../epoch-seconds.ts';
import { ACCESS_KEYS_PER_USER_MAX } from './iam-quotas.ts';
import { requireUserName } from './named-user.ts';
import { failWithoutIdentity } from './no-such-entity.ts';

const ID_CHARACTERS = 16;
const SECRET_CHARACTERS = 40;

/** The only answer that ever holds the secret (N44). */
export const createAccessKey = defineOperation('iam', 'CreateAccessKey', async ({ input, context, fail }) => {
  const { store, clock, ids, principal, credentialKeys } = context;
  const userName = requireUserName(input.UserName, context, fail);
  const id = `AKIA${ids.upperBase32(ID_CHARACTERS)}`;
  const secret = ids.alphanumeric(SECRET_CHARACTERS);
  const sealedSecret = sealAccessKeySecret(credentialKeys.accessKey, id, secret);
  const accessKey = { id, status: 'Active', createdAt: clock.nowMs(), sealedSecret } as const;
  const creation = await store.createAccessKey(principal.account, userName, accessKey, ACCESS_KEYS_PER_USER_MAX);
  if (creation === 'user-not-found') return failWithoutIdentity('user', userName, fail);
  if (creation === 'too-many') {
    return fail('LimitExceededException', `Cannot exceed quota for AccessKeysPerUser: ${ACCESS_KEYS_PER_USER_MAX}`);
  }
  return {
    AccessKey: {
      UserName: userName,
      AccessKeyId: id,
      Status: accessKey.status,
      SecretAccessKey: secret,
      CreateDate: epochSeconds(accessKey.createdAt),
    },
  };
});
