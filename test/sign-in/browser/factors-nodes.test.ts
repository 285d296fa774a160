import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { appCode } from '../../../src/operations/cognito-idp/sign-in/factors.fixture.ts';
import { describeWithPostgres } from '../../postgres-server.ts';
import { describeWithTool } from '../../required-tool.ts';
import { describeWithS3 } from '../../s3-server.ts';
import { describeSignUp } from '../../sign-up/sign-up-in-browser.fixture.ts';
import { startTwoProxiedNodes, type TwoProxiedNodes } from '../two-proxied-nodes.ts';
import { describeFactors } from './factors.fixture.ts';

const STEP_MS = 30_000;
const POLL_MS = 100;

/** On the clock of the machine: nodes on PostgreSQL have no other. A code is accepted half a minute early. */
class Apps {
  readonly #steps = new Map<string, number>();

  async nextCode(secret: string): Promise<string> {
    const now = () => Math.floor(Date.now() / STEP_MS);
    const step = Math.max((this.#steps.get(secret) ?? 0) + 1, now());
    this.#steps.set(secret, step);
    // No test takes a third code of one app.
    while (step > now() + 1) await wait(POLL_MS);
    return appCode(secret, step * STEP_MS);
  }
}

describeWithPostgres('on two nodes on PostgreSQL', () => {
  describeWithS3('with a bucket,', () => {
    describeWithTool('caddy', 'behind a round-robin proxy,', () => {
      describeWithTool('chromium', 'in Chromium,', () => {
        let nodes: TwoProxiedNodes;
        const apps = new Apps();
        beforeAll(async () => {
          nodes = await startTwoProxiedNodes();
        });
        afterAll(() => nodes?.stop());

        describe('one-time passwords and second factors', () => {
          describeFactors(() => ({ server: nodes.server, nextAppCode: (secret) => apps.nextCode(secret) }));
        });
        describe('somebody who signs up', () => {
          describeSignUp(() => nodes.server);
        });

        it('which both nodes take part in (S72, S83)', async () => {
          for (const url of nodes.nodeUrls) {
            const text = await (await fetch(`${url}/metrics`)).text();
            for (const result of ['challenged', 'signed-in']) {
              const counted = new RegExp(`^muster_sign_in_steps_total\\{.*"${result}".*\\} [1-9]`, 'm');
              expect([url, result, counted.test(text)]).toEqual([url, result, true]);
            }
          }
        });
      });
    });
  });
});
