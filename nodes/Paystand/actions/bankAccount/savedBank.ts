import type { IDataObject } from 'n8n-workflow';

/** Path segments of a bank account: a payer's or one of your own. */
export const bankPath = (id: string): string[] => ['banks', id];

/** The older reference lists the account number as a field of the reply; nobody needs it in an item. */
export function withoutNumber(bank: IDataObject): IDataObject {
	const shown = { ...bank };
	delete shown.accountNumber;
	return shown;
}
