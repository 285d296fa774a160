import { describe, expect, it } from 'vitest';
import { FLOWS, flowRefusal, listSignInTransitions, nextSignInState, type SignInState } from './auth-flows.ts';

const ends: readonly SignInState[] = ['signed-in', 'refused', 'refusing-custom-auth'];

describe('the table of sign-ins', () => {
  const arrows = listSignInTransitions();

  it('leads from each flow to an end and leaves no state behind', () => {
    const reached = new Set<SignInState>(Object.values(FLOWS).map(({ start }) => start));
    for (const state of reached) for (const { from, to } of arrows) if (from === state) reached.add(to);
    const states = new Set(arrows.flatMap(({ from, to }) => [from, to]));
    expect([...states].filter((state) => !reached.has(state))).toEqual([]);
    const stuck = [...reached].filter((state) => !ends.includes(state) && !arrows.some(({ from }) => from === state));
    expect(stuck).toEqual([]);
  });

  it('gives tokens only after a factor that was proven, and a second one if it is asked for, or a refresh token (S48, S71, S85, S87, S88, S102)', () => {
    const before = arrows.filter(({ to }) => to === 'signed-in').map(({ from, event }) => `${from} ${event}`);
    expect(before).toEqual([
      'awaiting-code right',
      'judging-second-factor none',
      'awaiting-second-code right',
      'SOFTWARE_TOKEN_MFA right',
      'MFA_SETUP set-up',
      'refreshing right',
    ]);
  });

  it('judges the second factor after every password that was proven or set (S71, S90)', () => {
    const before = arrows
      .filter(({ to }) => to === 'judging-second-factor')
      .map(({ from, event }) => `${from} ${event}`);
    expect(before).toEqual(['password-proven CONFIRMED', 'NEW_PASSWORD_REQUIRED password-set']);
  });

  it('demands a new password of temporary ones only (S90)', () => {
    const before = arrows.filter(({ to }) => to === 'NEW_PASSWORD_REQUIRED');
    expect(before).toEqual([{ from: 'password-proven', event: 'FORCE_CHANGE_PASSWORD', to: 'NEW_PASSWORD_REQUIRED' }]);
    expect(nextSignInState('password-proven', 'CONFIRMED')).toBe('judging-second-factor');
  });
});

it('keeps the password flow of administrators from the public (S17)', () => {
  const adminOnly = Object.entries(FLOWS).filter(([, { callers }]) => !callers.includes('public'));
  expect(adminOnly.map(([name]) => name)).toEqual(['ADMIN_USER_PASSWORD_AUTH', 'ADMIN_NO_SRP_AUTH']);
});

it.each([
  ['USER_PASSWORD_AUTH', 'public', 'USER_PASSWORD_AUTH flow not enabled for this client'],
  ['USER_SRP_AUTH', 'public', 'USER_SRP_AUTH is not enabled for the client.'],
  ['ADMIN_USER_PASSWORD_AUTH', 'admin', 'Auth flow not enabled for this client'],
] as const)('refuses %s for a client without it (S7)', (flow, caller, text) => {
  expect(flowRefusal(flow, caller)).toBe(text);
});
