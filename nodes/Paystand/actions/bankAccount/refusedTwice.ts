import { createHash } from 'node:crypto';

import { asError, PaystandError, refusalOf } from '../../../../client/errors';
import type { Item } from '../../item/item';

/** What Paystand last said of a bank account; n8n saves it with the execution, so it is plain JSON. */
interface Refused {
	/** Paystand's reference. */
	ref: string;
	times: number;
	explanation?: string;
}

/**
 * Adds a bank account, unless Paystand has refused this very one twice with one and the same
 * reference: then it gives the same answer for ever, however often n8n runs the node again
 * (docs/paystand-api.md#your-reference-on-a-bank-account).
 *
 * @param sent kept as a digest only, since it holds the account number
 */
export async function unlessRefusedTwice<T>(
	item: Item,
	sent: object,
	add: () => Promise<T>,
): Promise<T> {
	const context = item.execution.context.getContext('node');
	context.refusedBanks ??= {};
	const refused = context.refusedBanks as Record<string, Refused>;
	const place = createHash('sha256').update(JSON.stringify(sent)).digest('hex');
	if (refused[place]?.times >= 2) throw givenUp(refused[place]);
	try {
		return await add();
	} catch (error) {
		const { explanation, outcomeUnknown, ref } = refusalOf(error) ?? {};
		if (ref === undefined || outcomeUnknown) throw asError(error);
		const isSame = refused[place]?.ref === ref;
		refused[place] = { ref, times: isSame ? 2 : 1, explanation };
		throw isSame ? givenUp(refused[place]) : asError(error);
	}
}

function givenUp({ explanation = 'nothing more', ref }: Refused): PaystandError {
	return new PaystandError(
		'Paystand refuses this bank account, and gives the same answer each time',
		`It is not sent again. Correct the bank account, or send Paystand (support@paystand.com) its reference: ${ref}. Paystand says: ${explanation}`,
	);
}
