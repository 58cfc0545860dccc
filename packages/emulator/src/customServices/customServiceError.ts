/** A refusal of a custom service's request, caught by `handleCustomService`. */
export class CustomServiceError extends Error {
  readonly status: number;
  /** `AccessDeniedException` */
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.name = 'CustomServiceError';
    this.status = status;
    this.code = code;
  }
}

/**
 * The answer to a refused request, in the form of the service: AppSync lists errors, services that name their operation in
 * `x-amz-target` name the error in `__type`, and all others, API Gateway among them, in a header only.
 */
export function customServiceErrorAnswer(service: string, request: Request, { status, code, message }: CustomServiceError): Response {
  const headers = { 'x-amzn-errortype': code };
  if (service === 'appsync') return Response.json({ errors: [{ errorType: code, message }] }, { status, headers });
  if (request.headers.has('x-amz-target')) return Response.json({ __type: code, message }, { status: status === 403 ? 400 : status, headers });
  // API Gateway and Lambda write the message of a denial with a capital.
  return Response.json(code === 'AccessDeniedException' ? { Message: message } : { message }, { status, headers });
}
