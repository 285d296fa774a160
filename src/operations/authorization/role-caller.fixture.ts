import type { Principal } from '../../domain/iam/principal.ts';
import type { ServiceName } from '../../model/operation-types.ts';
import { createRole } from '../iam/create-role.ts';
import { putRolePolicy } from '../iam/put-role-policy.ts';
import { ACCOUNT, OperationsFixture } from '../operations.fixture.ts';
import { findRefusal } from './find-refusal.ts';

export const SESSION_ARN = `arn:aws:sts::${ACCOUNT}:assumed-role/app/monday`;
const TRUST = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: '*', Action: 'sts:AssumeRole' }],
});

/** A statement that allows. */
export const allow = (Action: unknown, Resource: unknown = '*', more: object = {}) => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...more,
});

/** A session of the role `app`, which is given policies and asks for leave. */
export class RoleCaller {
  readonly fixture: OperationsFixture;
  readonly principal: Principal;

  private constructor(fixture: OperationsFixture, principal: Principal) {
    this.fixture = fixture;
    this.principal = principal;
  }

  static async open(): Promise<RoleCaller> {
    const fixture = await OperationsFixture.open();
    return new RoleCaller(fixture, await makeRole(fixture, 'app'));
  }

  close(): Promise<void> {
    return this.fixture.close();
  }

  /** A role, and a session of it. */
  makeRole(roleName: string): ReturnType<typeof makeRole> {
    return makeRole(this.fixture, roleName);
  }

  /** These are the only statements of the role from now on. */
  async give(...statements: object[]): Promise<void> {
    const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: statements });
    await putRolePolicy.run({ RoleName: 'app', PolicyName: 'p', PolicyDocument }, this.fixture.context());
  }

  /** The refusal, or undefined. */
  ask(service: ServiceName, operation: string, input: unknown, change: object = {}): Promise<string | undefined> {
    return findRefusal(service, operation, input, this.fixture.context({ principal: this.principal, ...change }));
  }
}

async function makeRole(
  fixture: OperationsFixture,
  roleName: string,
): Promise<Extract<Principal, { kind: 'session' }>> {
  const input = { RoleName: roleName, AssumeRolePolicyDocument: TRUST, Tags: [{ Key: 'team', Value: 'blue' }] };
  const { Role } = await createRole.run(input, fixture.context());
  return {
    kind: 'session',
    account: ACCOUNT,
    arn: SESSION_ARN.replace('app', roleName),
    userId: `${Role.RoleId}:monday`,
    roleName,
    roleArn: Role.Arn,
    roleId: Role.RoleId,
    sessionName: 'monday',
    sessionPolicies: [],
  };
}
