import { createAdmin } from './admin/createAdmin.ts';
import { readOwn } from './awsHttp/ownProperty.ts';
import { createCallLog } from './callLog.ts';
import { completeState } from './completeState.ts';
import { controlPath, handleControl } from './control/handleControl.ts';
import { allowOrigin, answerPreflight, defaultAllowedOrigins, isAllowedOrigin, isPreflight } from './cors.ts';
import type { CustomService } from './customServices/customService.ts';
import { checkCustomServiceNames } from './customServices/findCustomService.ts';
import { handleCustomService } from './customServices/handleCustomService.ts';
import { defaultSeed } from './defaultSeed.ts';
import { handleDynamoDb } from './dynamodb/handleDynamoDb.ts';
import type { Emulator } from './emulator.ts';
import { createEmulatorClock, type EmulatorClock } from './emulatorClock.ts';
import type { EmulatorSeed } from './emulatorSeed.ts';
import type { EmulatorState } from './emulatorState.ts';
import { faultAnswer } from './faultAnswer.ts';
import { createFaultQueue } from './faultQueue.ts';
import { handleIdentityPool } from './identityPool/handleIdentityPool.ts';
import { handleManagedLogin } from './managedLogin/handleManagedLogin.ts';
import { managedLoginOperation } from './managedLogin/managedLoginOperation.ts';
import { createMailbox, type MailedCode } from './mailbox.ts';
import { prepareKeys } from './prepareKeys.ts';
import { randomToken } from './randomToken.ts';
import { routeRequest, type Route, type ServiceName } from './routeRequest.ts';
import { handleS3 } from './s3/handleS3.ts';
import { signerOf } from './signerOf.ts';
import { stateFromSeed } from './stateFromSeed.ts';
import { handleSts } from './sts/handleSts.ts';
import { handleUserPool } from './userPool/handleUserPool.ts';
import { handleWellKnown } from './userPool/handleWellKnown.ts';
import type { UserPoolContext } from './userPool/userPoolContext.ts';

/** How an emulator is made. */
export interface EmulatorOptions {
  /** What it begins with, and what `reset` returns to. Default: the photo album of `defaultSeed`. */
  readonly seed?: EmulatorSeed;
  /** A state to continue from, as `exportState` gave it. Copied. Default: the seed. */
  readonly state?: EmulatorState;
  /** Default: real time, adjustable. */
  readonly clock?: EmulatorClock;
  /** Pages that may call it; `:*` at the end stands for any port. Default: this machine's. */
  readonly allowedOrigins?: readonly string[];
  /**
   * Services of your own by the name requests are signed with, such as `execute-api`: each is asked after signature and
   * policies have been. Default none.
   */
  readonly services?: Readonly<Record<string, CustomService>>;
  /** Told after every change of state. */
  readonly onChange?: () => void;
  /** Told of every code that would be mailed or texted. */
  readonly onMail?: (mail: MailedCode) => void;
  /** Told of a failure of the emulator itself, which callers see as an internal error. */
  readonly onError?: (error: unknown) => void;
}

/** An answer, and whether its CORS headers are already there: S3's come from the bucket's own rules. */
interface Answer {
  readonly response: Response;
  readonly hasOwnCors: boolean;
}

/**
 * Creates an emulator: a pure answer to requests, with no server and no timers, for Node.js and for pages alike.
 * @throws Error when a service of your own has the name of one the emulator answers itself.
 */
export function createEmulator(options: EmulatorOptions = {}): Emulator {
  const { seed = defaultSeed, clock = createEmulatorClock(), allowedOrigins = defaultAllowedOrigins, services: customServices = {} } = options;
  const customNames = Object.keys(customServices);
  checkCustomServiceNames(customNames);
  const mailbox = createMailbox(options.onMail);
  const calls = createCallLog();
  const faults = createFaultQueue();
  const changed = () => options.onChange?.();
  let state = options.state === undefined ? stateFromSeed(seed, clock.now()) : completeState(options.state);

  const contextNow = (): UserPoolContext => ({ state, clock, changed, mail: mailbox.deliver });
  const services: Readonly<Record<ServiceName, (request: Request, context: UserPoolContext) => Promise<Response>>> = {
    userPool: handleUserPool,
    managedLogin: handleManagedLogin,
    identityPool: handleIdentityPool,
    dynamoDb: handleDynamoDb,
    sts: handleSts,
    s3: handleS3,
  };

  const emulator: Emulator = {
    handle,
    clock,
    mailbox,
    calls,
    faults,
    admin: createAdmin(contextNow),
    adminOf: (userPoolId) => createAdmin(contextNow, userPoolId),
    controlToken: randomToken(24),
    prepareKeys: () => prepareKeys(state, changed),
    exportState: () => structuredClone(state),
    reset() {
      state = stateFromSeed(seed, clock.now());
      mailbox.clear();
      calls.clear();
      faults.clear();
      changed();
    },
  };
  return emulator;

  async function handle(request: Request): Promise<Response> {
    const origin = request.headers.get('origin');
    if (origin !== null && !isAllowedOrigin(origin, allowedOrigins) && !isOwnForm(request, origin)) {
      return finish(new Response('This origin may not call the emulator. Add it to allowedOrigins.', { status: 403 }));
    }
    const { response, hasOwnCors } = await answer(request);
    finish(response);
    if (origin !== null && !hasOwnCors) allowOrigin(response, origin);
    return response;
  }

  function bucketNames(): readonly string[] {
    return Object.keys(state.s3.buckets);
  }

  /** The sign-in page posts its form to where it came from. */
  function isOwnForm(request: Request, origin: string): boolean {
    return origin === new URL(request.url).origin && managedLoginOperation(request, bucketNames()) !== undefined;
  }

  async function answer(request: Request): Promise<Answer> {
    const { pathname } = new URL(request.url);
    if (isPreflight(request)) return answerAnyPreflight(request, pathname);
    if (pathname.startsWith(controlPath)) return { response: await handleControl(request, emulator), hasOwnCors: false };
    const wellKnown = await handleWellKnown(request, contextNow());
    return wellKnown === undefined ? answerService(request) : { response: wellKnown, hasOwnCors: false };
  }

  /** Pages ask S3 about a path below `/`; of the other services only custom ones have paths, where no bucket has them. */
  async function answerAnyPreflight(request: Request, pathname: string): Promise<Answer> {
    const isCustom = customNames.length > 0 && !Object.hasOwn(state.s3.buckets, pathname.split('/')[1] ?? '');
    const isManagedLogin = managedLoginOperation(request, bucketNames()) !== undefined;
    const hasOwnCors = pathname !== '/' && !pathname.startsWith(controlPath) && !isCustom && !isManagedLogin;
    const response = hasOwnCors ? await services.s3(request, contextNow()) : answerPreflight(request);
    calls.add({ operation: 'OPTIONS', at: clock.now(), status: response.status });
    return { response, hasOwnCors };
  }

  async function answerService(request: Request): Promise<Answer> {
    const { service, operation } = await routeRequest(request, customNames, bucketNames());
    const context = contextNow();
    const identity = await signerOf(request, context);
    const log = (status: number) => {
      calls.add({ operation, at: clock.now(), status, ...(identity === undefined ? {} : { identity }) });
    };
    const fault = faults.take(operation);
    if (fault === 'network') {
      log(0);
      throw new TypeError('Failed to fetch');
    }
    const answered: Answer =
      fault === undefined
        ? await runService(service, operation, request, context)
        : { response: faultAnswer(service, fault, operation), hasOwnCors: false };
    log(answered.response.status);
    return answered;
  }

  async function runService(service: Route['service'], operation: string, request: Request, context: UserPoolContext): Promise<Answer> {
    try {
      if (typeof service === 'string') return { response: await services[service](request, context), hasOwnCors: service === 's3' };
      const custom = readOwn(customServices, service.custom);
      if (custom === undefined) throw new TypeError(`The emulator has no service ${service.custom}.`);
      return { response: await handleCustomService(service.custom, custom, request, context), hasOwnCors: false };
    } catch (error) {
      options.onError?.(error);
      return { response: faultAnswer(service, 'server-error', operation), hasOwnCors: false };
    }
  }

  /** What every answer has: the emulator's date, from which clients learn their clock's skew, and a request id. */
  function finish(response: Response): Response {
    response.headers.set('date', new Date(clock.now()).toUTCString());
    if (!response.headers.has('x-amzn-requestid')) response.headers.set('x-amzn-requestid', crypto.randomUUID());
    return response;
  }
}
