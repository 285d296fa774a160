import { afterAll, beforeAll } from 'vitest';
import { assertPresent } from '../../../src/base/assert.ts';
import { appCode } from '../../../src/operations/cognito-idp/sign-in/factors.fixture.ts';
import { describeWithTool } from '../../required-tool.ts';
import { EmbeddedSignInServer } from '../imported-users.ts';
import { describeFactors } from './factors.fixture.ts';

const STEP_SECONDS = 30;

describeWithTool('chromium', 'one-time passwords and second factors in Chromium', () => {
  let server: EmbeddedSignInServer;
  beforeAll(async () => {
    server = await EmbeddedSignInServer.embed({ testControls: true });
  });
  afterAll(() => server?.stop());

  async function nextAppCode(secret: string): Promise<string> {
    await server.muster.moveClock(STEP_SECONDS);
    const { time } = assertPresent(await server.muster.getTestControls(), 'test controls are on');
    return appCode(secret, time.getTime());
  }

  describeFactors(() => ({ server, nextAppCode }));
});
