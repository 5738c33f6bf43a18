import { gzipSync } from 'node:zlib';
import { shown, type Event } from '../../sandbox/resources.mts';

/** What a forger may have got hold of. */
export interface Material {
	/** Events that n8n has received. */
	delivered: Event[];
	/** Events that Paystand knows and n8n has not received. */
	held: Event[];
	/** Events of another merchant. */
	foreign: Event[];
	/** The merchant's id. */
	ownId: string;
}

export interface Forged {
	body: string | Buffer;
	headers?: Record<string, string>;
}

interface Kind {
	/** The right answer. */
	status: number;
	forge(material: Material, index: number): Forged;
}

type Json = Record<string, any>;

const MEGABYTE = 1024 * 1024;
const UNKNOWN_IDS = ['__proto__', 'constructor', 'toString', 'me', 'all'];
const BROKEN = ['{', '{"object":"event",', 'null,', "{'object':'event'}", '{"id":NaN}', '\u0000'];
const NO_EVENTS = ['[]', 'null', '1', '"event"', '{}', 'true', '{"object":"payment"}'];
const NO_IDS: unknown[] = [7, null, {}, ['x'], '', '../customers', 'a/b', 'a?b', 'a b', true];
const FORMS = ['application/x-www-form-urlencoded', 'multipart/form-data; boundary=b', 'text/xml'];

/** The kinds of forgery, and the answer that each of them has to get. */
export const KINDS: Record<string, Kind> = {
	'real event under an id that nobody gave': denied((event, index) => {
		const madeUp = `${index}`.padStart(24, 'forged0');
		event.id = index % 2 ? (UNKNOWN_IDS[index] ?? madeUp) : madeUp;
	}),
	'another amount': denied((event) => {
		const { resource } = event;
		resource['amountApplied' in resource ? 'amountApplied' : 'amount'] = '9999.99';
	}),
	'another invoice': denied((event) => {
		event.resource.receivable = { ...event.resource.receivable, extId: 'INV-FORGED' };
	}),
	'another customer': denied((event) => {
		event.resource.receivable = { ...event.resource.receivable, extCustomerId: 'CUST-FORGED' };
	}),
	'another state': denied((event) => {
		event.resource.status = 'failed';
	}),
	'other changes': denied((event) => {
		event.diff = { previous: { status: 'processing' }, changes: { status: 'paid' } };
	}),
	'another time': denied((event) => {
		event.created = '2030-01-01T00:00:00.000Z';
	}),
	'a field more': denied((event) => {
		event.resource.approved = true;
	}),
	'the record of another event': denied((event, index, { held }) => {
		event.resource = shown(held[(index + 1) % held.length]!.resource);
	}),
	"another merchant's event": {
		status: 401,
		forge: ({ foreign }, index) => json(of(foreign, index)),
	},
	"another merchant's event under our name": {
		status: 401,
		forge({ foreign, ownId }, index) {
			const event = of(foreign, index);
			const ours = JSON.stringify(event).replaceAll(/"ownerId":"\w+"/g, `"ownerId":"${ownId}"`);
			return { body: ours };
		},
	},
	'replay of an old one': {
		status: 200,
		forge: ({ delivered }, index) => json(of(delivered, index)),
	},
	'an old one with another amount': {
		status: 401,
		forge({ delivered }, index) {
			const event = of(delivered, index);
			event.resource.amountApplied = '9999.99';
			return json(event);
		},
	},
	'larger than the limit': {
		status: 413,
		forge({ held }, index) {
			const event = of(held, index);
			event.resource.description = 'x'.repeat((1 + (index % 3)) * MEGABYTE);
			return json(event);
		},
	},
	'a bomb': {
		status: 413,
		// Over 16 MB n8n itself answers, with 500.
		forge: (_material, index) => ({
			body: gzipSync('{}'.padStart((2 + (index % 13)) * MEGABYTE)),
			headers: { 'Content-Encoding': 'gzip' },
		}),
	},
	'deeply nested': {
		status: 400,
		forge({ held }, index) {
			const depth = 33 + index * 1000;
			const nested = '{"a":'.repeat(depth) + '1' + '}'.repeat(depth);
			const body = JSON.stringify(of(held, index)).replace('"diff":{', `"deep":${nested},"diff":{`);
			return { body };
		},
	},
	'broken JSON': {
		// By n8n itself.
		status: 422,
		forge: ({ held }, index) => ({
			body: BROKEN[index] ?? JSON.stringify(of(held, index)).slice(0, -index),
		}),
	},
	'JSON that is no event': {
		status: 400,
		forge: ({ held }, index) =>
			NO_EVENTS[index] ? { body: NO_EVENTS[index] } : json(of(held, index).resource),
	},
	'parts of the wrong type': {
		status: 400,
		forge({ held }, index) {
			const event = of(held, index);
			if (index < NO_IDS.length) event.id = NO_IDS[index];
			else if (index % 3 === 0) event.resource = [event.resource];
			else if (index % 3 === 1) event.resource.object = 7;
			else event.object = ['event'];
			return json(event);
		},
	},
	'a form, a page, nothing': {
		status: 400,
		forge: (_material, index) => ({
			body: index % 4 === 3 ? '' : `<a>object=event, id=${index}</a>`,
			headers: { 'Content-Type': FORMS[index % 4] ?? 'application/json' },
		}),
	},
};

/** A real event that n8n has not received yet, altered: Paystand is asked and says no. */
function denied(alter: (event: Json, index: number, material: Material) => void): Kind {
	return {
		status: 401,
		forge(material, index) {
			const event = of(material.held, index);
			alter(event, index, material);
			return json(event);
		},
	};
}

function of(events: Event[], index: number): Json {
	return shown(events[index % events.length]!);
}

function json(value: unknown): Forged {
	return { body: JSON.stringify(value) };
}

/**
 * What the verify route may answer with 200 to an event that nobody sent, and the answer that the
 * event has to get: 503 where nobody has said no.
 */
export const VERIFY_REPLIES: Record<string, { kind: string; status: number }> = {
	html: { kind: 'verified with an HTML page', status: 503 },
	empty: { kind: 'verified with an empty body', status: 503 },
	list: { kind: 'verified with an empty list', status: 503 },
	verifiedFalse: { kind: 'verified with verified: false', status: 401 },
	validFalse: { kind: 'verified with valid: false', status: 401 },
	otherEvent: { kind: 'verified with another event', status: 401 },
};

/** An event about a payment that never was. */
export function invent({ held }: Material, index: number): Forged {
	const event = of(held, index);
	event.id = `${index}`.padStart(24, 'invented0');
	event.resource.id = `${index}`.padStart(24, 'never0was0');
	event.resource.amountApplied = '99999.00';
	return json(event);
}
