import { NodeOperationError } from 'n8n-workflow';
import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { asNodeError, refusalOf } from '../../../../client/errors';
import { paystandRequest } from '../../../../client/request';
import {
	MAX_VERIFY_BYTES,
	verdictOf,
	verdictOfEvent,
	VERIFIED_FIELDS,
	verifiedBytes,
} from '../../../../client/verification';
import type { Verdict } from '../../../../client/verification';
import { withHints } from '../../fields/hints';
import { jsonObject, paystandId, refuse } from '../../fields/input';
import { only } from '../../fields/shape';
import type { Operation } from '../operation';

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

	async execute(itemIndex) {
		const place = { context: this, itemIndex, label: received.displayName };
		const event = jsonObject(place, this.getNodeParameter(received.name, itemIndex));
		const missing = VERIFIED_FIELDS.filter((name) => event[name] === undefined);
		if (missing.length > 0) {
			refuse(
				place,
				`lacks ${missing.join(', ')}`,
				'Hand over the event whole, as it was received.',
			);
		}
		const id = paystandId(place, event.id);
		const body = only(event, VERIFIED_FIELDS);
		if (verifiedBytes(body) > MAX_VERIFY_BYTES) {
			refuse(place, 'is larger than 100 KB, which Paystand does not verify', 'Use Event: Get.');
		}
		try {
			const verdict = await ask(this, event, body);
			if (verdict === 'unclear') throw unanswered(this, itemIndex);
			return { id, verified: verdict === 'confirmed' };
		} catch (error) {
			const refusal = refusalOf(error);
			if (!refusal || !DENIALS.includes(refusal.status)) throw asNodeError(this.getNode(), error);
			return { id, verified: false, reason: refusal.explanation };
		}
	},
};

/** The verify route's word; where that is weak, the event as Paystand has it (fact sheet 12.23). */
async function ask(
	context: IExecuteFunctions,
	event: IDataObject,
	body: IDataObject,
): Promise<Verdict> {
	const path = ['events', String(event.id)];
	const hints = { 401: 'Perhaps it is no event of this account. Event: Get asks in another way.' };
	return await withHints(context, hints, async () => {
		const request = { asItCame: true, repeatable: true };
		const verifying = { method: 'POST' as const, path: [...path, 'verify'], body };
		const said = verdictOf(await paystandRequest(context, { ...request, ...verifying }), event);
		if (said !== 'weak') return said;
		const reading = { method: 'GET' as const, path };
		return verdictOfEvent(await paystandRequest(context, { ...request, ...reading }), event);
	});
}

function unanswered(context: IExecuteFunctions, itemIndex: number): NodeOperationError {
	return new NodeOperationError(
		context.getNode(),
		'Paystand did not say whether the event is genuine',
		{
			itemIndex,
			description:
				'It answered with something that is neither a yes nor a no, such as a maintenance page. Do not act on the event, and run this again later.',
		},
	);
}
