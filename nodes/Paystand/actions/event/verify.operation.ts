import type { INodeProperties } from 'n8n-workflow';

import { asNodeError, refusalOf } from '../../../../client/errors';
import { paystandRequest } from '../../../../client/request';
import { withHints } from '../../fields/hints';
import { jsonObject, paystandId, refuse } from '../../fields/input';
import { only } from '../../fields/shape';
import type { Operation } from '../operation';

/** Exactly these: with further ones the verification of a genuine event fails (fact sheet 7.6). */
const VERIFIED = [
	...['id', 'object', 'resource', 'diff'],
	...['urls', 'created', 'lastUpdated', 'status'],
];
const MOST_BYTES = 100 * 1024;
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
		const missing = VERIFIED.filter((name) => event[name] === undefined);
		if (missing.length > 0) {
			refuse(
				place,
				`lacks ${missing.join(', ')}`,
				'Hand over the event whole, as it was received.',
			);
		}
		const id = paystandId(place, event.id);
		const body = only(event, VERIFIED);
		if (Buffer.byteLength(JSON.stringify(body)) > MOST_BYTES) {
			refuse(place, 'is larger than 100 KB, which Paystand does not verify', 'Use Event: Get.');
		}
		try {
			const reply = await withHints(
				this,
				{ 401: 'Perhaps it is no event of this account. Event: Get asks in another way.' },
				async () =>
					await paystandRequest(this, {
						method: 'POST',
						path: ['events', id, 'verify'],
						body,
						repeatable: true,
					}),
			);
			return { id, verified: (reply as { error?: unknown }).error === undefined };
		} catch (error) {
			const refusal = refusalOf(error);
			if (!refusal || !DENIALS.includes(refusal.status)) throw asNodeError(this.getNode(), error);
			return { id, verified: false, reason: refusal.explanation };
		}
	},
};
