import { server } from './node.ts';

server.listen(Number(process.env['PORT'] ?? 3000), 'localhost');
