// app/broker/[endpoint]/route.ts
import { broker } from '../broker.ts';

export const POST = broker.handle;
export const OPTIONS = broker.handle;
