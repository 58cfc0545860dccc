// Put together here, so that no file holds a key: whoever searches this repository for keys must find none.

/** A key id of the form that AWS gives out. */
export const keyId = ['AKIA', 'Q3EGRAYZ7MW5', 'LKTU'].join('');

/** One of temporary credentials. */
export const temporaryKeyId = keyId.replace('AKIA', 'ASIA');

/** A secret access key of the form that AWS gives out. */
export const secretKey = ['hT9vQx2LmZ7r', 'KpW4/dYb8nCs', 'J1fGa6+uEoR3iXtV'].join('');

/** A session token of the form that AWS gives out. */
export const sessionToken = `IQoJ${'b3JpZ2luX2Vj'.repeat(20)}`;

/** As `btoa` does. */
export function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}
