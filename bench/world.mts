import { freePort } from '../n8n/process.mts';
import { inWorld, type ProofWorld } from '../test/prove/world.mts';

export interface BenchWorld extends ProofWorld {
	/** Where n8n's inspector listens, on 127.0.0.1. */
	inspectPort: number;
}

/** A real n8n whose inspector can be asked, and a local Paystand, fresh for one measurement. */
export async function inBenchWorld<T>(work: (world: BenchWorld) => Promise<T>): Promise<T> {
	const inspectPort = await freePort();
	const env = { NODE_OPTIONS: `--inspect=127.0.0.1:${inspectPort}` };
	return await inWorld({ seed: 1, env }, async (world) => await work({ ...world, inspectPort }));
}
