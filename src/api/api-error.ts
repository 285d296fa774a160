/** An answer that is an error, as the client will read it. Whatever else is thrown becomes the service's internal error (R98). */
export class ApiError extends Error {
  override name = 'ApiError';
  readonly statusCode: number;
  /** As the protocol writes it. */
  readonly code: string;
  /** Undefined: the answer has no text (R10, R11). */
  readonly text: string | undefined;

  constructor(statusCode: number, code: string, text?: string) {
    super(text ?? code);
    this.statusCode = statusCode;
    this.code = code;
    this.text = text;
  }
}
