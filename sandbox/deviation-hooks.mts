import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { DEVIATIONS, type Deviation, type DeviationName } from './deviations.mts';
import { PaystandRefusal } from './errors.mts';
import type { FaultSettings } from './fault-settings.mts';
import type { Sandbox } from './sandbox.mts';
import type { World } from './world.mts';

/**
 * Lets one deviation at a time change what the API does, switched on with
 * `PUT /control/deviation {"name": "pageCap"}` and off with `{"name": null}` or a reset.
 */
export function registerDeviations(app: FastifyInstance, sandbox: Sandbox): void {
	const current = new WeakMap<World, DeviationName>();
	/** The settings that hold again when a request is answered. */
	const former = new WeakMap<FastifyRequest, Readonly<FaultSettings>>();
	const routes = new Map(
		sandbox.document.operations.map(({ method, path, operationId }) => [
			`${method} /v3${path}`,
			operationId,
		]),
	);
	const paths = new Set([...routes.keys()].map((route) => route.split(' ')[1]!));

	/** The deviation, if it concerns this request. */
	const of = (request: FastifyRequest): Deviation | null => {
		const name = current.get(sandbox.world);
		if (name === undefined || !request.url.startsWith('/v3/')) return null;
		const deviation: Deviation = DEVIATIONS[name];
		if (deviation.without !== undefined && request.headers[deviation.without] !== undefined)
			return null;
		if (deviation.wrongMethod)
			return request.is404 && paths.has(request.url.split('?')[0]!) ? deviation : null;
		if (deviation.operations === undefined) return deviation;
		const operationId = routes.get(`${request.method} ${request.routeOptions.url}`);
		return operationId !== undefined && deviation.operations.includes(operationId)
			? deviation
			: null;
	};

	app.addHook('preHandler', async (request) => {
		const deviation = of(request);
		if (deviation?.refuses !== undefined)
			throw new PaystandRefusal(deviation.refuses, {
				code: 'routeRefused',
				explanation: 'This route is not open to your token.',
			});
		const query = request.query as Record<string, unknown>;
		if (deviation?.ignores)
			for (const key of Object.keys(query)) if (deviation.ignores.test(key)) delete query[key];
		if (deviation?.faults) {
			const { settings } = sandbox.world.faults;
			former.set(request, settings);
			sandbox.world.faults.set({ ...settings, ...deviation.faults });
		}
	});

	app.addHook('onSend', async (request, reply, payload) => {
		const deviation = of(request);
		if (!deviation) return payload;
		const settings = former.get(request);
		if (settings) sandbox.world.faults.set(settings);
		if (deviation.headers) rename(reply, deviation.headers);
		const success = reply.statusCode < 300;
		const concerned =
			deviation.wrongMethod || (deviation.on ? reply.statusCode === deviation.on : success);
		if (!concerned) return payload;
		if (deviation.status) reply.code(deviation.status);
		if (!deviation.reply || typeof payload !== 'string' || payload === '') return payload;
		reply.removeHeader('content-length');
		return JSON.stringify(deviation.reply(JSON.parse(payload) as Record<string, unknown>));
	});

	app.get('/control/deviation', async () => ({
		name: current.get(sandbox.world) ?? null,
		all: Object.fromEntries(Object.entries(DEVIATIONS).map(([name, { what }]) => [name, what])),
	}));

	app.put<{ Body: { name: DeviationName | null } }>(
		'/control/deviation',
		{
			schema: {
				body: {
					type: 'object',
					properties: { name: { enum: [null, ...Object.keys(DEVIATIONS)] } },
					required: ['name'],
				},
			},
		},
		async ({ body }) => {
			if (body.name === null) current.delete(sandbox.world);
			else current.set(sandbox.world, body.name);
			return { name: body.name };
		},
	);
}

function rename(reply: FastifyReply, change: (name: string) => string | null): void {
	for (const [name, value] of Object.entries(reply.getHeaders())) {
		const next = change(name);
		if (next === name) continue;
		reply.removeHeader(name);
		if (next !== null) reply.header(next, value);
	}
}
