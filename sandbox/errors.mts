import { randomBytes } from 'node:crypto';

export interface RefusalDetails {
	/** e.g. `validationError`, `apiError`, `insufficientResourceAccess`, `cardFailure`. */
	code: string;
	detailCode?: string;
	description?: string;
	/** The offending field, under the name Paystand stores it by. */
	parameter?: string;
	value?: unknown;
	explanation?: string;
}

const NAMES: Record<number, string> = {
	400: 'badRequest',
	401: 'unauthorized',
	402: 'paymentRequired',
	403: 'forbidden',
	404: 'notFound',
	413: 'payloadTooLarge',
	422: 'unprocessableEntity',
	429: 'tooManyRequests',
	500: 'internalServerError',
	503: 'serviceUnavailable',
};

/** A request that Paystand would refuse; the server answers it with `envelope(refusal)`. */
export class PaystandRefusal extends Error {
	readonly status: number;
	readonly details: RefusalDetails;
	/** Answer headers, e.g. `Retry-After`. */
	readonly headers: Record<string, string>;
	/** 32 hex digits; left out: another one for each answer. */
	ref?: string;

	constructor(status: number, details: RefusalDetails, headers: Record<string, string> = {}) {
		super(details.explanation ?? details.description ?? details.code);
		this.name = 'PaystandRefusal';
		this.status = status;
		this.details = details;
		this.headers = headers;
	}
}

export interface ErrorEnvelope {
	error: {
		name: string;
		status: string;
		type: string;
		description: string;
		ref: string;
		details: RefusalDetails & { detailCode: string; description: string };
	};
}

/**
 * Paystand's error object (docs/paystand-api.md#the-error-envelope): `status` is a string, `ref` 32
 * hex digits.
 */
export function envelope(refusal: PaystandRefusal): ErrorEnvelope {
	const { status, details } = refusal;
	return {
		error: {
			name: NAMES[status] ?? 'requestError',
			status: String(status),
			type: status >= 500 ? 'serverError' : 'requestError',
			description: status >= 500 ? 'The server failed.' : 'The request was refused.',
			ref: refusal.ref ?? randomBytes(16).toString('hex'),
			details: {
				...details,
				detailCode: details.detailCode ?? '',
				description: details.description ?? details.explanation ?? details.code,
			},
		},
	};
}

/** 401 as for an id of another merchant, a missing `X-CUSTOMER-ID` or a bad token: all look alike. */
export function noAccess(explanation = 'You do not have access to this resource.') {
	return new PaystandRefusal(401, { code: 'insufficientResourceAccess', explanation });
}

/** 422 validationError. */
export function invalid(parameter: string, value: unknown, explanation: string) {
	return new PaystandRefusal(422, { code: 'validationError', parameter, value, explanation });
}

/** 400 apiError, the generic refusal. */
export function refused(explanation: string, details: Partial<RefusalDetails> = {}) {
	return new PaystandRefusal(400, { code: 'apiError', explanation, ...details });
}

/** 400 apiError / alreadyExists for a key that must be unique. */
export function alreadyExists(parameter: string, value: unknown) {
	return refused(`A record with this ${parameter} already exists.`, {
		detailCode: 'alreadyExists',
		parameter,
		value,
	});
}

export function notFound(explanation = 'The route does not exist.') {
	return new PaystandRefusal(404, { code: 'notFound', explanation });
}
