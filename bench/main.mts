/**
 * `npm run bench [-- NAME …] [--rounds N]`: measures the package against what a user would pick
 * instead, side by side, in a real n8n. The results go into bench/RESULTS.md.
 */
import process from 'node:process';
import { parseArgs } from 'node:util';
import { log } from '../harness/log.mts';
import { cpu } from './cpu.mts';
import { atATime, creates } from './creates.mts';
import { limit } from './limit.mts';
import { lists } from './lists.mts';
import type { Result } from './measure.mts';
import { memory } from './memory.mts';
import { queueEvents } from './queue.mts';
import { write } from './results.mts';
import { settings, triggers } from './trigger.mts';
import { uploads } from './uploads.mts';
import { type BenchWorld, inBenchWorld } from './world.mts';

type Bench = (world: BenchWorld, rounds: number) => Promise<Result[]>;

const benches: Record<string, Bench> = {
	...{ creates, atATime, limit, lists, cpu, memory, uploads },
	...{ triggers, settings, queueEvents },
};

/** These take so long, or say so much in one run, that they have no rounds. */
const ONCE = new Set(['limit', 'memory', 'settings', 'queueEvents']);

const { values, positionals } = parseArgs({
	options: { rounds: { type: 'string', default: '3' } },
	allowPositionals: true,
});
const unknown = positionals.filter((name) => !(name in benches));
const rounds = Number(values.rounds);
if (unknown.length > 0 || !(Number.isInteger(rounds) && rounds > 0)) {
	const names = Object.keys(benches).join(', ');
	console.error(`Usage: npm run bench [-- NAME …] [--rounds N]\nNAME is one of: ${names}`);
	process.exit(2);
}
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
	// What was started ends with this process, and so do its temporary folders.
	process.on(signal, () => process.exit(signal === 'SIGINT' ? 130 : 143));
}

const names = positionals.length > 0 ? positionals : Object.keys(benches);
for (const name of names) {
	log(`${name} …`);
	// A fresh n8n and sandbox for each: what one leaves behind would weigh on the next.
	const results = await inBenchWorld(async (world) => await benches[name]!(world, rounds));
	for (const { work, against, ours, theirs, figure, goal } of results) {
		log(`${work}: ours ${ours}, ${against} ${theirs}: ${figure} (goal: ${goal})`);
	}
	await write(name, results, ONCE.has(name) ? undefined : rounds);
}
