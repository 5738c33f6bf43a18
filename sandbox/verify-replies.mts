import type { FaultSettings } from './fault-settings.mts';

/** A reply that is not what the API document says, sent as it is with status 200. */
export class OddReply {
	readonly text: string;
	readonly type: string;

	constructor(text: string, type = 'application/json') {
		this.text = text;
		this.type = type;
	}
}

/**
 * What `POST /events/:id/verify` may answer with 200, whatever was asked
 * (docs/paystand-api.md#ways-to-verify).
 */
const REPLIES: Record<Exclude<FaultSettings['verifyReply'], 'event'>, OddReply> = {
	html: new OddReply('<html><body>Down for maintenance</body></html>', 'text/html'),
	empty: new OddReply('', 'text/plain'),
	list: json([]),
	verifiedFalse: json({ verified: false }),
	validFalse: json({ valid: false }),
	successFalse: json({ success: false }),
	statusInvalid: json({ status: 'invalid' }),
	otherEvent: json({
		object: 'event',
		id: 'an0ther0event0000000001a',
		resource: { object: 'payment', id: 'an0ther0payment00000001a', status: 'paid' },
		status: 'active',
	}),
	bare: json({}),
};

/** What the verify route answers by the settings; `undefined` when it looks at the event. */
export function verifyReply({ verifyReply }: Readonly<FaultSettings>): OddReply | undefined {
	return verifyReply === 'event' ? undefined : REPLIES[verifyReply];
}

function json(body: unknown): OddReply {
	return new OddReply(JSON.stringify(body));
}
