import { afterAll, beforeAll, expect, it } from 'vitest';
import { ACCOUNT, OperationsFixture } from '../operations.fixture.ts';
import { getCallerIdentity } from './get-caller-identity.ts';

let fixture: OperationsFixture;
beforeAll(async () => {
  fixture = await OperationsFixture.open();
});
afterAll(() => fixture.close());

it('says who signed (N67)', async () => {
  expect(await getCallerIdentity.run({}, fixture.context())).toEqual({
    UserId: ACCOUNT,
    Account: ACCOUNT,
    Arn: `arn:aws:iam::${ACCOUNT}:root`,
  });
});
