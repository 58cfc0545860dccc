import { readOwn } from '../awsHttp/ownProperty.ts';
import { CognitoError } from '../cognitoWire/cognitoError.ts';
import type { CognitoOperation } from '../cognitoWire/answerCognito.ts';
import type { ServiceContext } from '../emulatorService.ts';
import type { MailedCode } from '../mailbox.ts';
import type { UserPoolClientState, UserPoolState } from './userPoolState.ts';

/** What user pool operations receive beside their input. */
export interface UserPoolContext extends ServiceContext {
  /** Sends a code to a person. */
  readonly mail: (mail: MailedCode) => void;
}

/** One operation of the user pool service. */
export type UserPoolOperation = CognitoOperation<UserPoolContext>;

/** An app client with the user pool it belongs to. */
export interface FoundClient {
  readonly pool: UserPoolState;
  readonly client: UserPoolClientState;
}

/** The app client of an id. */
export function findClient(context: ServiceContext, clientId: string): FoundClient {
  for (const pool of Object.values(context.state.userPools)) {
    const client = readOwn(pool.clients, clientId);
    if (client !== undefined) return { pool, client };
  }
  throw new CognitoError('ResourceNotFoundException', `User pool client ${clientId} does not exist.`);
}
