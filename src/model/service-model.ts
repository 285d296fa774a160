/** A service model: what an AWS service offers, as data. Names are those of the wire. */
export interface ServiceModel {
  readonly service: string;
  readonly apiVersion: string;
  readonly protocol: 'json' | 'query';
  /** Of `Content-Type`: json only. */
  readonly jsonVersion?: string;
  readonly signingName: string;
  /** The part of `X-Amz-Target` before the full stop: json only. */
  readonly targetPrefix?: string;
  /** Of the XML answers: query only. */
  readonly xmlNamespace?: string;
  readonly operations: Readonly<Record<string, OperationModel>>;
  /** By shape name. */
  readonly errors: Readonly<Record<string, ErrorModel>>;
  readonly shapes: Readonly<Record<string, Shape>>;
}

/**
 * How the caller of an operation is known: by a signature of an AWS credential, by the access token of a user in the member `AccessToken`
 * of the input, by that or by what else the operation judges (the session of a challenge), or not at all. What does not count is ignored: a
 * signature on an operation that asks for none proves nobody.
 */
export type Authentication = 'signed' | 'access-token' | 'access-token-or-session' | 'nobody';

export interface OperationModel {
  readonly authentication: Authentication;
  /** The operation changes nothing and hands out no credentials: it only answers what is there. */
  readonly readOnly?: boolean;
  readonly input: string;
  /** Null: an answer without a body. */
  readonly output: string | null;
  readonly errors: readonly string[];
  /** Element around the output: query only. */
  readonly resultWrapper?: string;
}

export interface ErrorModel {
  readonly httpStatus: number;
  /** The code on the wire where it is not the name of the shape (N38). */
  readonly code?: string;
}

export interface StructureShape {
  readonly type: 'structure';
  /** Member name to shape name. */
  readonly members: Readonly<Record<string, string>>;
  readonly required?: readonly string[];
  /** Then so are its members. */
  readonly sensitive?: boolean;
}

export interface ListShape {
  readonly type: 'list';
  readonly member: string;
  readonly min?: number;
  readonly max?: number;
}

export interface MapShape {
  readonly type: 'map';
  readonly key: string;
  readonly value: string;
  readonly min?: number;
  readonly max?: number;
  /** Then so are its values. */
  readonly sensitive?: boolean;
}

export interface StringShape {
  readonly type: 'string';
  /** Lengths. */
  readonly min?: number;
  readonly max?: number;
  /** A pattern of Java, for the whole string (R26). */
  readonly pattern?: string;
  readonly enum?: readonly string[];
  readonly sensitive?: boolean;
  /** Whether U+0000 is a character like any other. No: what is kept as text cannot hold it on every engine of the store. */
  readonly allowsNul?: boolean;
}

export interface IntegerShape {
  readonly type: 'integer' | 'long';
  readonly min?: number;
  readonly max?: number;
}

export interface DoubleShape {
  readonly type: 'double';
  readonly min?: number;
  readonly max?: number;
}

export interface PlainShape {
  readonly type: 'boolean' | 'timestamp';
}

export type Shape = StructureShape | ListShape | MapShape | StringShape | IntegerShape | DoubleShape | PlainShape;
