import { expect, it } from 'vitest';
import { floodOutbox } from './flood-outbox.ts';

it('answers and delivers codes of users while somebody asks for codes of unknown names and the mail server hangs (R820, S32)', async () => {
  const { shapes, asked, delivered } = await floodOutbox(200, 12);
  expect([...shapes.values()]).toEqual([212]);
  expect([...shapes.keys()][0]).toMatch(/^200 /);
  expect(delivered).toEqual(asked);
});
