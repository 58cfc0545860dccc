/** A domain as a URL: https, unless it says otherwise itself. */
export function urlOfDomain(domain: string): string {
  return domain.includes('://') ? domain : `https://${domain}`;
}
