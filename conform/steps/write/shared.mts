import type { Reply } from '../../http.mts';
import type { Probe } from '../../probe.mts';
import { isServed } from '../lists.mts';

/** Statuses of a write that Paystand does not want to do. */
export const REFUSED = [400, 409, 422];

export function idIn(reply: Reply): string | null {
	const id = (reply.body as { id?: unknown } | null | undefined)?.id;
	return isServed(reply) && typeof id === 'string' ? id : null;
}

/** Notes an answer that a lost reply leaves open as null. */
export function statusAnswer(probe: Probe, name: string, reply: Reply): void {
	const reason = reply.status === null ? `no reply (${reply.failure})` : undefined;
	probe.findings.answer(name, reply.status, reason);
}

/**
 * What a second create with the same key does: it is refused, it gives the first record, or it
 * makes another one (docs/paystand-api.md#duplicate-keys).
 * @param isUnique whether the document says that a key is taken once only
 */
export async function trySecond(
	probe: Probe,
	answer: string,
	operationId: string,
	body: object,
	first: string,
	isUnique: boolean,
): Promise<string | null> {
	const { success } = probe.operation(operationId)!;
	const reply = await probe.ask(operationId, { body, expect: [success, ...REFUSED] });
	const second = idIn(reply);
	const refused = reply.status !== null && REFUSED.includes(reply.status);
	const verdict = refused ? 'refused' : !second ? null : second === first ? 'merged' : 'duplicated';
	probe.findings.answer(
		answer,
		verdict,
		verdict === null
			? `the second create was answered with ${reply.status ?? 'nothing'}`
			: undefined,
	);
	if (isUnique && verdict !== null && verdict !== 'refused')
		probe.differ(operationId, 'key', '$.id', 'a second key is refused', verdict);
	return verdict === 'duplicated' ? second : null;
}

/** Cancels once and once more: `same` when the second time is as good as the first. */
export async function cancelTwice(
	probe: Probe,
	answer: string,
	operationId: string,
	ids: Record<string, string>,
): Promise<void> {
	const first = await probe.ask(operationId, { ids });
	const second = await probe.ask(operationId, { ids, expect: [200, ...REFUSED] });
	const status = (first.body as { status?: unknown } | null | undefined)?.status;
	if (isServed(first) && status !== undefined && status !== 'cancelled')
		probe.differ(operationId, 'value', '$.status', 'cancelled', 'another status');
	probe.findings.answer(
		answer,
		!isServed(first) || second.status === null
			? null
			: isServed(second)
				? 'same'
				: `refused ${second.status}`,
		isServed(first) ? undefined : `the first cancel was answered with ${first.status}`,
	);
}
