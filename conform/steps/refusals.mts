import type { Probe } from '../probe.mts';
import { unknownId, idOf } from './ids.mts';

/** How calls are refused that no account may make: none of them can change anything. */
export async function tryRefusals(probe: Probe): Promise<void> {
	const { findings } = probe;
	const ask = async (answer: string, headers: Record<string, string | null>, expect: number[]) => {
		const reply = await probe.ask('listPayerCustomers', {
			query: { limit: 1 },
			headers,
			expect,
			answerKind: answer,
		});
		findings.answer(answer, reply.status);
	};
	await ask('missingCustomerHeader', { 'X-CUSTOMER-ID': null }, [401]);
	await ask('foreignCustomerHeader', { 'X-CUSTOMER-ID': unknownId() }, [401, 403]);
	await ask('badToken', { Authorization: 'Bearer conform' }, [401]);
	await ask('missingToken', { Authorization: null }, [401]);

	const unknown = await probe.askRoute('GET', '/conformUnknownRoute', 'unknownRoute');
	findings.answer('unknownRoute', unknown.status);
	if (unknown.status !== null && unknown.status !== 404)
		probe.differ('*', 'status', '$', '404 for an unknown route', String(unknown.status));
	// A read on a route that only takes a POST: harmless even where it should be understood.
	const method = await probe.askRoute('GET', '/feeSplits/splitFees', 'wrongMethod');
	findings.answer('wrongMethod', method.status);
	if (method.status !== null && method.status !== 404)
		probe.differ('splitFees', 'status', '$', '404 for a wrong method', String(method.status));
}

/**
 * `/events` and `/verify`, about an event that does not exist
 * (docs/paystand-api.md#ways-to-verify).
 */
export async function tryEvents(probe: Probe): Promise<void> {
	const { findings } = probe;
	const eventId = unknownId();
	const refused = [400, 401, 403, 404, 405, 422];
	const read = await probe.ask('getEvent', { ids: { eventId }, expect: refused });
	findings.answer('eventRead', read.status === null ? null : `${word(read.status)} ${read.status}`);
	const now = new Date().toISOString();
	const reply = await probe.ask('verifyEvent', {
		ids: { eventId },
		body: {
			id: eventId,
			object: 'event',
			resource: { object: 'payment', id: unknownId(), status: 'paid' },
			diff: { previous: {}, changes: {} },
			urls: [],
			created: now,
			lastUpdated: now,
			status: 'active',
		},
		expect: [200, ...refused],
	});
	findings.answer('verifyStatus', reply.status);
	const accepted = reply.status !== null && reply.status < 300;
	findings.answer('verify', reply.status === null ? null : accepted ? reply.kind : 'refused');
	if (accepted && reply.kind === 'json')
		probe.differ('verifyEvent', 'value', '$', 'refusal of an unknown event', 'accepted');
}

function word(status: number): string {
	return status < 300 ? 'accepted' : 'refused';
}

/**
 * Routes that no source names and that would fit
 * (docs/paystand-api.md#reading-and-changing-saved-funds, #withdrawal-routes,
 * #downloading-an-attachment); reads only.
 */
export async function tryGuessedRoutes(probe: Probe): Promise<void> {
	const routes: [path: string, id?: string][] = [
		['/withdrawals/settings'],
		['/payers/{payerId}/banks', 'payerId'],
		['/receivables/{receivableId}/attachments', 'receivableId'],
		['/payments/{paymentId}/refunds', 'paymentId'],
		['/customers/accounts'],
		['/scheduledPayments'],
	];
	const known = new Set(
		[...probe.document.operations.values()]
			.filter(({ method }) => method === 'GET')
			.map(({ path }) => path),
	);
	const found: Record<string, number | null> = {};
	for (const [path, name] of routes) {
		const id = name === undefined ? '' : idOf(probe, name);
		if (known.has(path) || id === null) continue;
		const reply = await probe.askRoute(
			'GET',
			path.replace(/\{\w+\}/, encodeURIComponent(id)),
			'guessed route',
		);
		found[path] = reply.status;
	}
	probe.findings.answer('guessedRoutes', found);
}
