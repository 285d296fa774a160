import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ServiceName } from '../../model/operation-types.ts';
import { createUserPool } from '../cognito-idp/pools/create-user-pool.ts';
import { REGION } from '../operations.fixture.ts';
import { allow, RoleCaller } from './role-caller.fixture.ts';

const POOL_ID = `${REGION}_AbCdEfGhI`;
const GROUP = '/aws/cognito/userpools/p/people';

let caller: RoleCaller;
beforeAll(async () => {
  caller = await RoleCaller.open();
});
afterAll(() => caller.close());

const give = (...statements: object[]) => caller.give(...statements);
const ask: RoleCaller['ask'] = (...request) => caller.ask(...request);

describe('two tags of a pool whose keys differ in case only', () => {
  const tags = { secret: 'yes', Secret: 'no' };
  const secret = (value: string) => ({ Condition: { StringEquals: { 'aws:ResourceTag/secret': value } } });

  it('both stay, let a deny on either of them hold, and allow nothing (R463)', async () => {
    const { UserPool } = await createUserPool.run(
      { PoolName: 'two tags', UserPoolTags: tags },
      caller.fixture.context(),
    );
    expect(UserPool?.UserPoolTags).toEqual(tags);
    const input = { UserPoolId: UserPool?.Id ?? '' };
    const askFor = () => ask('cognito-idp', 'DescribeUserPool', input);
    for (const value of ['yes', 'no', 'maybe']) {
      await give(allow('*'), { ...allow('*', '*', secret(value)), Effect: 'Deny' });
      expect(await askFor()).toContain('with an explicit deny');
      await give(allow('*', '*', secret(value)));
      expect(await askFor()).toContain('is not authorized');
    }
  });

  it('let a deny hold on what they stand for as a variable, and an allow not (R463)', async () => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of policies
    const resource = 'arn:aws:cognito-idp:*:*:userpool/${aws:RequestTag/secret}';
    const askFor = () => ask('cognito-idp', 'CreateUserPool', { PoolName: 'p', UserPoolTags: tags });
    await give(allow('*'), { ...allow('*', resource), Effect: 'Deny' });
    expect(await askFor()).toContain('with an explicit deny');
    await give(allow('*', resource));
    expect(await askFor()).toContain('is not authorized');
  });
});

describe('tags that are given at creation', () => {
  const Tags = [{ Key: 'team', Value: 'blue' }];
  const document = { PolicyDocument: '{}' };

  it.each<[ServiceName, string, object, object, string]>([
    ['iam', 'CreateUser', { UserName: 'new' }, { Tags }, 'iam:TagUser'],
    ['iam', 'CreateRole', { RoleName: 'new' }, { Tags }, 'iam:TagRole'],
    ['iam', 'CreatePolicy', { PolicyName: 'new', ...document }, { Tags }, 'iam:TagPolicy'],
    ['logs', 'CreateLogGroup', { logGroupName: GROUP }, { tags: { team: 'blue' } }, 'logs:TagResource'],
  ])('%s %s needs leave to tag as well: %j with %j (R462)', async (...[service, operation, input, tags, action]) => {
    await give(allow('*'), { ...allow(action), Effect: 'Deny' });
    expect(await ask(service, operation, input)).toBeUndefined();
    expect(await ask(service, operation, { ...input, ...tags })).toContain(
      `is not authorized to perform: ${action} on`,
    );
    await give(allow(`${service}:${operation}`));
    expect(await ask(service, operation, { ...input, ...tags })).toContain(
      `is not authorized to perform: ${action} on`,
    );
    await give(allow(`${service}:${operation}`), allow(action));
    expect(await ask(service, operation, { ...input, ...tags })).toBeUndefined();
    const Condition = { StringEquals: { 'aws:RequestTag/team': 'red' } };
    await give(allow(`${service}:${operation}`), allow(action, '*', { Condition }));
    expect(await ask(service, operation, { ...input, ...tags })).toContain(action);
  });

  it.each<[string, object]>([
    ['CreateUserPool', { PoolName: 'new' }],
    ['UpdateUserPool', { UserPoolId: POOL_ID }],
  ])('%s sees them by its conditions and needs no other action (R462)', async (operation, input) => {
    await give(allow(`cognito-idp:${operation}`));
    expect(await ask('cognito-idp', operation, { ...input, UserPoolTags: { team: 'blue' } })).toBeUndefined();
  });
});

describe('tags that a pool is given later', () => {
  async function makePool() {
    const { UserPool } = await createUserPool.run(
      { PoolName: 'p', UserPoolTags: { team: 'blue' } },
      caller.fixture.context(),
    );
    return UserPool?.Arn ?? '';
  }

  it('are asked for on the ARN of the pool, with its tags and those of the request (R633)', async () => {
    const ResourceArn = await makePool();
    const tag = (Tags: object) => ask('cognito-idp', 'TagResource', { ResourceArn, Tags });
    await give(allow('cognito-idp:TagResource', ResourceArn));
    expect(await tag({ stage: 'test' })).toBeUndefined();
    await give(allow('cognito-idp:TagResource', `${ResourceArn}x`));
    expect(await tag({ stage: 'test' })).toContain(`cognito-idp:TagResource on resource: ${ResourceArn}`);
    const onlyBlue = {
      Condition: { StringEquals: { 'aws:ResourceTag/team': 'blue', 'aws:RequestTag/stage': 'test' } },
    };
    await give(allow('cognito-idp:TagResource', '*', onlyBlue));
    expect(await tag({ stage: 'test' })).toBeUndefined();
    expect(await tag({ stage: 'live' })).toContain('is not authorized');
  });

  it('are taken away by their keys (R633)', async () => {
    const ResourceArn = await makePool();
    const Condition = { 'ForAllValues:StringEquals': { 'aws:TagKeys': ['stage'] } };
    await give(allow('cognito-idp:UntagResource', '*', { Condition }));
    const untag = (TagKeys: string[]) => ask('cognito-idp', 'UntagResource', { ResourceArn, TagKeys });
    expect(await untag(['stage'])).toBeUndefined();
    expect(await untag(['stage', 'team'])).toContain('is not authorized');
  });

  it('are listed where the pool may be read (R633)', async () => {
    const ResourceArn = await makePool();
    const list = () => ask('cognito-idp', 'ListTagsForResource', { ResourceArn });
    await give(allow('cognito-idp:ListTagsForResource', ResourceArn));
    expect(await list()).toBeUndefined();
    await give(allow('cognito-idp:DescribeUserPool'));
    expect(await list()).toContain('is not authorized');
  });
});
