/** An answer that is an error, as the client will read it. Whatever else is thrown becomes the service's internal error (R98). */
export class ApiError extends Error {
  override name = 'ApiError';
  readonly statusCode: number;
  /** As the protocol writes it on the wire. */
  readonly code: string;
  /** Undefined: the answer has no text (R11). */
  readonly text: string | undefined;
  /** The caller is not authenticated, or is not authorized. */
  readonly isRefusal: boolean;

  constructor(statusCode: number, code: string, text?: string, { isRefusal = false } = {}) {
    super(text ?? code);
    this.statusCode = statusCode;
    this.code = code;
    this.text = text;
    this.isRefusal = isRefusal;
  }
}

/** The request asks for an operation that is not offered. */
export class UnknownOperationError extends ApiError {
  override name = 'UnknownOperationError';
  /** As the client wrote it. */
  readonly asked: string;

  constructor(code: string, text: string, asked: string) {
    super(400, code, text);
    this.asked = asked;
  }
}
