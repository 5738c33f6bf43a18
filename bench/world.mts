import { addCustomer, callerOf } from '../harness/records.mts';
import { inWorld, type HarnessWorld } from '../harness/world.mts';
import { freePort } from '../n8n/process.mts';

export interface BenchWorld extends HarnessWorld {
	/** Where n8n's inspector listens, on 127.0.0.1. */
	inspectPort: number;
}

/** How far away Paystand is, there and back. */
export const LATENCY_MS = 100;

/** The limit is measured by itself; elsewhere runs would only wait for each other's minute. */
const NO_LIMIT = 1_000_000;

/** Takes Paystand as far away as it is to be; before that, filling it costs no time. */
export function putFarAway({ sandbox }: HarnessWorld, latencyMs = LATENCY_MS): void {
	sandbox.world.faults.set({ latencyMs, rateLimit: NO_LIMIT });
}

/** Creates the customer that all receivables are for, and gives what creates more. */
export async function openAccount({ sandbox, merchant }: HarnessWorld) {
	const call = await callerOf(sandbox, merchant);
	await addCustomer(call, 'CUST-1');
	return call;
}

/** A real n8n whose inspector can be asked, and a local Paystand, fresh for one measurement. */
export async function inBenchWorld<T>(work: (world: BenchWorld) => Promise<T>): Promise<T> {
	const inspectPort = await freePort();
	const env = { NODE_OPTIONS: `--inspect=127.0.0.1:${inspectPort}` };
	return await inWorld({ seed: 1, env }, async (world) => await work({ ...world, inspectPort }));
}
