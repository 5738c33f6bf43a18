import type { Operation } from '../document.mts';
import type { Reply } from '../http.mts';
import type { Probe } from '../probe.mts';
import { fieldName } from '../shape.mts';
import { idOf, idsFor, unknownId } from './ids.mts';
import { isServed } from './lists.mts';
import { CLOSED, isDoubtful, mayRefuse } from './open.mts';

/** Answered apart: nobody can name an event that exists. */
const APART = new Set(['getEvent', 'getMerchantTimezone', 'getMerchant']);

export function recordReads(probe: Probe): Operation[] {
	return [...probe.document.operations.values()].filter(
		({ method, isList, operationId }) => method === 'GET' && !isList && !APART.has(operationId),
	);
}

/** One record of each kind by each of its routes. */
export async function tryRecords(probe: Probe): Promise<void> {
	for (const operation of recordReads(probe)) {
		const ids = idsFor(probe, operation);
		if (ids === null) {
			const why = `this account showed no ${operation.ids.join(' and ')}`;
			probe.findings.notTried.push({ what: operation.operationId, why });
			if (isDoubtful(operation)) noteRoute(probe, operation, null);
			continue;
		}
		const expect = [operation.success, ...mayRefuse(operation)];
		const reply = await probe.ask(operation.operationId, { ids, expect });
		if (isDoubtful(operation)) noteRoute(probe, operation, reply);
	}
}

/** Whether a route that is not open to everyone is open to this account. */
export function noteRoute(probe: Probe, operation: Operation, reply: Reply | null): void {
	const routes = (probe.findings.answers.openRoutes ?? {}) as Record<string, string | null>;
	routes[operation.operationId] =
		reply === null || reply.status === null
			? null
			: isServed(reply)
				? 'open'
				: `refused ${reply.status}`;
	probe.findings.answer('openRoutes', routes);
}

/**
 * Ids of no record, and ids of a record of another kind (docs/paystand-api.md#what-a-401-can-mean:
 * 401 for both).
 */
export async function tryUnknownIds(probe: Probe): Promise<void> {
	const statuses: Record<string, number | null> = {};
	for (const operation of recordReads(probe)) {
		// A route that is closed for records that are there says nothing about others.
		if (operation.ids.length === 0 || isClosed(probe, operation.operationId)) continue;
		const ids = Object.fromEntries(operation.ids.map((name) => [name, unknownId()]));
		const expect = [401, ...(operation.isOlder ? CLOSED : mayRefuse(operation))];
		const reply = await probe.ask(operation.operationId, { ids, expect });
		statuses[operation.operationId] = reply.status;
	}
	const all = new Set(Object.values(statuses));
	probe.findings.answer('unknownId', all.size === 1 ? [...all][0]! : statuses);

	const payer = idOf(probe, 'payerId');
	const customer = idOf(probe, 'payerCustomerId');
	const foreign: Record<string, number | null> = {};
	const ask = async (operationId: string, name: string, id: string | null) => {
		if (id === null || isClosed(probe, operationId)) return;
		const reply = await probe.ask(operationId, { ids: { [name]: id }, expect: [401] });
		foreign[operationId] = reply.status;
	};
	await ask('getPayerCustomer', 'payerCustomerId', payer);
	await ask('readReceivable', 'receivableId', customer);
	await ask('getMerchant', 'customerId', unknownId());
	probe.findings.answer('idOfAnotherKind', Object.keys(foreign).length > 0 ? foreign : null);
}

/** Whether a route was asked for something that is there, and never gave it. */
function isClosed(probe: Probe, operationId: string): boolean {
	const statuses = Object.keys(probe.findings.operations.get(operationId)?.statuses ?? {});
	return statuses.length > 0 && !statuses.some((status) => status.startsWith('2'));
}

/** The merchant's own account: time zone and settings. */
export async function tryMerchant(probe: Probe): Promise<void> {
	const { findings } = probe;
	const zone = probe.operation('getMerchantTimezone')!;
	const reply = await probe.ask('getMerchantTimezone', { expect: [200, ...mayRefuse(zone)] });
	noteRoute(probe, zone, reply);
	const field = Object.entries((reply.body ?? {}) as object).find(([, value]) => isZone(value));
	findings.answer(
		'timezoneField',
		isServed(reply) && field ? fieldName(field[0]) : null,
		field ? undefined : isServed(reply) ? 'no field holds a time zone' : `status ${reply.status}`,
	);
	const merchant = probe.operation('getMerchant')!;
	const own = await probe.ask('getMerchant', {
		ids: { customerId: probe.credential.customerId },
		expect: [200, ...mayRefuse(merchant)],
	});
	noteRoute(probe, merchant, own);
	const body = (own.body ?? {}) as { settings?: any; account?: { settings?: any } };
	const places = [
		...(body.account?.settings?.events ? ['account.settings'] : []),
		...(body.settings?.events ? ['settings'] : []),
	];
	findings.answer(
		'settingsAt',
		isServed(own) ? places : null,
		isServed(own) ? undefined : `status ${own.status}`,
	);
}

function isZone(value: unknown): boolean {
	if (typeof value !== 'string' || !/^(UTC|[A-Za-z]+\/[A-Za-z_/+-]+)$/.test(value)) return false;
	try {
		new Intl.DateTimeFormat('en', { timeZone: value });
		return true;
	} catch {
		return false;
	}
}
