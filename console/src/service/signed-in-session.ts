import type { Credentials } from './clients.ts';

/** Who is signed in, and where. */
export interface Session extends Credentials {
  readonly region: string;
  readonly account: string;
  /** `arn:aws:iam::123456789012:root` */
  readonly arn: string;
  readonly clockOffsetMs: number;
}
