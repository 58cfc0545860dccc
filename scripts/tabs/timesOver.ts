/** How often what is repeated is repeated: `VALETKEY_TABS_TIMES` as often as in CI, for a long run by night. Default 1. */
export const timesOver: number = Number(process.env['VALETKEY_TABS_TIMES'] ?? 1);
