import type { FastifyInstance } from 'fastify';
import type { ApiDocument } from './document.mts';
import type { FaultSettings } from './fault-settings.mts';
import type { World } from './world.mts';

export interface SandboxOptions {
	/** Repeats ids and faults. Default 1. */
	seed?: number;
	/** Virtual seconds per real second. Default 1. */
	speed?: number;
	/** Start of virtual time; real time when left out. */
	start?: Date;
	/** Customers and credit memos emit events too, as some sources say. Default false. */
	extraEvents?: boolean;
	/** How the sandbox behaves from the start and after each reset, e.g. `{ limits: false }`. */
	faults?: Partial<FaultSettings>;
	/** Told of faults of the sandbox itself. Default: the console. */
	onError?: (message: string) => void;
}

export interface Sandbox {
	/** For `inject` in tests. */
	app: FastifyInstance;
	/** The state of now: a reset makes a new one. */
	readonly world: World;
	readonly document: ApiDocument;
	/** Back to the start, with another seed if given. */
	reset(seed?: number): void;
	/** Listens on 127.0.0.1; port 0 takes a free one. Returns the address, without `/v3`. */
	listen(options?: { port?: number }): Promise<string>;
	close(): Promise<void>;
}
