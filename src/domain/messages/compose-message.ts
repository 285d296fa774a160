import type { UserPoolSettings } from '../pools/user-pool.ts';
import type { Message, MessageKind, MessageMedium } from './message.ts';

export interface MessageRequest {
  readonly to: string;
  readonly medium: MessageMedium;
  readonly kind: MessageKind;
  readonly username: string;
  /** The code, or the temporary password of an invitation. */
  readonly code: string;
}

interface Template {
  readonly subject: string;
  readonly email: string;
  readonly sms: string;
}

const CODE: Template = {
  subject: 'Your verification code',
  email: 'Your confirmation code is {####}',
  sms: 'Your verification code is {####}',
};

/** Of a sign-in: a one-time password or a second factor. */
const AUTHENTICATION: Template = {
  subject: 'Your authentication code',
  email: 'Your authentication code is {####}',
  sms: 'Your authentication code is {####}',
};

const INVITATION: Template = {
  subject: 'Your temporary password',
  email: 'Your username is {username} and temporary password is {####}',
  sms: 'Your username is {username} and temporary password is {####}',
};

/** The message of a pool for one user, from the pool's template or Cognito's own (S110). Each `{####}` is the code, each `{username}` the user name. */
export function composeMessage(settings: UserPoolSettings, request: MessageRequest): Message {
  const { to, medium, kind, code } = request;
  const template = templateOf(settings, kind);
  const base = { to, medium, kind, code };
  if (medium === 'SMS') return { ...base, text: fill(template.sms, request) };
  return { ...base, subject: singleLine(fill(template.subject, request)), ...bodies(template.email, request) };
}

function templateOf(settings: UserPoolSettings, kind: MessageKind): Template {
  if (kind === 'AdminCreateUser') {
    const given = settings.adminCreateUserConfig?.inviteMessageTemplate;
    return {
      subject: given?.emailSubject ?? INVITATION.subject,
      email: given?.emailMessage ?? INVITATION.email,
      sms: given?.smsMessage ?? INVITATION.sms,
    };
  }
  if (kind === 'Authentication') {
    const { mfaFactors, smsAuthenticationMessage } = settings;
    return {
      subject: mfaFactors?.email?.subject ?? AUTHENTICATION.subject,
      email: mfaFactors?.email?.message ?? AUTHENTICATION.email,
      sms: smsAuthenticationMessage ?? AUTHENTICATION.sms,
    };
  }
  const given = settings.verificationMessages;
  return {
    subject: given?.emailSubject ?? CODE.subject,
    email: given?.emailMessage ?? CODE.email,
    sms: given?.smsMessage ?? CODE.sms,
  };
}

/** One pass, so that a user name that holds `{####}` is not filled in turn. */
function fill(template: string, { username, code }: MessageRequest): string {
  return template.replaceAll(/\{(?:####|username)\}/g, (placeholder) => (placeholder === '{####}' ? code : username));
}

/** A subject is one line of a header. */
function singleLine(text: string): string {
  return text.replaceAll(/[\r\n]+/g, ' ');
}

/**
 * Cognito sends email as HTML. A template without markup is text; in one with markup the text is what stands between the tags. Only the
 * template is markup: a password with `<` or `&` reaches its reader as it is, and a user name puts no link into a mail.
 */
function bodies(template: string, request: MessageRequest): { readonly text: string; readonly html?: string } {
  if (!/<[a-z!/][^>]*>/i.test(template)) return { text: fill(template, request) };
  const text = template
    .replaceAll(/<br\s*\/?>|<\/(?:p|div|tr|li|h[1-6])>/gi, '\n')
    .replaceAll(/<[^<>]*>/g, '')
    .trim();
  const { username, code } = request;
  const escaped = { ...request, username: escapeHtml(username), code: escapeHtml(code) };
  return { text: fill(text, request), html: fill(template, escaped) };
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}
