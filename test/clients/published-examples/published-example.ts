import type { CognitoIdentityProvider } from '@aws-sdk/client-cognito-identity-provider';
import type { IAM } from '@aws-sdk/client-iam';

/** A call as AWS publishes it, and what it is answered here. */
export interface PublishedExample {
  readonly service: 'cognito-idp' | 'iam' | 'logs' | 'sts';
  readonly operation: string;
  /** The examples in the documentation of the SDK, or the examples of the AWS CLI as the same input. */
  readonly source: 'AWS SDK' | 'AWS CLI';
  /** Told apart where an operation has several. */
  readonly title?: string;
  /** As published. What is named in {@link ExampleWorld.names} is replaced when it is sent. */
  readonly input: Readonly<Record<string, unknown>>;
  /** Puts there what the example takes for granted. */
  readonly before?: (world: ExampleWorld) => Promise<void>;
  /** A part of the published answer, or the error with which it is refused here, and the rule that says so. */
  readonly answer: Readonly<Record<string, unknown>> | { readonly error: string; readonly reason: string };
  /** Remembers what the answer has made. */
  readonly after?: (world: ExampleWorld, answer: Readonly<Record<string, unknown>>) => void;
}

export interface ExampleWorld {
  readonly cognito: CognitoIdentityProvider;
  readonly iam: IAM;
  /** Published names of what only a server can name (ids of pools, jobs, keys; tokens), and of documents in files, by what stands for them. */
  readonly names: Map<string, string>;
  /** The code of the latest message to an address. */
  codeSentTo(address: string): Promise<string>;
}

/** The account of nearly all examples. */
export const EXAMPLE_ACCOUNT = '123456789012';
