import type { ContextValues } from '../aws/policy/request-context.ts';
import type { Clock } from '../base/clock.ts';
import type { Ids } from '../base/ids.ts';
import type { Logger } from '../base/logger.ts';
import type { NodeBeat, NodeRole } from '../base/node.ts';
import type { TestControls } from '../controls/test-controls.ts';
import type { Principal } from '../domain/iam/principal.ts';
import type { MessageRequest } from '../domain/messages/compose-message.ts';
import type { Message, MessageMedium, NewMessage } from '../domain/messages/message.ts';
import type { AccountId, UserPool, UserPoolId } from '../domain/pools/user-pool.ts';
import type { ArrivedUpload, Store } from '../store/store.ts';
import type { SignInServices } from './sign-in-services.ts';

/** What every operation is given; made once by the composition root. */
export interface OperationServices {
  readonly store: Store;
  /** What stored times are made by and compared with. */
  readonly clock: Clock;
  /** Undefined for a server without them. */
  readonly testControls: TestControls | undefined;
  readonly ids: Ids;
  readonly logger: Logger;
  readonly limits: OperationLimits;
  /** `off`: every signature that is valid may do everything in its account (R41). */
  readonly iam: 'on' | 'off';
  /** Whether files may bring password hashes (R105, R157). */
  readonly hashImport: boolean;
  /** Key of page tokens. */
  readonly pageTokenKey: Buffer;
  /** Keys by which secrets of access keys and of app clients, and sessions of roles, are sealed. */
  readonly credentialKeys: {
    readonly accessKey: Buffer;
    readonly roleSession: Buffer;
    readonly clientSecret: Buffer;
  };
  readonly signIn: SignInServices;
  /** Makes the URL that a job's file is uploaded to (R125 to R129). `requestHost` is the signed Host of the request. */
  offerUpload(target: {
    account: string;
    region: string;
    userPoolId: string;
    jobId: string;
    requestHost: string;
    nowMs: number;
  }): Promise<UploadOffer>;
  /** What a client has put under the awaited blob id of its job; undefined if nothing is there. */
  findArrivedUpload(awaitedBlobId: string): Promise<ArrivedUpload | undefined>;
  /** What Muster's own operations tell of this server. */
  describeServer(): ServerDescription;
  readonly outbox: OperationOutbox;
  /** Tells the workers that a job waits. If the hint is lost, the next poll finds the job. */
  wakeWorkers(): void;
  /** Deletes files that no job needs any more. Never rejects: what fails is left to the sweep (R93, R297). */
  deleteUploads(blobIds: readonly string[]): Promise<void>;
}

/** Messages to users. What an operation stores, a worker delivers. */
export interface OperationOutbox {
  /** Whether a copy of each message is kept to be listed. */
  readonly keepsInbox: boolean;
  /** Whether a message of the medium arrives anywhere. */
  canDeliver(medium: MessageMedium): boolean;
  /** A message ready for the store; one for nobody is committed like any other and then dropped (S32). */
  prepare(
    pool: UserPool,
    request: MessageRequest,
    options: { readonly validMs: number; readonly isForNobody?: boolean },
  ): NewMessage;
  /** The message in a row of the store; undefined if another server key sealed it. */
  open(stored: Pick<NewMessage, 'id' | 'sealedContent'>): Message | undefined;
  /** A message was stored. If the hint is lost, the next poll finds it. */
  wake(): void;
}

/** A server, as who operates it sees it. */
export interface ServerDescription {
  readonly version: string;
  readonly nodeId: string;
  readonly startedAt: number;
  readonly settings: readonly {
    /** As its flag has it, without the dashes. */
    readonly name: string;
    /** As a flag would say it; undefined for a secret, and for what is not set. */
    readonly value: string | undefined;
    readonly isSecret: boolean;
  }[];
  /** This node first, then those that share its database. */
  readonly nodes: readonly {
    readonly node: string;
    readonly role: NodeRole;
    readonly state: NodeBeat['state'];
    readonly lastSeenSeconds: number;
  }[];
}

export interface UploadOffer {
  readonly url: string;
  /** Where the file will be, if the URL is one of the bucket and not of the upload endpoint. */
  readonly awaitedBlobId?: string;
}

export interface OperationLimits {
  readonly jobsPerPoolMax: number;
  readonly activeJobsMax: number;
  readonly waitingUploadBytesMax: number;
}

/** What an operation knows of every request, whoever sent it. */
export interface RequestContext extends OperationServices {
  readonly requestId: string;
  /** The Host header; signed if the request is. */
  readonly requestHost: string;
  /** Names the user that the request turned out to be about, for the logs of this server: by `sub`, which tells nothing of a person. */
  noteUser(sub: string): void;
}

/** A signed request, as most operations see theirs. */
export interface OperationContext extends RequestContext {
  readonly principal: Principal;
  /** Region of the credential scope (R39). */
  readonly region: string;
  /** Condition keys of the request, without those of the signer. */
  readonly requestValues: ContextValues;
}

/** The user whose access token came with a request. */
export interface TokenOwner {
  readonly account: AccountId;
  readonly region: string;
  readonly userPoolId: UserPoolId;
  /** The client by which the user signed in. */
  readonly clientId: string;
  readonly sub: string;
  /** Of the device by which they signed in, where the pool tracks devices. */
  readonly deviceKey?: string;
}

/** A request of a user for themselves. */
export interface TokenContext extends RequestContext {
  readonly tokenOwner: TokenOwner;
}

/** A request of a user for themselves, or one whose input has a session, which proves nothing yet. */
export interface TokenOrSessionContext extends RequestContext {
  readonly tokenOwner?: TokenOwner;
}

/** What an operation sees, by how its caller is known. */
export interface ContextOf {
  readonly signed: OperationContext;
  readonly 'access-token': TokenContext;
  readonly 'access-token-or-session': TokenOrSessionContext;
  readonly nobody: RequestContext;
}
