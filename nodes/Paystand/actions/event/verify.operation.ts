import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { asError, PaystandError, refusalOf } from '../../../../client/errors';
import type { PaystandClient } from '../../../../client/paystand';
import {
	MAX_VERIFY_BYTES,
	verdictOf,
	verdictOfEvent,
	VERIFIED_FIELDS,
	verifiedBytes,
} from '../../../../client/verification';
import type { Verdict } from '../../../../client/verification';
import { Field } from '../../item/field';
import { only } from '../../item/kind';
import type { Operation } from '../../item/operation';

/** How Paystand says that the event is not its own, as opposed to refusing the question. */
const DENIALS = [400, 422];

const received: INodeProperties = {
	displayName: 'Event (JSON)',
	name: 'event',
	type: 'json',
	required: true,
	default: '={{ $json }}',
	description: 'The whole event as it was received, e.g. by a Webhook node',
};

export const verify: Operation = {
	value: 'verify',
	name: 'Verify',
	action: 'Verify event',
	description:
		'Ask Paystand whether a received event is genuine. Events of the Paystand Trigger need no verifying.',
	properties: [received],
	output: { plus: { id: 'string', verified: 'boolean', reason: 'string' } },

	hint: ({ status }) =>
		status === 401
			? 'Perhaps it is not an event of this account. Event: Get asks in another way.'
			: undefined,

	async execute(item) {
		const field = item.field(received);
		const event = field.json();
		const missing = VERIFIED_FIELDS.filter((name) => event[name] === undefined);
		if (missing.length > 0) {
			field.fail(`lacks ${missing.join(', ')}`, 'Hand over the event whole, as it was received.');
		}
		const id = new Field(received.displayName, event.id).id();
		const body = only(event, VERIFIED_FIELDS);
		if (verifiedBytes(body) > MAX_VERIFY_BYTES) {
			field.fail('is larger than 100 KB, which Paystand does not verify', 'Use Event: Get.');
		}
		try {
			const verdict = await ask(item.client, event, body);
			if (verdict === 'unclear') throw unanswered();
			return { id, verified: verdict === 'confirmed' };
		} catch (error) {
			const refusal = refusalOf(error);
			if (!refusal || !DENIALS.includes(refusal.status)) throw asError(error);
			return { id, verified: false, reason: refusal.explanation };
		}
	},
};

/**
 * The verify route's word; where that is weak, the event as Paystand has it
 * (docs/paystand-api.md#whether-an-event-is-real).
 */
async function ask(
	client: PaystandClient,
	event: IDataObject,
	body: IDataObject,
): Promise<Verdict> {
	const path = ['events', String(event.id)];
	const verifying = { method: 'POST' as const, path: [...path, 'verify'], body, idempotent: true };
	const verdict = verdictOf(await client.send(verifying), event);
	if (verdict !== 'weak') return verdict;
	return verdictOfEvent(await client.send({ method: 'GET', path }), event);
}

function unanswered(): PaystandError {
	return new PaystandError(
		'Paystand did not say whether the event is genuine',
		'It answered with something that is neither a yes nor a no, such as a maintenance page. Do not act on the event, and run this again later.',
	);
}
