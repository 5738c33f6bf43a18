import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { amountsAsNumbers } from './amounts.mts';
import type { Operation } from './document.mts';
import { envelope, noAccess, PaystandRefusal, refused } from './errors.mts';
import { nameMerchant } from './journal.mts';
import type { Merchant } from './merchants.mts';
import { handlers, type Call } from './routes/index.mts';
import { authorize, authorizePublic } from './tokens.mts';
import { OddReply } from './verify-replies.mts';
import type { World } from './world.mts';

export interface Mounted {
	world: () => World;
	/** Told of a reply that breaks the API document. */
	onError: (message: string) => void;
}

/**
 * Puts an operation of the API document under `/v3`: caller, then the request against the document,
 * then its handler, then the reply against the document.
 * @throws when the operation has no handler
 */
export function mount(app: FastifyInstance, operation: Operation, mounted: Mounted): void {
	const { operationId } = operation;
	const handler = handlers[operationId];
	if (!handler) throw new Error(`operation ${operationId} has no handler`);
	const callers = new WeakMap<FastifyRequest, Merchant | null>();
	app.route({
		method: operation.method,
		url: `/v3${operation.path}`,
		// In onRequest, so that a request that is refused here is not read to its end.
		async onRequest(request) {
			const world = mounted.world();
			const merchant = callerOf(world, operation, request);
			if (merchant) nameMerchant(request, merchant.id);
			if (merchant) refuseBlocked(merchant, operation);
			callers.set(request, merchant);
		},
		async handler(request, reply) {
			const query = heeded(request.query as Call['query']);
			if (!operation.multipart) {
				const refusal = operation.refusal({
					path: request.url.split('?')[0]!.replace(/^\/v3/, ''),
					query,
					headers: request.headers,
					body: request.body,
				});
				if (refusal) throw refusal;
			}
			const world = mounted.world();
			const answer = await handler({
				world,
				// Only operations without a caller get none, and they do not look at it.
				merchant: callers.get(request)!,
				params: request.params,
				query,
				body: request.body,
				request,
			} as Call);
			if (answer instanceof OddReply) return reply.type(answer.type).send(answer.text);
			const body = world.faults.settings.amountsAsNumbers ? amountsAsNumbers(answer) : answer;
			const status = operation.successStatus;
			const fault = operation.replyFault(status, status === 204 ? null : body);
			if (fault) {
				mounted.onError(`${operationId}: the reply breaks the API document: ${fault}`);
				throw new PaystandRefusal(500, { code: 'sandboxContractBroken', explanation: fault });
			}
			return reply.code(status).send(body);
		},
	});
}

/**
 * Without `f.querytype` every other `f.*` key is ignored, malformed or not
 * (docs/paystand-api.md#filters-without-fquerytype).
 */
function heeded(query: Call['query']): Call['query'] {
	if (query['f.querytype'] !== undefined) return query;
	return Object.fromEntries(Object.entries(query).filter(([key]) => !key.startsWith('f.')));
}

/** Null for an operation that needs no caller. */
function callerOf(world: World, operation: Operation, request: FastifyRequest): Merchant | null {
	if (operation.callers.length === 0) return null;
	const { authorization } = request.headers;
	if (operation.callers.includes('public') && authorization === undefined)
		return authorizePublic(world, request.headers['x-publishable-key']);
	if (!operation.callers.includes('token')) throw noAccess();
	return authorize(world, request.headers);
}

/**
 * Routes that some merchants' Integrations tokens may not use
 * (docs/paystand-api.md#routes-that-may-be-refused), and those of the older reference where they
 * are not open to the merchant (docs/paystand-api.md#the-older-reference).
 */
function refuseBlocked(merchant: Merchant, { operationId, isOlder }: Operation): void {
	const rule = merchant.refusedRoutes.find((one) => one.split(':')[0] === operationId);
	const isClosed = isOlder && merchant.olderRoutes !== 'open';
	if (rule === undefined && !isClosed) return;
	const status = Number(rule ? (rule.split(':')[1] ?? 401) : merchant.olderRoutes);
	if (status === 401) throw noAccess('This route is not open to your token.');
	if (status === 422) throw new PaystandRefusal(422, EMPTY_BODY);
	throw new PaystandRefusal(status, {
		code: status === 400 ? 'apiError' : 'routeRefused',
		explanation: 'This route is not open to your token.',
	});
}

/** What `feeSettingPlan` answers some callers although a GET has no body. */
const EMPTY_BODY = { code: 'validationError', explanation: 'Body cannot be empty' };

/** Answers any failure in Paystand's envelope; faults of the sandbox itself are told as well. */
export function answerError(
	error: FastifyError,
	reply: FastifyReply,
	onError: (message: string) => void,
): FastifyReply {
	const refusal = error instanceof PaystandRefusal ? error : fromFramework(error, onError);
	return reply.code(refusal.status).headers(refusal.headers).send(envelope(refusal));
}

function fromFramework(error: FastifyError, onError: (message: string) => void): PaystandRefusal {
	const status = error.statusCode ?? 500;
	if (status === 413)
		return new PaystandRefusal(413, { code: 'payloadTooLarge', explanation: error.message });
	if (status < 500) return refused(error.message);
	onError(error.stack ?? String(error));
	return new PaystandRefusal(500, { code: 'sandboxFailed', explanation: String(error) });
}
