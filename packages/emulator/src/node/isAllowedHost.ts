import { isIP } from 'node:net';

/** Who may be named in a `Host` header. */
export interface HostRule {
  /** The address or name the server was started on. */
  readonly host: string;
  /** Whether other machines may call. */
  readonly allowNetworkAccess: boolean;
}

/**
 * Whether a `Host` header names this machine. A web page can point a name of its own at 127.0.0.1 (DNS rebinding) and then
 * call as if it were same-origin; it cannot do so with an address, nor with `localhost` and names below it (RFC 6761).
 */
export function isAllowedHost(hostHeader: string | undefined, rule: HostRule): boolean {
  const name = hostNameOf(hostHeader ?? '');
  if (name === undefined) return false;
  if (name === 'localhost' || name.endsWith('.localhost') || name === rule.host.toLowerCase()) return true;
  return isIP(name) !== 0 && (rule.allowNetworkAccess || isLoopback(name));
}

/** Whether an address or name reaches only this machine. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}

function hostNameOf(hostHeader: string): string | undefined {
  const match = /^(?:\[([0-9a-f:.]+)\]|([^:[\]/@\s]+))(?::\d+)?$/i.exec(hostHeader);
  return (match?.[1] ?? match?.[2])?.toLowerCase();
}
