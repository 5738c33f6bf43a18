import type { Refusal } from './refusal';

/** The words a person sees for a stored name, e.g. `{ extId: 'ERP Invoice ID' }`. */
export type Labels = Record<string, string>;

/**
 * The message and the next step for a refusal, in the words of the screen.
 *
 * @param refusal what Paystand said
 * @param labels stored name → what the person sees
 */
export function explain(
	refusal: Refusal,
	labels: Labels = {},
): { message: string; description: string } {
	const { parameter } = refusal;
	// Paystand names the field: a name such as `constructor` must not find anything but a label.
	const field = parameter && Object.hasOwn(labels, parameter) ? labels[parameter] : parameter;
	const said = inWordsOfScreen(withoutPattern(refusal.explanation), parameter, field);
	const [message, nextStep] = wording(refusal, field, said);
	const notes = [
		nextStep,
		refusal.hint,
		// Without a reply the explanation is our own, and the message holds it.
		said && refusal.status > 0 && !message.includes(said)
			? `Paystand says: ${ended(said)}`
			: undefined,
		field && !message.includes(`'${field}'`) ? `It points at '${field}'.` : undefined,
		refusal.value ? `The value was '${refusal.value}'.` : undefined,
		refusal.attempts && refusal.attempts > 1
			? `The request was sent ${refusal.attempts} times.`
			: undefined,
		refusal.ref ? `Paystand's reference: ${refusal.ref}.` : undefined,
	];
	return { message, description: notes.filter(Boolean).join(' ') };
}

function wording(refusal: Refusal, field?: string, said?: string): [string, string] {
	const { status } = refusal;
	if (refusal.isUnreadable) {
		return [
			`Paystand accepted the request (status ${status}), but its reply shows no record, so it has probably taken effect`,
			'Check in Paystand whether it has before you run this again.',
		];
	}
	if (refusal.outcomeUnknown) {
		const answer =
			status >= 500
				? `Paystand answered with status ${status}`
				: `Paystand did not answer${status > 0 ? ' at first' : said ? ` (${said})` : ''}`;
		return [
			`${answer}, so it is unknown whether the request took effect`,
			'Check in Paystand whether it did before you run this again.',
		];
	}
	if (status === 0) {
		return [
			`Paystand could not be reached${said ? `: ${said}` : ''}`,
			"Check the credential's Environment and Base URL and your network, then run this again.",
		];
	}
	if (status === 401) {
		return [
			'Paystand did not accept the request, even with a fresh access token',
			"One of three things is wrong, and Paystand answers all of them alike: the credential's Client ID or Client Secret, its Customer ID, or the ID of a record that is not in this Paystand account. If none is, API access (the scope 'auth') may not be enabled for your plan: ask Paystand (support@paystand.com).",
		];
	}
	if (status === 403 && /insufficient_?scope/i.test(`${refusal.code} ${said}`)) {
		return [
			'API access is not enabled for this Paystand account',
			"Ask Paystand (support@paystand.com) to enable API access (the scope 'auth') for your plan, and check the credential's Customer ID. Then test the credential again.",
		];
	}
	if (status === 402) {
		return [
			`The card or bank did not accept the operation${said ? `: ${said}` : ''}`,
			'Nothing was changed. Ask the payer, or use another payment method.',
		];
	}
	if (status === 403) {
		return [
			'Paystand does not allow this for your account',
			"Check the credential's Customer ID, and ask Paystand (support@paystand.com) whether API access (the scope 'auth') is enabled for this in your plan.",
		];
	}
	if (status === 404) {
		return [
			'Paystand does not know this record or does not offer this function',
			'Check the ID, and that the record is in the environment the credential points to.',
		];
	}
	if (status === 405 || status === 501) return ['Paystand does not offer this function', ''];
	if (status === 429) {
		return [
			"Paystand's request limit was reached",
			'Wait a minute and run this again. The limit is 3,000 requests a minute for each API key.',
		];
	}
	if (status >= 500) {
		return [
			`Paystand could not process the request (status ${status})`,
			'Try again in a few minutes.',
		];
	}
	if (field && /missing/i.test(`${refusal.detailCode} ${refusal.code}`)) {
		return [`'${field}' is missing`, `Fill in '${field}' and run this again.`];
	}
	return [
		`Paystand refused the request${said ? `: ${said}` : ''}${field && !said?.includes(`'${field}'`) ? ` ('${field}')` : ''}`,
		field ? `Correct '${field}' and run this again.` : '',
	];
}

const PATTERN =
	/\b(?:must|should|does not|has to|needs to) match (?:the )?(?:pattern|regex|regular expression):? *("[^"]*"|'[^']*'|\S+)/i;

/** An explanation in which a pattern, which no bookkeeper reads, is put into words. */
function withoutPattern(said?: string): string | undefined {
	return said?.replace(PATTERN, (_, pattern: string) =>
		pattern.includes('{24}')
			? 'must be a Paystand ID of 24 characters'
			: 'must be written in the form that Paystand takes',
	);
}

/** Paystand's explanation with the stored name of the field replaced by what the person sees. */
function inWordsOfScreen(said?: string, stored?: string, field?: string): string | undefined {
	if (!said || !stored || !field || stored === field) return said;
	// Whole words only: `amount` is no part of `amountDue`.
	return said
		.split(/([A-Za-z_$][\w$]*)/)
		.map((part) => (part === stored ? `'${field}'` : part))
		.join('');
}

function ended(text: string): string {
	return /[.!?…]$/.test(text) ? text : `${text}.`;
}
