import type { ContextValues } from '../../aws/policy/request-context.ts';
import type { OperationContext } from '../operation.ts';

/** What a caller must be allowed for a request. */
export interface NeededPermission {
  /** That of the operation if absent. */
  readonly action?: string;
  /** The ARNs under which policies may name the one thing that is asked for. */
  readonly resources: readonly [string, ...string[]];
  /** What a refusal calls it; the first ARN if absent. */
  readonly resourceText?: string;
  /** Condition keys beside those of every request. */
  readonly values?: ContextValues;
}

export type AuthorizationContext = Pick<OperationContext, 'store' | 'principal' | 'region'>;

/** The permissions that an input asks for; each is needed. It may look at things, but says nothing about whether there are any (R14). */
export type NeededPermissions<Input> = (
  input: Input,
  context: AuthorizationContext,
) => readonly NeededPermission[] | Promise<readonly NeededPermission[]>;
