import type { Clock } from '../base/clock.ts';
import type { MessageMedium } from '../domain/messages/message.ts';
import type { DeliveryWay } from './delivery-way.ts';

export interface DeliverySettings {
  readonly smtpUrl: string | undefined;
  readonly mailFrom: string | undefined;
  readonly mailWebhookUrl: string | undefined;
  readonly smsWebhookUrl: string | undefined;
  readonly webhookSecret: string | undefined;
}

/** At most one way for each medium: its webhook, or for email without one the mail server (R934). `clock` is that of the machine. */
export async function openDeliveryWays(settings: DeliverySettings, clock: Clock): Promise<readonly DeliveryWay[]> {
  const { smtpUrl, mailFrom = '', mailWebhookUrl, smsWebhookUrl, webhookSecret = '' } = settings;
  const ways: DeliveryWay[] = [];
  if (mailWebhookUrl !== undefined) ways.push(await openWebhook(mailWebhookUrl, 'EMAIL', webhookSecret, clock));
  else if (smtpUrl !== undefined) ways.push(await openSmtp(smtpUrl, mailFrom));
  if (smsWebhookUrl !== undefined) ways.push(await openWebhook(smsWebhookUrl, 'SMS', webhookSecret, clock));
  return ways;
}

/** Loaded on demand: a server without a mail server does not need its library. */
async function openSmtp(url: string, from: string): Promise<DeliveryWay> {
  const { createSmtpWay } = await import('./smtp-way.ts');
  return createSmtpWay({ url, from });
}

async function openWebhook(url: string, medium: MessageMedium, secret: string, clock: Clock): Promise<DeliveryWay> {
  const { createWebhookWay } = await import('./webhook-way.ts');
  return createWebhookWay({ url, secret, medium, clock });
}
