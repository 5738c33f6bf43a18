import type { FastifyInstance } from 'fastify';
import type { FaultSettings } from '../faults.mts';
import { balanceSummary } from '../life/balance.mts';
import type { Merchant } from '../merchants.mts';
import { toDecimal } from '../money.mts';
import type { Sandbox } from '../sandbox.mts';
import { Table } from '../table.mts';
import { credentials } from './merchants.mts';
import { PAGE, merchantOf, missing, object, page, senseless, text } from './shared.mts';
import type { PageQuery } from './shared.mts';

const UNITS: Record<string, number> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** State, reset, clock, tokens, faults, books and the request journal. */
export function registerWorldControl(app: FastifyInstance, sandbox: Sandbox): void {
	app.get('/control/state', async () => state(sandbox));

	app.post<{ Body: { seed?: number } | undefined }>('/control/reset', async (request) => {
		sandbox.reset(request.body?.seed);
		return state(sandbox);
	});

	app.post<{ Body: { advance?: number | string; speed?: number } }>(
		'/control/clock',
		{
			schema: {
				body: object({
					advance: { type: ['number', 'string'] },
					speed: { type: 'number', minimum: 0 },
				}),
			},
		},
		async ({ body }) => {
			const { clock } = sandbox.world;
			if (body.speed !== undefined) clock.setSpeed(body.speed);
			if (body.advance !== undefined) await clock.advance(milliseconds(body.advance));
			await clock.idle();
			return { now: clock.now().toISOString(), speed: clock.speed };
		},
	);

	app.post<{ Body: { merchantId?: string } | undefined }>(
		'/control/tokens/expire',
		async ({ body }) => {
			const { tokens } = sandbox.world;
			const only = body?.merchantId && merchantOf(sandbox.world, body.merchantId).id;
			const before = tokens.size;
			for (const [key, token] of tokens) if (!only || token.merchantId === only) tokens.delete(key);
			return { expired: before - tokens.size };
		},
	);

	app.get('/control/faults', async () => faultState(sandbox));
	app.put<{ Body: Partial<FaultSettings> }>('/control/faults', async ({ body }) => {
		try {
			sandbox.world.faults.set(body ?? {});
		} catch (error) {
			throw senseless((error as Error).message);
		}
		return faultState(sandbox);
	});

	app.get<{ Querystring: { merchantId?: string } }>('/control/books', async ({ query }) => {
		const merchant = merchantOf(sandbox.world, query.merchantId);
		const tables = tablesOf(merchant).map(([name, table]) => [name, table.all()]);
		return { ...Object.fromEntries(tables), account: accountOf(merchant) };
	});

	app.get<{
		Params: { table: string };
		Querystring: PageQuery & { merchantId?: string };
	}>(
		'/control/books/:table',
		{
			schema: {
				querystring: object({ merchantId: text, ...PAGE }),
			},
		},
		async ({ params, query }) => {
			const merchant = merchantOf(sandbox.world, query.merchantId);
			const table = tablesOf(merchant).find(([name]) => name === params.table)?.[1];
			if (!table) throw missing('table', params.table, 'There is no such table.');
			return page(table.newestFirst(), query);
		},
	);

	app.get('/control/requests', async () => sandbox.world.journal);
	app.delete('/control/requests', async (_request, reply) => {
		sandbox.world.journal.length = 0;
		return reply.code(204).send();
	});
}

function state({ world }: Sandbox) {
	return {
		now: world.clock.now().toISOString(),
		speed: world.clock.speed,
		seed: world.seed,
		merchants: [...world.merchants.values()].map((merchant) => ({
			...credentials(merchant),
			timezone: merchant.timezone,
			apiEnabled: merchant.apiEnabled,
			webhooks: {
				enabled: merchant.settings.events.enabled,
				urls: merchant.settings.events.urls.always,
			},
			counts: Object.fromEntries(tablesOf(merchant).map(([name, table]) => [name, table.size])),
		})),
		deliveries: world.deliveries.counts(),
	};
}

/** What is on the account and not paid out yet, and the movements that make it. */
function accountOf(merchant: Merchant) {
	return {
		balances: balanceSummary(merchant, ['default']),
		movements: merchant.account.movements.map(({ minor, ...movement }) => ({
			...movement,
			amount: toDecimal(minor),
		})),
	};
}

function faultState({ world }: Sandbox) {
	return { ...world.faults.settings, hits: world.faults.hits };
}

function tablesOf(merchant: Merchant): [string, Table<{ id: string }>][] {
	return Object.entries(merchant).filter(([, value]) => value instanceof Table);
}

/** Milliseconds of a number of them, or of `2d`, `36h`, `30m`, `10s`. */
function milliseconds(span: number | string): number {
	const parts = /^(\d+(?:\.\d+)?)([smhd])?$/.exec(String(span));
	if (!parts) throw senseless('advance is milliseconds, or like 2d, 36h, 30m, 10s', 'advance');
	return Math.round(Number(parts[1]) * (parts[2] ? UNITS[parts[2]]! : 1));
}
