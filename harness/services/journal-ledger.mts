/** A line of a journal entry, as it is posted to an ERP. */
export interface JournalLine {
	/** The lines with the same id are one entry. */
	entryId: string;
	/** `YYYY-MM-DD`, one for the whole entry. */
	postingDate: string;
	account: string;
	/** Decimal text without a sign, `1234.50`; the side that is empty or zero does not count. */
	debit: string;
	credit: string;
	/** ISO 4217, such as `USD`. */
	currency: string;
	memo: string;
}

/** What the books know. A line outside of it is for hledger's strict check to find. */
export interface Chart {
	/** Names of accounts; `:` makes a subaccount of what follows it. */
	accounts: string[];
	/** How many decimals each currency has: `{ USD: 2, JPY: 0 }`. */
	currencies: Record<string, number>;
}

/**
 * Writes journal entries as a plain-text ledger that hledger reads. Debits are positive. Only what
 * the chart names is declared, so that a mistyped account fails the strict check.
 *
 * @throws Error for a line that a ledger cannot hold as it is: two sides, a sign, more decimals than
 *   its currency has (hledger would round them when it judges the balance), two days in one entry
 */
export function writeLedger(lines: JournalLine[], chart: Chart): string {
	const commodities = Object.entries(chart.currencies).map(
		([currency, places]) => `commodity 1000.${'0'.repeat(places)} ${checkedCurrency(currency)}`,
	);
	const accounts = chart.accounts.map((account) => `account ${ledgerAccount(account)}`);
	const entries = [...Map.groupBy(lines, ({ entryId }) => entryId).values()];
	const blocks = [commodities, accounts, ...entries.map((entry) => writeEntry(entry, chart))];
	return blocks.map((block) => `${block.join('\n')}\n`).join('\n');
}

/**
 * An account's name as the ledger and hledger's reports have it: the same but for the characters
 * that mean something to hledger there, such as `;` or a bracket in front, which are
 * percent-encoded. Different names stay different.
 */
export function ledgerAccount(account: string): string {
	if (account === '') throw new Error('An account without a name');
	const special = /[%;\p{Cc}]|(?! )\s|^[([*!]|(?:^|(?<=[ :])) |^:|(?<=:):| $|:$/gu;
	return account.replace(special, encoded);
}

function writeEntry(lines: JournalLine[], chart: Chart): string[] {
	const [{ entryId, postingDate, memo }] = lines;
	if (lines.some((line) => line.postingDate !== postingDate)) {
		throw new Error(`Entry ${entryId} has lines of several days`);
	}
	if (!/^\d{4}-\d{2}-\d{2}$/.test(postingDate)) {
		throw new Error(`Entry ${entryId} has the posting date "${postingDate}", not YYYY-MM-DD`);
	}
	const code = entryId.replace(/[%()\p{Cc}\s]/gu, encoded);
	const head = `${postingDate} (${code}) ${memo.replace(/[%;\p{Cc}]|(?! )\s/gu, encoded)}`;
	return [head.trimEnd(), ...lines.map((line) => writePosting(line, chart))];
}

function writePosting(line: JournalLine, chart: Chart): string {
	// In a comment, `date:…` and `[2026-01-31]` would move the posting to another day.
	const memo = line.memo.replace(/[%:[\p{Cc}]|(?! )\s/gu, encoded);
	const amount = `${signed(line, chart)} ${checkedCurrency(line.currency)}`;
	return `    ${ledgerAccount(line.account)}  ${amount}  ; ${memo}`.trimEnd();
}

function signed({ entryId, debit, credit, currency }: JournalLine, chart: Chart): string {
	const places = chart.currencies[currency] ?? Infinity;
	for (const amount of [debit, credit].filter(Boolean)) {
		const decimals = /^\d+(?:\.(\d+))?$/.exec(amount)?.map((part) => part ?? '')[1];
		if (decimals === undefined) {
			throw new Error(`Entry ${entryId}: "${amount}" is not an amount such as 1234.50`);
		}
		if (decimals.length > places) {
			throw new Error(`Entry ${entryId}: ${amount} has more decimals than ${currency}`);
		}
	}
	const isDebit = /[1-9]/.test(debit);
	const isCredit = /[1-9]/.test(credit);
	if (isDebit && isCredit) {
		throw new Error(`Entry ${entryId}: a line with a debit of ${debit} and a credit of ${credit}`);
	}
	return isCredit ? `-${credit}` : debit || credit || '0';
}

/** hledger reads a commodity of letters; anything else would have to be quoted. */
function checkedCurrency(currency: string): string {
	if (/^[A-Z]{3}$/.test(currency)) return currency;
	throw new Error(`"${currency}" is not a currency code such as USD`);
}

function encoded(text: string): string {
	// Unlike encodeURIComponent, also for brackets, blanks, `!` and `*`.
	return [...Buffer.from(text)]
		.map((byte) => `%${byte.toString(16).padStart(2, '0').toUpperCase()}`)
		.join('');
}
