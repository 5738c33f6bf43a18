import multipart from '@fastify/multipart';
import fastify, { type FastifyError, type FastifyInstance } from 'fastify';
import { registerControl } from './control.mts';
import { registerDashboard } from './dashboard/dashboard.mts';
import { registerDeviations } from './deviation-hooks.mts';
import { loadDocument } from './document.mts';
import { envelope, notFound, refused } from './errors.mts';
import { registerFaults } from './fault-hooks.mts';
import { finishEntry, noteBody, startEntry } from './journal.mts';
import { registerLimits } from './limit-hooks.mts';
import { createLimits } from './limits.mts';
import { registerLocalOnly } from './local-only.mts';
import { answerError, mount } from './operations.mts';
import type { Sandbox, SandboxOptions } from './sandbox.mts';
import { createWorld, type World } from './world.mts';

export type { Sandbox, SandboxOptions } from './sandbox.mts';

const MAX_BODY_BYTES = 5 * 1024 * 1024;
/** 20 MB, docs/paystand-api.md#attachment-limits. */
export const MAX_FILE_BYTES = 20 * 1024 * 1024;

/**
 * A local Paystand X in memory, run from the API document: its routes under `/v3`, control routes
 * under `/control`, the dashboard at `/`.
 * @throws when the document is broken or an operation of it has no handler
 */
export async function createSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
	const document = await loadDocument();
	const onError = options.onError ?? ((message) => console.error(message));
	const makeWorld = (seed = options.seed) =>
		createWorld({ ...options, seed, delivery: document.delivery });
	let world = makeWorld();
	let limits = createLimits(document.rateLimit);

	const app = fastify({
		bodyLimit: MAX_BODY_BYTES,
		forceCloseConnections: true,
		ajv: { customOptions: { allowUnionTypes: true } },
		routerOptions: { ignoreTrailingSlash: true },
	});
	const sandbox: Sandbox = {
		app,
		document,
		get world() {
			return world;
		},
		reset(seed) {
			shutDown(world);
			world = makeWorld(seed ?? world.seed);
			limits = createLimits(document.rateLimit);
		},
		listen: ({ port = 4010 } = {}) => app.listen({ host: '127.0.0.1', port }),
		async close() {
			shutDown(world);
			await app.close();
		},
	};

	await app.register(multipart, {
		limits: { fileSize: MAX_FILE_BYTES, files: 2 },
		throwFileSizeLimit: true,
	});
	readJson(app);
	registerLocalOnly(app);
	app.addHook('onRequest', async (request) => startEntry(world, request));
	app.addHook('preHandler', async (request) => noteBody(request, request.body));
	app.addHook('onResponse', async (request, reply) => finishEntry(request, reply.statusCode));
	registerLimits(
		app,
		() => world,
		() => limits,
	);
	registerFaults(app, () => world.faults);
	registerDeviations(app, sandbox);
	app.setErrorHandler((error: FastifyError, _request, reply) => answerError(error, reply, onError));
	app.setNotFoundHandler((request, reply) => {
		const refusal = notFound(`There is no ${request.method} ${request.url.split('?')[0]}.`);
		return reply.code(404).send(envelope(refusal));
	});
	for (const operation of document.operations)
		mount(app, operation, { world: () => world, onError });
	registerControl(app, sandbox);
	registerDashboard(app);
	await app.ready();
	return sandbox;
}

function shutDown(world: World): void {
	world.deliveries.stop();
	world.clock.stop();
}

/** An empty body is no fault: callers name the content type even when they send nothing. */
function readJson(app: FastifyInstance): void {
	app.removeContentTypeParser(['application/json', 'text/plain']);
	app.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, text, done) => {
		if (text === '') return done(null, undefined);
		try {
			done(null, JSON.parse(String(text)));
		} catch {
			done(refused('The body is no JSON.'));
		}
	});
}
