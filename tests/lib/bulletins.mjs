/* Where texts of others and their annotations lie; null: nowhere, and what wants them is skipped. */
import fs from 'node:fs';
import path from 'node:path';
import { root } from './paths.mjs';

const found = (folder) => (fs.existsSync(folder) ? folder : null);

export const gold = process.env.YP_BULLETINS_GOLD ?? found(path.join(root, '../shared/gold'));
export const texts = process.env.YP_BULLETINS_TEXTS ?? found(path.join(root, '../shared/seeds'));
export const missing = gold && texts ? false : 'no ../shared/gold and ../shared/seeds, nor YP_BULLETINS_GOLD and YP_BULLETINS_TEXTS';
