/** An answer of an operation that is an error of its service model. `code` is the name of the error's shape. */
export class ServiceError<Code extends string = string> extends Error {
  override name = 'ServiceError';
  readonly code: Code;
  readonly statusCode: number;

  constructor(code: Code, message: string, statusCode: number, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.statusCode = statusCode;
  }
}
