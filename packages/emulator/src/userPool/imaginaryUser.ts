import { sha256, toHex, utf8 } from '../bytes.ts';
import { powModPrime, srpGenerator } from './srpGroup.ts';
import type { UserPoolState } from './userPoolState.ts';

/** What the SRP challenge shows of a person. */
export interface SrpFace {
  readonly userIdForSrp: string;
  readonly salt: string;
  readonly verifier: string;
}

/** A person who does not exist, but answers the SRP challenge like one: the same id and salt whenever the name is tried. */
export function imaginaryUser(pool: UserPoolState, signInName: string): SrpFace {
  const derive = (purpose: string) => toHex(sha256(utf8(`${purpose}:${signInName.toLowerCase()}`), utf8(pool.disguiseKey)));
  const id = derive('id');
  const uuid = [id.slice(0, 8), id.slice(8, 12), `4${id.slice(13, 16)}`, `8${id.slice(17, 20)}`, id.slice(20, 32)].join('-');
  return {
    userIdForSrp: pool.signInWith === 'email' ? uuid : signInName,
    salt: derive('salt').slice(0, 32),
    verifier: powModPrime(srpGenerator, BigInt(`0x${derive('verifier')}`)).toString(16),
  };
}
