/** How many times as often as in `npm test` everything is repeated: `VALETKEY_TABS_TIMES`, 5 by night. Default 1. */
export const timesOver: number = Number(process.env['VALETKEY_TABS_TIMES'] ?? 1);
