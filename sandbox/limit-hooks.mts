import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Limits } from './limits.mts';
import { tokenOf } from './tokens.mts';
import type { World } from './world.mts';

/**
 * Counts every request under `/v3` and puts the limit headers on its answer, whatever that is: also
 * on an unknown route, a refusal and a 204 (docs/paystand-api.md#rate-limit-headers).
 * @param world @param limits those of now, since a reset replaces them
 */
export function registerLimits(
	app: FastifyInstance,
	world: () => World,
	limits: () => Limits,
): void {
	app.addHook('onRequest', async (request, reply) => {
		if (!request.url.startsWith('/v3/')) return;
		const key = keyOf(world(), request);
		reply.headers(limits().count(key, world().faults.settings));
	});
}

/** The API key a request is counted under; those without one share a bucket (assumed). */
function keyOf(world: World, { headers }: FastifyRequest): string {
	const token = tokenOf(world, headers.authorization);
	if (token) return world.merchants.get(token.merchantId)!.clientId;
	const published = headers['x-publishable-key'];
	const isKnown = [...world.merchants.values()].some((one) => one.publishableKey === published);
	return isKnown ? String(published) : '';
}
