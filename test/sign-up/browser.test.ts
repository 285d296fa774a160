import { afterAll, beforeAll } from 'vitest';
import { describeWithTool } from '../required-tool.ts';
import { EmbeddedSignInServer } from '../sign-in/imported-users.ts';
import { describeSignUp } from './sign-up-in-browser.fixture.ts';

describeWithTool('chromium', 'somebody who signs up in Chromium', () => {
  let server: EmbeddedSignInServer;
  beforeAll(async () => {
    server = await EmbeddedSignInServer.embed();
  });
  afterAll(() => server?.stop());

  describeSignUp(() => server);
});
