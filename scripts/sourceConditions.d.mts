export const sourceConditions: string[];
export const serverSourceConditions: string[];
