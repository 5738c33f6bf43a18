/**
 * Loaded into n8n's process with `--import`: n8n's clock shows the time that the file named by
 * PAYSTAND_CLOCK holds, in milliseconds since 1970, and goes on from there.
 */
import { readFileSync } from 'node:fs';
import process from 'node:process';

const now = Date.now.bind(Date);
const aheadMs = Number(readFileSync(String(process.env.PAYSTAND_CLOCK), 'utf8')) - now();

Date.now = () => now() + aheadMs;
globalThis.Date = new Proxy(Date, {
	construct: (target, given, newTarget) =>
		Reflect.construct(target, given.length > 0 ? given : [target.now()], newTarget),
	apply: (target) => new target(target.now()).toString(),
});
