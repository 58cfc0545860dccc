import { Hono } from 'hono';
import { broker } from './broker.ts';

export const app = new Hono();
app.all('/broker/*', ({ req }) => broker.handle(req.raw));
