/* Where things are. YP_BINARY names another program to test than the release build. */
import { fileURLToPath } from 'node:url';
import path from 'node:path';

export const root = fileURLToPath(new URL('../..', import.meta.url));
export const logs = path.join(root, 'build/test-logs');
export const binary = path.resolve(process.env.YP_BINARY ?? path.join(root, 'build/yhdyspinta'));
